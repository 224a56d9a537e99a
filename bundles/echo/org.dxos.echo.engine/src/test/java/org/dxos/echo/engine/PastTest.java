package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.ItemChange;
import org.dxos.echo.Moment;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Role;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.TextModels;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking back, and taking back. */
final class PastTest {
    private static final String OBJECT = "dxos.model/object";
    private static final String TEXT = "dxos.model/text";

    private final SimScheduler scheduler = new SimScheduler();
    private final Map<TestIdentity, MemoryStorage> storages = new HashMap<>();
    private final Map<TestIdentity, Keyring> keyrings = new HashMap<>();
    private final Map<TestIdentity, TestNode> nodes = new LinkedHashMap<>();
    private PartyId party;

    /** What a replica showed when it had certain blocks. */
    private record Sight(Map<FeedKey, Long> timeframe, String shown) {}

    @AfterEach
    void close() {
        nodes.values().forEach(TestNode::close);
        nodes.values().forEach(node -> assertEquals(List.of(), node.failures));
    }

    private TestNode start(TestIdentity who) {
        PartyConfig often = new PartyConfig(1 << 20, Duration.ofMillis(50), Duration.ofSeconds(2), 1 << 16, 4096, 16);
        TestNode node = TestNode.bare(
                storages.computeIfAbsent(who, absent -> new MemoryStorage()),
                keyrings.computeIfAbsent(who, TestIdentity::keyring),
                scheduler,
                often);
        node.echo.add(ObjectModels.stateMachine(), "test");
        node.echo.add(ObjectModels.model(), "test");
        node.echo.add(TextModels.stateMachine(), "test");
        node.echo.add(TextModels.model(), "test");
        nodes.put(who, node);
        return node;
    }

    private void restart(TestIdentity who) {
        nodes.get(who).close();
        assertEquals(List.of(), nodes.get(who).failures);
        start(who).party(party);
    }

    private Party at(TestIdentity who) {
        return nodes.get(who).party(party);
    }

    /** Alice's party, with Bob in it. */
    private void begin() throws Exception {
        TestNode alice = start(TestIdentity.ALICE);
        TestNode bob = start(TestIdentity.BOB);
        Party hers = alice.echo.createParty("home");
        party = hers.id();
        hers.admitMember(bob.echo.identity(), Role.WRITER).await();
        bob.echo.joinParty(hers.ticket());
        Peers.exchange(alice, bob, party);
    }

    private static String shown(View view) {
        StringBuilder lines = new StringBuilder();
        for (Item item : view.select(Query.all().deleted(Query.Deleted.SHOW))) {
            lines.append(item.id())
                    .append(item.parent())
                    .append(item.isDeleted())
                    .append(item.isVisible())
                    .append(item.status())
                    .append(item.mutations())
                    .append(item.stateHash())
                    .append(item.render())
                    .append(view.children(item.id()).stream().map(Item::id).toList())
                    .append('\n');
        }
        return lines.append(view.roots().stream().map(Item::id).toList())
                .append(view.size())
                .toString();
    }

    private ItemId create(TestIdentity who, String model) {
        Batch batch = at(who).batch();
        ItemId id = batch.create(NewItem.of(model));
        batch.commit().await();
        return id;
    }

    private void change(TestIdentity who, List<ItemId> items, SeededRandom random) {
        Party mine = at(who);
        ItemId id = random.pick(items);
        if (mine.view().item(id).isEmpty()) {
            return;
        }
        ItemId other = random.pick(items);
        try {
            switch (random.below(10)) {
                case 0 -> items.add(create(who, random.pick(OBJECT, TEXT)));
                case 1 -> mine.batch().move(id, Optional.of(other)).commit().await();
                case 2 -> mine.batch().delete(id).commit().await();
                case 3 -> mine.batch().restore(id).commit().await();
                case 4 -> mine.batch().undo(id, 1 + random.below(3)).commit().await();
                default -> {
                    for (int i = random.below(4); i >= 0; i--) {
                        edit(mine, id, random);
                    }
                }
            }
        } catch (EchoException e) {
            assertTrue(List.of(Code.CONFLICT, Code.INVALID, Code.NOT_FOUND).contains(e.code()), e::toString);
        }
    }

    private static void edit(Party mine, ItemId id, SeededRandom random) {
        if (mine.view().item(id).orElseThrow().model().equals(OBJECT)) {
            ObjectItem object = mine.item(id, ObjectItem.class);
            switch (random.below(3)) {
                case 0 -> object.set("a", random.below(100)).await();
                case 1 -> object.count("n", random.below(9)).await();
                default -> object.push("list", random.below(100)).await();
            }
        } else {
            TextItem text = mine.item(id, TextItem.class);
            int length = text.length();
            int from = random.below(length + 1);
            text.splice(from, random.below(Math.min(4, length - from) + 1), random.pick("x", "word", ""))
                    .await();
        }
    }

    @SeededTest(ci = 3, deep = 100)
    void a_view_at_a_timeframe_is_what_a_replica_with_those_blocks_shows(long seed) throws Exception {
        SeededRandom random = new SeededRandom(seed);
        begin();
        List<ItemId> items = new ArrayList<>(List.of(
                create(TestIdentity.ALICE, OBJECT), create(TestIdentity.ALICE, TEXT), create(TestIdentity.BOB, TEXT)));
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            TestIdentity who = random.pick(TestIdentity.ALICE, TestIdentity.BOB);
            change(who, items, random);
            if (random.chance(0.15)) {
                TestNode alice = nodes.get(TestIdentity.ALICE);
                TestNode bob = nodes.get(TestIdentity.BOB);
                if (random.chance(0.5)) {
                    Peers.send(alice, bob, party);
                } else {
                    Peers.send(bob, alice, party);
                }
            }
            if (random.chance(0.04)) {
                restart(who);
            }
            if (random.chance(0.4)) {
                View view = at(who).view();
                sights.add(new Sight(view.timeframe(), shown(view)));
            }
        }
        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        for (TestIdentity who : List.of(TestIdentity.ALICE, TestIdentity.BOB)) {
            check(sights, who);
            restart(who);
            check(sights, who);
            assertEquals(
                    shown(at(who).view()),
                    shown(at(who).at(new Moment.Exactly(at(who).view().timeframe()))));
        }
        checkAgainstReplica(random);
    }

    private void check(List<Sight> sights, TestIdentity who) {
        for (Sight sight : sights) {
            View past = at(who).at(new Moment.Exactly(sight.timeframe));
            assertEquals(sight.timeframe, past.timeframe());
            assertEquals(sight.shown, shown(past));
        }
    }

    /** Cuts in canonical order, held against a replica that is given block by block what is in them. */
    private void checkAgainstReplica(SeededRandom random) throws Exception {
        Party hers = at(TestIdentity.ALICE);
        TestNode carol = start(TestIdentity.CAROL);
        Party replica = carol.echo.joinParty(hers.ticket());
        FeedKey feed = random.pick(new ArrayList<>(hers.view().timeframe().keySet()));
        long length = hers.view().timeframe().get(feed);
        for (long sequence = 0; sequence < length; sequence += random.between(1, 8)) {
            View past = hers.at(new Moment.After(feed, sequence));
            if (bring(past.timeframe(), carol)) {
                assertEquals(past.timeframe(), replica.view().timeframe());
                assertEquals(shown(replica.view()), shown(past));
            }
        }
    }

    /** False when the blocks wait for something, or cannot be had without others as they were signed together. */
    private boolean bring(Map<FeedKey, Long> timeframe, TestNode to) throws Exception {
        PartyFeeds source = nodes.get(TestIdentity.ALICE).echo.feeds(party).orElseThrow();
        PartyFeeds target = to.echo.feeds(party).orElseThrow();
        for (int round = 0; round < 3; round++) {
            for (Map.Entry<FeedKey, Long> wanted : timeframe.entrySet()) {
                long at = target.lengths().getOrDefault(wanted.getKey(), 0L);
                while (at < wanted.getValue()) {
                    FeedRange range = source.range(wanted.getKey(), at, 1).orElseThrow();
                    if (range.head().length() > wanted.getValue()
                            || target.offer(range).toCompletableFuture().join() != PartyFeeds.Verdict.ACCEPTED) {
                        break;
                    }
                    at = range.head().length();
                }
            }
        }
        return to.party(party).view().timeframe().equals(timeframe);
    }

    @Test
    void a_timeframe_that_is_not_complete_or_not_here_is_refused_with_words() throws Exception {
        begin();
        ItemId id = create(TestIdentity.ALICE, OBJECT);
        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        at(TestIdentity.BOB).item(id, ObjectItem.class).set("n", 1).await();
        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        Party hers = at(TestIdentity.ALICE);
        Map<FeedKey, Long> now = hers.view().timeframe();
        FeedKey his = hers.history(id, 0, 1).get(0).feed();
        FeedKey own = hers.history(id, 1, 1).get(0).feed();

        Map<FeedKey, Long> without = new HashMap<>(now);
        without.put(own, now.get(own) - 1);
        assertRefused(Code.INVALID, "not complete", hers, new Moment.Exactly(without));
        Map<FeedKey, Long> beyond = new HashMap<>(now);
        beyond.put(his, now.get(his) + 1);
        assertRefused(Code.NOT_FOUND, "here", hers, new Moment.Exactly(beyond));
        assertRefused(Code.INVALID, "-1", hers, new Moment.Exactly(Map.of(his, -1L)));
        FeedKey unknown = FeedKey.of(party.bytes());
        assertRefused(Code.NOT_FOUND, "no feed", hers, new Moment.Exactly(Map.of(unknown, 1L)));
        assertRefused(Code.NOT_FOUND, "no block", hers, new Moment.After(his, now.get(his)));
        assertRefused(Code.NOT_FOUND, "no block", hers, new Moment.Before(his, -1));
        assertRefused(Code.NOT_FOUND, "fewer than 3", hers, new Moment.Back(id, 3));
        assertRefused(Code.INVALID, "-1", hers, new Moment.Back(id, -1));
        assertEquals(
                Code.INVALID,
                assertThrows(EchoException.class, () -> hers.history(id, -1, 1)).code());
        assertEquals(0, hers.at(new Moment.Exactly(Map.of())).size());
    }

    private static void assertRefused(Code code, String words, Party party, Moment moment) {
        EchoException refusal = assertThrows(EchoException.class, () -> party.at(moment));
        assertEquals(code, refusal.code());
        assertTrue(refusal.getMessage().contains(words), refusal::getMessage);
    }

    @Test
    void a_time_stands_for_the_blocks_that_claim_it_or_an_earlier_one() throws Exception {
        begin();
        ItemId id = create(TestIdentity.ALICE, OBJECT);
        List<java.time.Instant> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scheduler.simClock().advance(Duration.ofSeconds(10));
            at(TestIdentity.ALICE).item(id, ObjectItem.class).set("n", i).await();
            times.add(scheduler.clock().now());
        }
        for (int i = 0; i < 5; i++) {
            View past =
                    at(TestIdentity.ALICE).at(new Moment.Claimed(times.get(i).plusMillis(1)));
            assertEquals((long) i, past.item(id).orElseThrow().field("n"));
        }
        assertEquals(
                0,
                at(TestIdentity.ALICE)
                        .at(new Moment.Claimed(java.time.Instant.EPOCH))
                        .size());
    }

    @Test
    void a_history_lists_edits_and_moves_newest_first_in_pages() throws Exception {
        begin();
        Party hers = at(TestIdentity.ALICE);
        ItemId parent = create(TestIdentity.ALICE, OBJECT);
        ItemId id = create(TestIdentity.ALICE, TEXT);
        hers.item(id, TextItem.class).insert(0, "Hello").await();
        hers.batch().move(id, Optional.of(parent)).commit().await();
        hers.item(id, TextItem.class).delete(0, 2).await();
        hers.batch().delete(id).commit().await();

        List<ItemChange> all = hers.history(id, 0, 100);

        assertEquals(
                List.of(
                        ItemChange.Kind.DELETED,
                        ItemChange.Kind.EDITED,
                        ItemChange.Kind.MOVED,
                        ItemChange.Kind.EDITED,
                        ItemChange.Kind.CREATED),
                all.stream().map(ItemChange::kind).toList());
        assertEquals("-2", all.get(1).words());
        assertEquals(Optional.of(parent), all.get(2).parent());
        assertEquals("+\"Hello\"", all.get(3).words());
        assertEquals(all.subList(2, 4), hers.history(id, 2, 2));
        assertEquals(List.of(), hers.history(id, 5, 1));
        assertEquals(
                "Hello", hers.at(new Moment.Back(id, 2)).item(id).orElseThrow().render());
    }

    @Test
    void undo_takes_back_own_edits_and_leaves_what_others_wrote() throws Exception {
        begin();
        ItemId id = create(TestIdentity.ALICE, TEXT);
        Party hers = at(TestIdentity.ALICE);
        hers.item(id, TextItem.class).insert(0, "one two three").await();
        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        hers.item(id, TextItem.class).splice(4, 3, "2").await();
        at(TestIdentity.BOB).item(id, TextItem.class).insert(13, " four").await();
        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        assertEquals("one 2 three four", hers.view().item(id).orElseThrow().render());

        hers.batch().undo(id, 1).commit().await();
        assertEquals("one two three four", hers.view().item(id).orElseThrow().render());
        hers.batch().undo(id, 1).commit().await();
        assertEquals("one 2 three four", hers.view().item(id).orElseThrow().render());
        hers.batch().undo(id, 4).commit().await();
        assertEquals(" four", hers.view().item(id).orElseThrow().render());

        Peers.exchange(nodes.get(TestIdentity.ALICE), nodes.get(TestIdentity.BOB), party);
        assertEquals(" four", at(TestIdentity.BOB).view().item(id).orElseThrow().render());
        EchoException refusal = assertThrows(
                EchoException.class, () -> at(TestIdentity.BOB).batch().undo(id, 2));
        assertEquals(Code.INVALID, refusal.code());
        assertTrue(refusal.getMessage().contains("1 changes"), refusal::getMessage);
    }

    @Test
    void undo_brings_an_item_back_to_where_it_was() throws Exception {
        begin();
        Party hers = at(TestIdentity.ALICE);
        ItemId parent = create(TestIdentity.ALICE, OBJECT);
        ItemId id = create(TestIdentity.ALICE, OBJECT);
        hers.batch().move(id, Optional.of(parent)).commit().await();
        hers.batch().delete(id).commit().await();

        hers.batch().undo(id, 1).commit().await();
        assertEquals(false, hers.view().item(id).orElseThrow().isDeleted());
        hers.batch().undo(id, 3).commit().await();
        assertEquals(Optional.empty(), hers.view().item(id).orElseThrow().parent());
        assertThrows(EchoException.class, () -> hers.batch().undo(id, 0));
    }

    @SeededTest(ci = 5, deep = 200)
    void undoing_alone_gives_the_state_before(long seed) throws Exception {
        SeededRandom random = new SeededRandom(seed);
        begin();
        Party hers = at(TestIdentity.ALICE);
        for (String model : List.of(OBJECT, TEXT)) {
            ItemId id = create(TestIdentity.ALICE, model);
            List<String> states = new ArrayList<>();
            states.add(hers.view().item(id).orElseThrow().render());
            for (int i = 0; i < 30; i++) {
                long mutations = hers.view().item(id).orElseThrow().mutations();
                edit(hers, id, random);
                if (hers.view().item(id).orElseThrow().mutations() > mutations) {
                    states.add(hers.view().item(id).orElseThrow().render());
                }
            }
            int count = random.between(1, states.size() - 1);
            hers.batch().undo(id, count).commit().await();
            assertEquals(
                    states.get(states.size() - 1 - count),
                    hers.view().item(id).orElseThrow().render());
        }
    }
}
