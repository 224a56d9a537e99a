package org.dxos.base.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a thread whose turn was taken away because foreign code did not return. */
final class AbandonedCallTest {
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final SystemScheduler scheduler = new SystemScheduler("test", 2, failures::add);
    private final CombiningLoop loop = new CombiningLoop(scheduler, Duration.ofMillis(5), () -> {}, failures::add);

    @AfterEach
    void end() {
        loop.close();
        scheduler.close();
        assertEquals(List.of(), failures);
    }

    @Test
    void a_call_that_throws_when_it_is_interrupted_does_not_reach_its_caller() throws Exception {
        CountDownLatch repaired = new CountDownLatch(1);
        AtomicBoolean reached = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            loop.execute(() -> {
                try {
                    loop.foreign(AbandonedCallTest::blocked, repaired::countDown);
                } catch (RuntimeException e) {
                    reached.set(true);
                }
            });
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        thread.join();
        repaired.await();

        assertFalse(reached.get(), "the thread went on as if it had the loop");
        assertFalse(interrupted.get(), "the interrupt outlived the call it was meant for");
        CountDownLatch next = new CountDownLatch(1);
        loop.execute(next::countDown);
        next.await();
    }

    private static Object blocked() {
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
