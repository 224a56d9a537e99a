package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.dxos.base.Bytes;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Batch;
import org.dxos.echo.Condition;
import org.dxos.echo.Conditions;
import org.dxos.echo.IndexInfo;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.QueryText;
import org.dxos.echo.QueryText.SortKey;
import org.dxos.echo.Reduction;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.Index.Kind;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.object.ObjectModels;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** Queries with indexes against the same queries without. */
final class IndexTest {
    private static final String OBJECT = "dxos.model/object";
    private static final List<String> WORDS =
            List.of("apple", "Apfel", "apply", "banana", "band", "straße", "漢字", "x", "\uFFFDz", "\uD83D\uDE00smile");

    private final MemoryStorage storage = new MemoryStorage();

    @SeededTest(ci = 40, deep = 2000)
    void a_query_finds_the_same_with_indexes_whatever_their_lag(SeededRandom random) {
        SimScheduler scheduler = new SimScheduler(random.split());
        TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
        Party party = node.echo.createParty("home");
        List<ItemId> items = new ArrayList<>();
        for (int step = 0; step < 150; step++) {
            switch (random.below(12)) {
                case 0 -> party.declareIndex(random.pick("", "task", "note"), index(random));
                case 1 -> {
                    if (random.chance(0.3)) {
                        party.dropIndex(random.pick("", "task", "note"), index(random));
                    }
                }
                case 2 -> scheduler.runFor(java.time.Duration.ofMillis(random.below(300)));
                case 3 -> scheduler.runNext();
                case 4 -> {
                    if (random.chance(0.2)) {
                        PartyId id = party.id();
                        node.close();
                        assertEquals(List.of(), node.failures);
                        node = TestNode.withObjects(storage, node.keyring, scheduler);
                        party = node.party(id);
                    }
                }
                default -> write(party, items, random);
            }
            compare(party, random);
        }
        node.close();
        assertEquals(List.of(), node.failures);
    }

    private static Index index(SeededRandom random) {
        String path = random.pick("n", "name", "tags", "sub.n");
        return random.chance(0.3)
                ? new Index(random.pick("", "name", "tags"), Kind.TEXT)
                : new Index(path, Kind.SORTED);
    }

    private static void write(Party party, List<ItemId> items, SeededRandom random) {
        Batch batch = party.batch();
        for (int i = random.below(5); i >= 0; i--) {
            ItemId id = items.isEmpty() || random.chance(0.3) ? null : random.pick(items);
            if (id == null) {
                id = batch.create(NewItem.of(OBJECT).type(random.pick("task", "note", "other")));
                items.add(id);
            }
            ObjectItem object = batch.item(id, ObjectItem.class);
            switch (random.below(5)) {
                case 0 -> object.set("n", value(random));
                case 1 -> object.set("name", random.pick(WORDS) + " " + random.pick(WORDS));
                case 2 -> object.set("tags", List.of(random.pick(WORDS), random.pick(WORDS)));
                case 3 -> object.set("sub.n", value(random));
                default -> object.delete(random.pick("n", "name", "tags"));
            }
        }
        batch.commit().await();
    }

    private static Object value(SeededRandom random) {
        return random.pick(
                (Object) (long) random.below(10),
                random.below(20) / 2.0,
                -0.0,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Long.MAX_VALUE,
                Long.MAX_VALUE - 1,
                (double) Long.MAX_VALUE,
                true,
                false,
                random.pick(WORDS),
                "long ".repeat(40) + random.below(3),
                "",
                Bytes.fromHex("01"));
    }

    private static void compare(Party party, SeededRandom random) {
        PartyView view = (PartyView) party.view();
        for (int i = 0; i < 3; i++) {
            Condition condition = condition(random, 2);
            Query all = random.chance(0.5) ? Query.all() : Query.all().type(random.pick("task", "note"));
            Query plain = all.where(item -> condition.holds(item));
            assertEquals(ids(view.select(plain)), ids(view.select(all.where(condition))));
            assertEquals(view.count(plain), view.count(all.where(condition)));
            Query some = random.chance(0.5) ? all : all.where(condition);
            List<SortKey> order = new ArrayList<>();
            order.add(new SortKey(random.pick("n", "name", "sub.n", "tags"), false, random.chance(0.5)));
            if (random.chance(0.3)) {
                order.add(new SortKey("name", false, random.chance(0.5)));
            }
            int limit = random.between(1, 12);
            List<Item> sorted = view.select(random.chance(0.5) ? some : some.where(item -> true)).stream()
                    .sorted(QueryText.comparator(order))
                    .limit(limit)
                    .toList();
            assertEquals(ids(sorted), ids(view.select(some, order, OptionalInt.of(limit))));
        }
    }

    private static Condition condition(SeededRandom random, int depth) {
        String field = random.pick("n", "name", "tags", "sub.n");
        return switch (random.below(depth == 0 ? 7 : 9)) {
            case 0 -> Conditions.equal(field, value(random));
            case 1 -> Conditions.less(field, value(random));
            case 2 -> Conditions.lessOrEqual(field, value(random));
            case 3 -> Conditions.greater(field, value(random));
            case 4 -> Conditions.greaterOrEqual(field, value(random));
            case 5 -> Conditions.startsWith(field, random.pick(WORDS).substring(0, 1));
            case 6 ->
                Conditions.words(
                        random.pick("", "name", "tags"),
                        random.pick("apple", "app*", "BAND x", "strasse", "straße", "漢", "b* a*", "smile"));
            case 7 -> condition(random, depth - 1).and(condition(random, depth - 1));
            default -> condition(random, depth - 1).or(condition(random, depth - 1));
        };
    }

    private static List<ItemId> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    @Test
    void an_index_is_used_kept_over_restarts_and_gone_when_dropped() {
        SimScheduler scheduler = new SimScheduler();
        TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
        Party party = node.echo.createParty("home");
        for (int i = 0; i < 500; i++) {
            Batch batch = party.batch();
            ItemId id = batch.create(NewItem.of(OBJECT).type("task"));
            batch.item(id, ObjectItem.class).set("n", i % 100);
            batch.item(id, ObjectItem.class).set("title", "task number " + i);
            batch.commit().await();
        }
        Index byNumber = new Index("n", Kind.SORTED);
        Index words = new Index("title", Kind.TEXT);
        assertTrue(party.declareIndex("task", byNumber));
        assertFalse(party.declareIndex("task", byNumber));
        assertTrue(party.declareIndex("task", words));
        assertEquals(500, looked(party, "type=task and n = 7"));

        scheduler.runUntilIdle();
        assertEquals(5, looked(party, "type=task and n = 7"));
        assertEquals(5, looked(party, "type=task and n >= 99"));
        assertEquals(10, looked(party, "type=task and n in (1, 2)"));
        assertEquals(1, looked(party, "type=task and title ~ 'number 123'"));
        assertEquals(11, looked(party, "type=task and title ~ 'number 12*'"));
        assertEquals(10, looked(party, "type=task order by n desc limit 7"), "two values, five items each");
        assertEquals(500, looked(party, "n = 7"), "an index of a type does not know the others");

        PartyId id = party.id();
        node.close();
        node = TestNode.withObjects(storage, node.keyring, scheduler);
        party = node.party(id);
        assertEquals(5, looked(party, "type=task and n = 7"), "stored with the snapshot");
        assertEquals(
                List.of(new IndexInfo("task", "", byNumber, true, 0), new IndexInfo("task", "", words, true, 0)),
                party.indexes());
        Index byTitle = new Index("title", Kind.SORTED);
        assertTrue(party.declareIndex("task", byTitle));
        scheduler.runUntilIdle();
        node.close();
        node = TestNode.withObjects(storage, node.keyring, scheduler);
        party = node.party(id);
        assertEquals(1, looked(party, "type=task and title = 'task number 3'"), "stored though nothing was written");
        assertTrue(party.dropIndex("task", byNumber));
        assertFalse(party.dropIndex("task", byNumber));
        assertEquals(500, looked(party, "type=task and n = 7"));
        node.close();
        assertEquals(List.of(), node.failures);
    }

    @Test
    void changes_gather_while_the_indexer_waits_and_are_looked_at_meanwhile() {
        SimScheduler scheduler = new SimScheduler();
        TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
        Party party = node.echo.createParty("home");
        party.declareIndex("", new Index("n", Kind.SORTED));
        scheduler.runUntilIdle();
        ItemId[] ids = new ItemId[20];
        for (int i = 0; i < ids.length; i++) {
            Batch batch = party.batch();
            ids[i] = batch.create(NewItem.of(OBJECT));
            batch.item(ids[i], ObjectItem.class).set("n", i);
            batch.commit().await();
        }
        scheduler.runUntilIdle();
        assertEquals(0, party.indexes().get(0).lag());
        party.item(ids[3], ObjectItem.class).set("n", 5).await();
        assertEquals(1, party.indexes().get(0).lag());
        assertEquals(2, party.view().select(QueryText.parse("n = 5").query()).size());
        assertEquals(0, party.view().select(QueryText.parse("n = 3").query()).size());
        scheduler.runUntilIdle();
        assertEquals(0, party.indexes().get(0).lag());
        assertEquals(2, looked(party, "n = 5"));
        node.close();
        assertEquals(List.of(), node.failures);
    }

    @Test
    void sorted_and_cut_results_and_figures_are_kept_up_to_date() {
        SimScheduler scheduler = new SimScheduler();
        TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
        Party party = node.echo.createParty("home");
        party.declareIndex("", new Index("n", Kind.SORTED));
        List<List<Object>> lists = new ArrayList<>();
        List<Object> sums = new ArrayList<>();
        QueryText.parse("order by n desc limit 2")
                .observe(
                        party,
                        found -> lists.add(
                                found.stream().map(item -> item.field("n")).toList()));
        Reduction.sum("n")
                .observe(party, Query.all(), rows -> sums.add(rows.get(0).value()));
        scheduler.runUntilIdle();
        ItemId[] ids = new ItemId[4];
        for (int i = 0; i < ids.length; i++) {
            Batch batch = party.batch();
            ids[i] = batch.create(NewItem.of(OBJECT));
            batch.item(ids[i], ObjectItem.class).set("n", 10 - i);
            batch.commit().await();
            scheduler.runUntilIdle();
        }
        party.item(ids[3], ObjectItem.class).set("n", 1).await();
        scheduler.runUntilIdle();
        party.item(ids[3], ObjectItem.class).set("n", 20).await();
        scheduler.runUntilIdle();
        party.batch().delete(ids[0]).commit().await();
        scheduler.runUntilIdle();
        assertEquals(List.of(List.of(), List.of(10L), List.of(10L, 9L), List.of(20L, 10L), List.of(20L, 9L)), lists);
        assertEquals(List.<Object>of(0L, 10L, 19L, 27L, 34L, 28L, 47L, 37L), sums);
        node.close();
        assertEquals(List.of(), node.failures);
    }

    @Test
    void items_without_their_code_are_found_when_it_comes() {
        SimScheduler scheduler = new SimScheduler();
        TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), scheduler);
        Party party = node.echo.createParty("home");
        party.declareIndex("", new Index("n", Kind.SORTED));
        for (int i = 0; i < 20; i++) {
            Batch batch = party.batch();
            ItemId id = batch.create(NewItem.of(OBJECT));
            batch.item(id, ObjectItem.class).set("n", i);
            batch.commit().await();
        }
        PartyId id = party.id();
        node.close();
        node = TestNode.bare(storage, node.keyring, scheduler, org.dxos.echo.engine.internal.party.PartyConfig.DEFAULT);
        party = node.party(id);
        scheduler.runUntilIdle();
        assertEquals(0, party.view().select(QueryText.parse("n = 5").query()).size());
        node.echo.add(ObjectModels.stateMachine(), "test");
        node.echo.add(ObjectModels.model(), "test");
        assertEquals(1, party.view().select(QueryText.parse("n = 5").query()).size());
        scheduler.runUntilIdle();
        assertEquals(1, looked(party, "n = 5"));
        node.close();
        assertEquals(List.of(), node.failures);
    }

    /** How many items a query looks at. */
    private static int looked(Party party, String text) {
        AtomicInteger looked = new AtomicInteger();
        QueryText parsed = QueryText.parse(text);
        Query query = parsed.query();
        Condition counting = Conditions.allOf(List.of(
                item -> {
                    looked.incrementAndGet();
                    return true;
                },
                query.condition()));
        Query counted = query.type()
                .map(type -> Query.all().type(type))
                .orElse(Query.all())
                .where(counting);
        assertNotNull(party.view().select(counted, parsed.order(), parsed.limit()));
        return looked.get();
    }
}
