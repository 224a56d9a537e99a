package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.echo.Conditions;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Role;
import org.dxos.itests.simulation.NumbersMachine.Edition;
import org.dxos.itests.simulation.NumbersMachine.Kind;
import org.dxos.testkit.SimScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that were found once. {@code docs/bugs.md} lists them. */
final class RegressionTest {
    private static final RawParty PARTY = new RawParty(3);
    private final SimScheduler scheduler = new SimScheduler();

    private SimNode node(String name) {
        SimNode node = new SimNode(name, scheduler, Duration.ZERO, PartyConfig.DEFAULT, LogConfig.DEFAULT);
        node.start();
        return node;
    }

    /**
     * Delivers blocks in the given and in the opposite order of feeds to nodes with some edition, and compares them; also to nodes on
     * which all items come to rest in between.
     */
    private static void inBothOrders(Edition edition, Status expected, RawFeed... feeds) {
        List<RawFeed> order = List.of(feeds);
        List<RawFeed> reverse = new ArrayList<>(order);
        java.util.Collections.reverse(reverse);
        try (Replica one = Replica.of(PARTY, edition);
                Replica other = Replica.of(PARTY, edition);
                Replica resting = Replica.of(PARTY, edition);
                Replica otherResting = Replica.of(PARTY, edition)) {
            order.forEach(feed -> one.mustAccept(feed.all()));
            reverse.forEach(feed -> other.mustAccept(feed.all()));
            order.forEach(feed -> {
                resting.rest();
                resting.mustAccept(feed.all());
            });
            reverse.forEach(feed -> {
                otherResting.rest();
                otherResting.mustAccept(feed.all());
            });
            Simulation.same("with rests", one.snapshot(), resting.snapshot());
            Simulation.same("with rests, the other order", one.snapshot(), otherResting.snapshot());
            for (Kind kind : Kind.values()) {
                assertEquals(expected, one.item(PARTY, kind).status(), kind.toString());
            }
            Simulation.same("two orders", one.snapshot(), other.snapshot());
        }
    }

    @Test
    void a_mutation_that_sorts_just_before_a_faulted_one_is_applied() {
        RawFeed before = PARTY.feed(0).append(PARTY.first(1));
        RawFeed faulty = PARTY.feed(1).append(PARTY.first(5)).append(PARTY.next(RawParty.BASE + 2, 6));
        inBothOrders(Edition.DEFECTIVE, Status.FAULTED, before, faulty);
    }

    @Test
    void a_mutation_that_sorts_just_before_an_outdated_one_is_applied() {
        RawFeed before = PARTY.feed(0).append(PARTY.first(1));
        RawFeed newer = PARTY.feed(1).append(PARTY.first(1001)).append(PARTY.next(RawParty.BASE + 2, 6));
        inBothOrders(Edition.OLD, Status.OUTDATED, before, newer);
    }

    @Test
    void a_late_mutation_of_an_outdated_item_is_applied() {
        RawFeed before = PARTY.feed(0).append(PARTY.first(1)).append(PARTY.next(RawParty.BASE + 2, 2));
        RawFeed newer = PARTY.feed(1).append(PARTY.first(3)).append(PARTY.next(RawParty.BASE + 2, 1001));
        inBothOrders(Edition.OLD, Status.OUTDATED, before, newer);
    }

    @Test
    void a_late_mutation_in_a_newer_format_stops_the_item_where_it_stands() {
        RawFeed newer = PARTY.feed(0).append(PARTY.first(1001));
        RawFeed later = PARTY.feed(1).append(PARTY.first(3)).append(PARTY.next(RawParty.BASE + 2, 4));
        inBothOrders(Edition.OLD, Status.OUTDATED, newer, later);
    }

    @Test
    void a_late_mutation_on_which_a_machine_fails_stops_the_item_where_it_stands() {
        RawFeed faulty = PARTY.feed(0).append(PARTY.first(5));
        RawFeed later = PARTY.feed(1).append(PARTY.first(3)).append(PARTY.next(RawParty.BASE + 2, 4));
        inBothOrders(Edition.DEFECTIVE, Status.FAULTED, faulty, later);
    }

    @Test
    void a_resting_item_on_which_late_mutations_fail_stops_where_others_stop() {
        RawFeed faulty = PARTY.feed(0).append(PARTY.first(2)).append(PARTY.next(RawParty.BASE + 2, 5));
        RawFeed later = PARTY.feed(1)
                .append(PARTY.first(3))
                .append(PARTY.next(RawParty.BASE + 2, 4))
                .append(PARTY.next(RawParty.BASE + 3, 7));
        inBothOrders(Edition.DEFECTIVE, Status.FAULTED, faulty, later);
    }

    @Test
    void resting_items_whose_states_have_equal_bytes_keep_what_they_were_made_as() {
        SimNode node = node("alone");
        node.create();
        ItemId first = game(node);
        scheduler.runFor(Duration.ofDays(3));
        ItemId second = game(node);
        String before = node.party().view().item(first).orElseThrow().tree() + "\n"
                + node.party().view().item(second).orElseThrow().tree();

        node.stop();
        node.start();

        assertEquals(
                before,
                node.party().view().item(first).orElseThrow().tree() + "\n"
                        + node.party().view().item(second).orElseThrow().tree());
    }

    @Test
    void an_unreadable_mutation_is_told_of_once_however_often_it_is_tried() {
        Operation bad = RawParty.mutate(PARTY.items.get(0), 1, Bytes.fromHex("ffffff"));
        RawFeed feed = PARTY.feed(1)
                .append(new Block(PARTY.seesBase(), RawParty.BASE + 1, 1, List.of(), List.of(bad)))
                .append(PARTY.next(RawParty.BASE + 2, 4));
        try (Replica replica = Replica.of(PARTY)) {
            replica.mustAccept(feed.all());
            replica.mustAccept(PARTY.feed(0).append(PARTY.first(1)).all());
            assertEquals(1, replica.party.rejections().size());
        }
    }

    @Test
    void a_view_speaks_of_control_blocks_too() {
        SimNode node = node("alone");
        node.create();
        node.party().view();

        node.party()
                .admitMember(org.dxos.testkit.TestIdentity.BOB.identityKey(), Role.WRITER)
                .await();

        assertEquals(List.of(2L), List.copyOf(node.party().view().timeframe().values()));
    }

    @Test
    void a_node_that_joins_before_it_is_admitted_takes_part_from_then_on() {
        SimNode host = node("host");
        SimNode guest = node("guest");
        host.create();
        guest.join(host.party().ticket());
        assertThrows(EchoException.class, () -> create(guest));
        guest.stop();
        guest.start();

        host.party().admitMember(guest.identity.identityKey(), Role.WRITER).await();
        copy(host, guest);
        ItemId made = create(guest);
        copy(guest, host);

        assertEquals("it", host.party().view().item(made).orElseThrow().type());
        assertEquals(2, host.party().roster().feeds().size());
    }

    private static ItemId create(SimNode node) {
        var batch = node.party().batch();
        ItemId id = batch.create(NewItem.of(Kind.LIST.model()).type("it"));
        batch.commit().await();
        return id;
    }

    private static ItemId game(SimNode node) {
        var batch = node.party().batch();
        ItemId id = batch.create(NewItem.of(SimNode.CHESS));
        batch.commit().await();
        return id;
    }

    private static void copy(SimNode from, SimNode to) {
        from.feeds().lengths().forEach((feed, length) -> {
            long known = to.feeds().lengths().getOrDefault(feed, 0L);
            if (known < length) {
                try {
                    FeedRange range =
                            from.feeds().range(feed, known, Integer.MAX_VALUE).orElseThrow();
                    assertEquals(
                            Verdict.ACCEPTED,
                            to.feeds().offer(range).toCompletableFuture().join());
                } catch (org.dxos.echo.feed.FeedException e) {
                    throw new AssertionError(e);
                }
            }
        });
        to.party().flush();
    }

    @Test
    void a_live_query_on_fields_is_told_when_the_model_arrives_after_its_state_machine() {
        RawFeed feed = PARTY.feed(0).append(PARTY.first(1));
        try (Replica replica = Replica.of(PARTY)) {
            replica.mustAccept(feed.all());
            NumbersModel model = new NumbersModel(Kind.LIST);
            List<Integer> found = new ArrayList<>();
            Query query = Query.all().model(model.type()).where(Conditions.has("size"));
            replica.party.observe(
                    query,
                    (QueryUpdate update) ->
                            found.add(update.added().size() - update.removed().size()));
            replica.scheduler.runReady();

            replica.removeModels();
            replica.scheduler.runReady();
            replica.echo.add(model, "test");
            replica.scheduler.runReady();

            assertEquals(List.of(1, -1, 1), found);
        }
    }

    @Test
    void a_feed_of_another_that_is_damaged_here_does_not_stop_the_party() {
        SimNode host = node("host");
        SimNode guest = node("guest");
        host.create();
        host.party().admitMember(guest.identity.identityKey(), Role.WRITER).await();
        guest.join(host.party().ticket());
        ItemId item = create(guest);
        copy(guest, host);
        numbers(guest, item).add(1).await();
        FeedRange next = last(guest);
        host.damage(guest.party().id(), own(guest));

        host.start();

        assertEquals(
                Verdict.UNAVAILABLE,
                host.feeds().offer(next).toCompletableFuture().join());
        assertEquals("", host.party().info().reason());
    }

    private static NumbersItem numbers(SimNode node, ItemId item) {
        return node.party().item(item, NumbersItem.class);
    }

    private static org.dxos.base.key.FeedKey own(SimNode node) {
        return node.party().feeds().stream()
                .filter(org.dxos.echo.FeedInfo::own)
                .findFirst()
                .orElseThrow()
                .key();
    }

    private static FeedRange last(SimNode node) {
        try {
            return node.feeds()
                    .range(own(node), node.feeds().lengths().get(own(node)) - 1, 1)
                    .orElseThrow();
        } catch (org.dxos.echo.feed.FeedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothing_is_written_while_our_feed_waits_for_what_it_builds_on() {
        SimNode host = node("host");
        SimNode guest = node("guest");
        host.create();
        host.party().admitMember(guest.identity.identityKey(), Role.WRITER).await();
        guest.join(host.party().ticket());
        ItemId item = create(guest);
        copy(guest, host);
        numbers(host, item).add(1).await();
        host.damage(guest.party().id(), own(guest));

        host.start();

        EchoException refused = assertThrows(EchoException.class, () -> create(host));
        assertEquals(EchoException.Code.UNAVAILABLE, refused.code());
    }

    @Test
    void a_tree_of_any_depth_can_be_deleted_under_a_live_query() {
        int depth = 20_000;
        List<Operation> operations = new ArrayList<>();
        ItemId parent = null;
        ItemId top = ItemId.of(PARTY.feeds.get(0), 0);
        for (int i = 0; i < depth; i++) {
            operations.add(new Operation.Create(i, "", Kind.BAG.model(), Kind.BAG.type(), parent, null, null));
            parent = ItemId.of(PARTY.feeds.get(0), i);
        }
        RawFeed feed = PARTY.feed(0)
                .append(new Block(PARTY.seesBase(), RawParty.BASE + 1, 1, List.of(), operations))
                .append(new Block(List.of(), RawParty.BASE + 2, 1, List.of(), List.of(new Operation.Delete(top))));
        try (Replica replica = Replica.of(PARTY)) {
            List<Integer> removed = new ArrayList<>();
            replica.party.observe(
                    Query.all().deleted(Query.Deleted.SHOW),
                    update -> removed.add(update.removed().size()));
            replica.scheduler.runReady();
            replica.mustAccept(feed.range(0, 1));
            replica.mustAccept(feed.range(1, 2));
            assertEquals(PARTY.items.size() + depth, replica.party.view().size());
            assertEquals("", replica.party.info().reason());
        }
    }

    /** Seeds of {@link SimulationTest} that failed once. */
    @ParameterizedTest
    @ValueSource(longs = {124373449673740L, 20, 21, 22, 24})
    void seeds_that_failed_once(long seed) {
        assertTrue(new Simulation(seed, Scale.of(seed, false), false).run().rounds > 0);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void items_keep_their_states_when_code_is_replaced_by_a_newer_edition(Kind kind) {
        try (Replica replica = Replica.of(PARTY, Edition.OLD)) {
            replica.mustAccept(PARTY.feed(0).append(PARTY.first(1001)).all());
            assertEquals(Status.OUTDATED, replica.item(PARTY, kind).status());
            replica.echo.add(new NumbersMachine(kind, Edition.NEW), "test");
            Item item = replica.item(PARTY, kind);
            assertEquals(Status.LIVE, item.status());
            assertEquals("", item.statusReason());
            assertEquals(List.of(1001L), item.tree());
        }
    }

    @Test
    void mutations_are_written_as_the_raw_party_says() {
        Bytes number = new ByteWriter().putVar(1001).toBytes();
        assertEquals(
                new NumbersMachine(Kind.BAG, Edition.NEW).encodeMutation(1001L).bytes(), number);
    }
}
