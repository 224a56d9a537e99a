package org.dxos.itests.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.object.ObjectItem;

/** W1: objects of ten properties; every property write a transaction of its own, or ten in one. */
final class ObjectWrites implements Bench.Workload {
    private static final int PROPERTIES = 10;
    private static final int SYNCED_WRITES = 2000;
    private static final int WRITERS = 64;

    @Override
    public void run(Path folder) throws Exception {
        for (int objects : new int[] {1_000, 10_000, 100_000}) {
            try (Node node = Node.inMemory()) {
                eachWrite(node, objects, "tx-per-prop, RAM, ack memory");
            }
        }
        try (Node node = Node.inMemory()) {
            perObject(node, 100_000, "tx-per-object, RAM, ack memory");
        }
        try (Node node = Node.onDiskUnsynced(folder.resolve("unsynced"))) {
            eachWrite(node, 100_000, "tx-per-prop, disk without sync");
        }
        try (Node node = Node.onDisk(folder.resolve("synced"))) {
            synced(node, folder);
        }
        try (Node node = Node.onDisk(folder.resolve("group"))) {
            manyWriters(node);
        }
    }

    private static void eachWrite(Node node, int objects, String variant) throws Exception {
        Party party = node.echo.createParty("bench");
        ItemId last = create(party);
        long start = System.nanoTime();
        for (int i = 0; i < objects; i++) {
            last = create(party);
            ObjectItem object = party.item(last, ObjectItem.class, Acknowledgement.MEMORY);
            for (int p = 0; p < PROPERTIES; p++) {
                object.set("p" + p, value(i, p)).await();
            }
        }
        long acknowledged = System.nanoTime() - start;
        party.flush();
        long flushed = System.nanoTime() - start;
        finish(party, last, objects);
        Result.of("W1", variant, objects)
                .rate("ops_s", (long) objects * PROPERTIES, acknowledged)
                .with("ops_s_flushed", objects * PROPERTIES * 1e9 / flushed)
                .with("bytes_op", (double) party.feeds().get(0).bytes() / objects / PROPERTIES)
                .with("rss", Bench.residentMebibytes())
                .print();
    }

    private static void perObject(Node node, int objects, String variant) throws Exception {
        Party party = node.echo.createParty("bench");
        ItemId last = create(party);
        long start = System.nanoTime();
        for (int i = 0; i < objects; i++) {
            Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
            last = batch.create(NewItem.of("dxos.model/object").type("bench"));
            var edit = batch.item(last, ObjectItem.class).edit();
            for (int p = 0; p < PROPERTIES; p++) {
                edit.set("p" + p, value(i, p));
            }
            edit.commit();
            batch.commit().await();
        }
        long nanos = System.nanoTime() - start;
        finish(party, last, objects);
        party.flush();
        Result.of("W1", variant, objects)
                .rate("ops_s", (long) objects * PROPERTIES, nanos)
                .with("bytes_op", (double) party.feeds().get(0).bytes() / objects / PROPERTIES)
                .print();
    }

    private static void synced(Node node, Path folder) throws Exception {
        Party party = node.echo.createParty("bench");
        ItemId id = create(party);
        ObjectItem object = party.item(id, ObjectItem.class);
        for (int i = 0; i < 100; i++) {
            object.set("warm", i).await();
        }
        DiskRate.Compared compared = DiskRate.Compared.of(folder, 200, SYNCED_WRITES, writes -> {
            for (int i = 0; i < writes; i++) {
                object.set("p" + i % PROPERTIES, i).await();
            }
        });
        Bench.check(party.view().item(id).orElseThrow().mutations() == SYNCED_WRITES + 100, "all writes are there");
        Result.of("W1", "tx-per-prop, sync each, 1 writer", SYNCED_WRITES)
                .rate("ops_s", SYNCED_WRITES, compared.nanos())
                .with("of_disk", compared.share())
                .print();
    }

    /** Many threads, each waiting for its own write to be on disk. */
    private static void manyWriters(Node node) throws Exception {
        Party party = node.echo.createParty("bench");
        List<Thread> threads = new ArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        for (int t = 0; t < WRITERS; t++) {
            ObjectItem object = party.item(create(party), ObjectItem.class);
            Thread thread = new Thread(() -> {
                try {
                    begin.await();
                    for (int i = 0; i < SYNCED_WRITES; i++) {
                        object.set("p" + i % PROPERTIES, i).await();
                    }
                } catch (InterruptedException | RuntimeException e) {
                    failed.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        long start = System.nanoTime();
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        long nanos = System.nanoTime() - start;
        Bench.check(failed.get() == 0, "no writer failed");
        long writes = (long) WRITERS * SYNCED_WRITES;
        Result.of("W1", "tx-per-prop, sync each, 64 writers", writes)
                .rate("ops_s", writes, nanos)
                .print();
        pipelined(party);
    }

    /** One thread that waits only for the last of its writes. */
    private static void pipelined(Party party) throws Exception {
        ObjectItem object = party.item(create(party), ObjectItem.class);
        int writes = 200_000;
        Receipt last = object.set("p0", 0);
        long start = System.nanoTime();
        for (int i = 0; i < writes; i++) {
            last = object.set("p" + i % PROPERTIES, i);
        }
        last.await();
        long nanos = System.nanoTime() - start;
        Result.of("W1", "tx-per-prop, synced, pipelined", writes)
                .rate("ops_s", writes, nanos)
                .print();
    }

    private static ItemId create(Party party) {
        Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
        ItemId id = batch.create(NewItem.of("dxos.model/object").type("bench"));
        batch.commit().await();
        return id;
    }

    static Object value(int object, int property) {
        return property % 2 == 1 ? "value-" + object + "-" + property : (Object) (long) (object * 10 + property);
    }

    private static void finish(Party party, ItemId last, int objects) {
        Bench.check(party.view().size() == objects + 1, "the number of objects");
        Bench.check(
                value(objects - 1, 9)
                        .equals(party.view().item(last).orElseThrow().field("p9")),
                "the last property of the last object");
    }
}
