package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** Real threads that write at once, each waiting for its own write to be on disk. */
final class WritersInStepTest {
    private static final int WRITERS = 16;
    private static final int WRITES = 200;

    @Test
    void no_write_of_many_threads_is_lost_or_waits_for_ever() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        try (SystemScheduler scheduler = new SystemScheduler("test", 2, failure -> failed.incrementAndGet());
                TestNode node = TestNode.withObjects(new MemoryStorage(), TestIdentity.ALICE.keyring(), scheduler)) {
            Party party = node.echo.createParty("home");
            Batch batch = party.batch();
            ItemId id = batch.create(NewItem.of("dxos.model/object"));
            batch.commit().await();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < WRITERS; t++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < WRITES; i++) {
                        party.item(id, ObjectItem.class).count("n", 1).await();
                    }
                });
                thread.setUncaughtExceptionHandler((failing, failure) -> failed.incrementAndGet());
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertEquals(0, failed.get());
            assertEquals(List.of(), node.failures);
            assertEquals(
                    (long) WRITERS * WRITES, party.view().item(id).orElseThrow().field("n"));
            var own = party.feeds().get(0);
            assertEquals(own.length(), own.synced());
            assertTrue(own.length() >= (long) WRITERS * WRITES);
        }
    }
}
