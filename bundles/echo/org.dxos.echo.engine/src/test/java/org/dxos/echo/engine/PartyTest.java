package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Clock;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.Conditions;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Status;
import org.dxos.echo.Subscription;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.object.ObjectModels;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application can do with a party. */
final class PartyTest {
    private static final String OBJECT = "dxos.model/object";

    private final MemoryStorage storage = new MemoryStorage();
    private final SimScheduler scheduler = new SimScheduler();
    private TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
    private Party party;

    @BeforeEach
    void createParty() {
        party = node.echo.createParty("home");
    }

    @AfterEach
    void close() {
        node.close();
        assertEquals(List.of(), node.failures);
    }

    private ItemId create(String type) {
        Batch batch = party.batch();
        ItemId id = batch.create(NewItem.of(OBJECT).type(type));
        batch.commit().await();
        return id;
    }

    private ObjectItem object(ItemId id) {
        return party.item(id, ObjectItem.class);
    }

    private void restart() {
        PartyId id = party.id();
        node.close();
        assertEquals(List.of(), node.failures);
        node = TestNode.withObjects(storage, node.keyring, scheduler);
        party = node.party(id);
    }

    @Test
    void an_item_is_made_written_and_read() {
        ItemId id = create("task");

        object(id).set("title", "milk").await();

        Item item = party.view().item(id).orElseThrow();
        assertEquals("milk", item.field("title"));
        assertEquals("task", item.type());
        assertEquals(Status.LIVE, item.status());
        assertEquals(node.echo.identity(), item.genesis().member());
    }

    @Test
    void everything_is_there_after_a_restart() {
        ItemId parent = create("list");
        Batch batch = party.batch();
        ItemId child = batch.create(NewItem.of(OBJECT).type("task").under(parent));
        ItemId link = batch.create(NewItem.of(OBJECT).type("blocks").link(parent, child));
        batch.item(child, ObjectItem.class).set("done", true);
        batch.commit().await();
        for (int i = 0; i < 100; i++) {
            object(parent).set("count", i).await();
        }
        party.batch().delete(link).commit().await();

        restart();

        View view = party.view();
        assertEquals(3, view.size());
        assertEquals(true, view.item(child).orElseThrow().field("done"));
        assertEquals(99L, view.item(parent).orElseThrow().field("count"));
        assertEquals(List.of(child), ids(view.children(parent)));
        assertEquals(List.of(), ids(view.links(parent)));
        assertTrue(view.item(link).orElseThrow().isDeleted());
        assertEquals("home", party.info().label());
    }

    @Test
    void the_first_view_after_a_restart_shows_the_end_of_long_histories() {
        List<ItemId> items = List.of(create("task"), create("task"));
        int writes = 3 * PartyConfig.DEFAULT.blocksPerTurn();
        for (int i = 0; i <= writes; i++) {
            for (ItemId id : items) {
                party.item(id, ObjectItem.class, Acknowledgement.MEMORY)
                        .set("count", i)
                        .await();
            }
        }
        party.flush();

        restart();

        View view = party.view();
        for (ItemId id : items) {
            assertEquals((long) writes, view.item(id).orElseThrow().field("count"));
        }
    }

    @Test
    void writes_after_a_restart_make_new_items() {
        ItemId before = create("a");
        restart();

        ItemId after = create("b");

        assertFalse(before.equals(after));
        assertEquals(2, party.view().size());
    }

    @Test
    void a_batch_is_all_or_nothing() {
        ItemId id = create("task");
        Batch batch = party.batch();
        batch.item(id, ObjectItem.class).set("title", "milk");
        batch.delete(ItemId.fromHex("00".repeat(16)));

        EchoException refused =
                assertThrows(EchoException.class, () -> batch.commit().await());

        assertEquals(Code.NOT_FOUND, refused.code());
        assertEquals(null, party.view().item(id).orElseThrow().field("title"));
    }

    @Test
    void several_edits_of_one_item_in_a_batch_build_on_each_other() {
        ItemId id = create("counter");
        Batch batch = party.batch();
        for (int i = 0; i < 10; i++) {
            batch.item(id, ObjectItem.class).count("n", 1);
        }
        batch.commit().await();

        assertEquals(10L, party.view().item(id).orElseThrow().field("n"));
        restart();
        assertEquals(10L, party.view().item(id).orElseThrow().field("n"));
    }

    @Test
    void a_view_does_not_change() {
        ItemId id = create("task");
        object(id).set("n", 1).await();
        View before = party.view();

        object(id).set("n", 2).await();
        create("other");

        assertEquals(1L, before.item(id).orElseThrow().field("n"));
        assertEquals(1, before.size());
        assertEquals(2L, party.view().item(id).orElseThrow().field("n"));
    }

    @Test
    void moving_deleting_and_restoring_shape_the_tree() {
        ItemId a = create("a");
        ItemId b = create("b");
        party.batch().move(b, Optional.of(a)).commit().await();
        assertEquals(List.of(b), ids(party.view().children(a)));

        party.batch().delete(a).commit().await();
        assertEquals(0, party.view().count(Query.all()));
        assertEquals(2, party.view().count(Query.all().deleted(Query.Deleted.ONLY)));

        party.batch().restore(a).commit().await();
        assertEquals(2, party.view().count(Query.all()));

        EchoException cycle = assertThrows(
                EchoException.class,
                () -> party.batch().move(a, Optional.of(b)).commit().await());
        assertEquals(Code.CONFLICT, cycle.code());

        party.batch().move(b, Optional.empty()).commit().await();
        assertEquals(List.of(a, b), ids(party.view().roots()));
    }

    @Test
    void queries_select_by_type_parent_and_fields() {
        ItemId list = create("list");
        for (int i = 0; i < 10; i++) {
            Batch batch = party.batch();
            ItemId id = batch.create(NewItem.of(OBJECT).type("task").under(list));
            batch.item(id, ObjectItem.class).set("priority", i);
            batch.commit().await();
        }

        Query urgent = Query.all().type("task").under(list).where(Conditions.greater("priority", 6));

        assertEquals(3, party.view().count(urgent));
        assertEquals(10, party.view().count(Query.all().type("task")));
        assertEquals(0, party.view().count(Query.all().type("nothing")));
        assertEquals(1, party.view().count(Query.all().id(list)));
        assertEquals(1, party.view().count(Query.all().roots()));
    }

    @Test
    void a_live_query_tells_what_enters_changes_and_leaves() {
        ItemId id = create("task");
        List<String> told = new ArrayList<>();
        Query open = Query.all().type("task").where(Conditions.equal("done", false));
        Subscription subscription = party.observe(open, update -> told.add(describe(update)));
        scheduler.runReady();

        object(id).set("done", false).await();
        scheduler.runReady();
        object(id).set("title", "milk").await();
        scheduler.runReady();
        object(id).set("done", true).await();
        scheduler.runReady();
        subscription.close();
        object(id).set("done", false).await();
        scheduler.runReady();

        assertEquals(List.of("+0 ~0 -0", "+1 ~0 -0", "+0 ~1 -0", "+0 ~0 -1"), told);
    }

    @Test
    void a_live_query_sees_items_under_a_deleted_one_leave() {
        ItemId parent = create("list");
        Batch batch = party.batch();
        batch.create(NewItem.of(OBJECT).type("task").under(parent));
        batch.commit().await();
        List<String> told = new ArrayList<>();
        party.observe(Query.all().type("task"), update -> told.add(describe(update)));
        scheduler.runReady();

        party.batch().delete(parent).commit().await();
        scheduler.runReady();
        party.batch().restore(parent).commit().await();
        scheduler.runReady();

        assertEquals(List.of("+1 ~0 -0", "+0 ~0 -1", "+1 ~0 -0"), told);
    }

    @Test
    void memory_writes_are_visible_at_once_and_on_disk_after_the_commit_delay() {
        ItemId id = create("task");
        party.item(id, ObjectItem.class, Acknowledgement.MEMORY).set("n", 1).await();

        assertEquals(1L, party.view().item(id).orElseThrow().field("n"));
        assertTrue(own().synced() < own().length());
        scheduler.runUntilIdle();
        assertEquals(own().length(), own().synced());
    }

    private org.dxos.echo.FeedInfo own() {
        return party.feeds().stream()
                .filter(org.dxos.echo.FeedInfo::own)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void items_wait_while_their_code_is_away_and_come_alive_when_it_returns() {
        ItemId id = create("task");
        object(id).set("n", 1).await();
        var machine = ObjectModels.stateMachine();
        node.close();
        node = TestNode.bare(storage, node.keyring, scheduler, org.dxos.echo.engine.internal.party.PartyConfig.DEFAULT);
        party = node.party(party.id());

        Item dormant = party.view().item(id).orElseThrow();
        assertEquals(Status.DORMANT, dormant.status());
        assertTrue(dormant.statusReason().contains("dxos.state/object"), dormant.statusReason());
        assertEquals(1, dormant.mutations());

        node.echo.add(ObjectModels.model(), "test");
        node.echo.add(machine, "test");
        assertEquals(1L, party.view().item(id).orElseThrow().field("n"));

        assertTrue(node.echo.remove(machine));
        assertEquals(Status.DORMANT, party.view().item(id).orElseThrow().status());
        EchoException refused =
                assertThrows(EchoException.class, () -> object(id).set("n", 2).await());
        assertEquals(Code.NOT_LIVE, refused.code());

        node.echo.add(machine, "test");
        object(id).set("n", 3).await();
        assertEquals(3L, party.view().item(id).orElseThrow().field("n"));
    }

    @Test
    void an_item_was_made_at_the_same_time_before_and_after_a_restart_though_the_clock_runs_on_within_a_turn() {
        MemoryStorage other = new MemoryStorage();
        Keyring keyring = TestIdentity.BOB.keyring();
        Scheduler ticking = new TickingScheduler(scheduler);
        PartyId id;
        ItemId made;
        long claimed;
        try (TestNode first = TestNode.withObjects(other, keyring, ticking)) {
            Party away = first.echo.createParty("away");
            Batch batch = away.batch();
            made = batch.create(NewItem.of(OBJECT));
            batch.commit().await();
            id = away.id();
            claimed = away.view().item(made).orElseThrow().genesis().claimedMillis();
        }

        try (TestNode second = TestNode.withObjects(other, keyring, ticking)) {
            Item item = second.party(id).view().item(made).orElseThrow();
            assertEquals(claimed, item.genesis().claimedMillis());
        }
    }

    /** A clock that is a millisecond later each time it is looked at. */
    private record TickingScheduler(SimScheduler scheduler, AtomicLong ticks) implements Scheduler {
        TickingScheduler(SimScheduler scheduler) {
            this(scheduler, new AtomicLong());
        }

        @Override
        public void execute(Runnable task) {
            scheduler.execute(task);
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return scheduler.schedule(delay, task);
        }

        @Override
        public Clock clock() {
            return new Clock() {
                @Override
                public long nanos() {
                    return scheduler.clock().nanos();
                }

                @Override
                public Instant now() {
                    return scheduler.clock().now().plusMillis(ticks.incrementAndGet());
                }
            };
        }
    }

    private static List<ItemId> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private static String describe(QueryUpdate update) {
        return "+" + update.added().size() + " ~" + update.changed().size() + " -"
                + update.removed().size();
    }
}
