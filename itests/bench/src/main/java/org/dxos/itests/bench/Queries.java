package org.dxos.itests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.IndexInfo;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.QueryText;
import org.dxos.echo.Subscription;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.Index.Kind;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;

/**
 * W7: queries on N items, every hundredth of type b, every tenth with a flag; the cost of a write while a query is live; full text over
 * 100,000 items.
 */
final class Queries implements Bench.Workload {
    private static final String OBJECT = "dxos.model/object";
    private static final int BATCH = 1000;
    private static final int WRITES = 20_000;
    private static final int TEXTS = 100_000;
    private static final int VOCABULARY = 20_000;

    @Override
    public void run(Path folder) throws Exception {
        try (Node node = Node.inMemory()) {
            // Warms the code that all sizes share.
            items(node, 5_000, false);
        }
        for (int n : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            try (Node node = Node.inMemory()) {
                items(node, n, true);
            }
        }
        try (Node node = Node.inMemory()) {
            texts(node);
        }
    }

    private static void items(Node node, int n, boolean isCounted) throws InterruptedException {
        Party party = node.echo.createParty("bench");
        List<ItemId> ids = fill(party, n);
        Query type = QueryText.parse("type=b").query();
        Query flag = QueryText.parse("flag=true").query();
        Query kind = QueryText.parse("class=b").query();
        Bench.check(party.view().count(type) == n / 100, "hits by type");
        double typeMicros = micros(() -> party.view().select(type).size(), n / 100);
        double scanMicros = micros(() -> party.view().select(flag).size(), n / 10);
        double growing = indexed(party, new Index("flag", Kind.SORTED), new Index("class", Kind.SORTED));
        Bench.check(party.view().count(flag) == n / 10, "hits by flag");
        double flagMicros = micros(() -> party.view().select(flag).size(), n / 10);
        double kindMicros = micros(() -> party.view().select(kind).size(), n / 100);
        double oneMicros =
                micros(() -> party.view().select(Query.all().id(ids.get(0))).size(), 1);
        party.dropIndex("", new Index("flag", Kind.SORTED));
        party.dropIndex("", new Index("class", Kind.SORTED));
        double alone = writes(party, ids, n, 1, "x");
        AtomicLong fired = new AtomicLong();
        double outside;
        double inside;
        double moving;
        try (Subscription live = party.observe(kind, update -> fired.incrementAndGet())) {
            while (fired.get() == 0) {
                Thread.sleep(1);
            }
            outside = writes(party, ids, n, 1, "x");
            inside = writes(party, ids, n, 0, "x");
            moving = writes(party, ids, n, 0, "class");
        }
        if (isCounted) {
            Result.of("W7", "type query, field query, live query", n)
                    .with("type_us", typeMicros)
                    .with("type_us_hit", typeMicros / (n / 100))
                    .with("scan_ms", scanMicros / 1000)
                    .with("flag_index_us_hit", flagMicros / (n / 10))
                    .with("field_index_us_hit", kindMicros / (n / 100))
                    .with("id_us", oneMicros)
                    .with("index_ms", growing)
                    .with("mut_us_no_query", alone)
                    .with("mut_us_live_outside", outside)
                    .with("mut_us_live_inside", inside)
                    .with("mut_us_live_moving", moving)
                    .with("fired", fired.get())
                    .print();
        }
    }

    private static List<ItemId> fill(Party party, int n) {
        List<ItemId> ids = new ArrayList<>(n);
        for (int from = 0; from < n; from += BATCH) {
            Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
            for (int i = from; i < Math.min(n, from + BATCH); i++) {
                String kind = i % 100 == 0 ? "b" : "a";
                ItemId id = batch.create(NewItem.of(OBJECT).type(kind));
                var edit = batch.item(id, ObjectItem.class).edit();
                edit.set("class", kind).set("flag", i % 10 == 0).set("x", (long) i);
                edit.commit();
                ids.add(id);
            }
            batch.commit().await();
        }
        return ids;
    }

    /** Declares indexes on all items; returns after how many milliseconds all are in. */
    private static double indexed(Party party, Index... indexes) throws InterruptedException {
        long start = System.nanoTime();
        for (Index index : indexes) {
            party.declareIndex("", index);
        }
        while (!party.indexes().stream().allMatch(IndexInfo::ready)) {
            Thread.sleep(1);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Writes one field of items, a write at a time; those of type b, or those that are not. */
    private static double writes(Party party, List<ItemId> ids, int n, int offset, String field) {
        List<ObjectItem> objects = new ArrayList<>();
        for (int i = offset; i < n && objects.size() < 1000; i += 100) {
            objects.add(party.item(ids.get(i), ObjectItem.class, Acknowledgement.MEMORY));
        }
        boolean moves = field.equals("class");
        long start = System.nanoTime();
        for (int i = 0; i < WRITES; i++) {
            Object value = moves ? (i / objects.size() % 2 == 0 ? "a" : "b") : (Object) (long) i;
            objects.get(i % objects.size()).set(field, value).await();
        }
        return (System.nanoTime() - start) / 1e3 / WRITES;
    }

    private static void texts(Node node) throws InterruptedException {
        Party party = node.echo.createParty("bench");
        Random random = new Random(1);
        long words = 0;
        int rare = 0;
        for (int from = 0; from < TEXTS; from += BATCH) {
            Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
            for (int i = from; i < from + BATCH; i++) {
                StringBuilder text = new StringBuilder();
                for (int w = 0; w < 20; w++) {
                    // Squared, so that some words are in many texts and most in few.
                    double place = random.nextDouble();
                    text.append(word((int) (place * place * VOCABULARY))).append(' ');
                    words++;
                }
                if (i % 10_000 == 77) {
                    text.append("needle");
                    rare++;
                }
                ItemId id = batch.create(NewItem.of(OBJECT).type("note"));
                batch.item(id, ObjectItem.class).set("body", text.toString());
            }
            batch.commit().await();
        }
        double growing = indexed(party, new Index("body", Kind.TEXT));
        Bench.check(find(party, "needle") == rare, "the rare word");
        String common = word(0);
        Result.of("W7", "full text, 20 words an item", TEXTS)
                .with("index_ms", growing)
                .with("words_s", words * 1e3 / growing)
                .with("rare_us", micros(() -> find(party, "needle"), rare))
                .with("prefix_us", micros(() -> find(party, "need*"), rare))
                .with("both_us", micros(() -> find(party, common + " needle"), -1))
                .with("common_us", micros(() -> find(party, common), -1))
                .with("common_hits", find(party, common))
                .with("two_common_us", micros(() -> find(party, common + " " + word(1)), -1))
                .with("two_common_hits", find(party, common + " " + word(1)))
                .print();
    }

    private static long find(Party party, String words) {
        return party.view()
                .select(QueryText.parse("body ~ '" + words + "'").query())
                .size();
    }

    private static String word(int number) {
        return "w" + Integer.toString(number * 7919 + 1000, 36);
    }

    /** The median time of a query in microseconds; its hits are checked when they are known. */
    private static double micros(LongSupplier query, long hits) {
        List<Double> times = new ArrayList<>();
        long end = System.nanoTime() + 1_000_000_000L;
        while (times.size() < 5 || (times.size() < 2_000 && System.nanoTime() < end)) {
            long start = System.nanoTime();
            long found = query.getAsLong();
            times.add((System.nanoTime() - start) / 1e3);
            Bench.check(hits < 0 || found == hits, found + " hits and not " + hits);
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }
}
