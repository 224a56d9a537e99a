package org.dxos.base.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SystemSchedulerTest {
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    @Test
    void tasksRunOnNamedDaemonThreads() throws Exception {
        try (SystemScheduler scheduler = new SystemScheduler("unit", 2, failures::add)) {
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            scheduler.execute(() -> thread.complete(Thread.currentThread()));
            assertTrue(thread.get().getName().startsWith("unit-"));
            assertTrue(thread.get().isDaemon());
        }
        assertEquals(List.of(), List.copyOf(failures));
    }

    @Test
    void aTimerRunsNotBeforeItsTime() throws Exception {
        try (SystemScheduler scheduler = new SystemScheduler("unit", 1, failures::add)) {
            CompletableFuture<Duration> waited = new CompletableFuture<>();
            long start = scheduler.clock().nanos();
            scheduler.schedule(
                    Duration.ofMillis(20),
                    () -> waited.complete(scheduler.clock().since(start)));
            assertTrue(waited.get().compareTo(Duration.ofMillis(20)) >= 0);
        }
    }

    @Test
    void aCancelledTimerDoesNotRun() throws Exception {
        try (SystemScheduler scheduler = new SystemScheduler("unit", 1, failures::add)) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<String> first = new CompletableFuture<>();
            scheduler.execute(() -> await(gate));
            Scheduler.Timer timer = scheduler.schedule(Duration.ZERO, () -> first.complete("cancelled one"));
            scheduler.schedule(Duration.ZERO, () -> first.complete("the other"));
            timer.cancel();
            gate.countDown();
            assertEquals("the other", first.get());
        }
    }

    @Test
    void aTaskThatThrowsIsReportedAndHarmsNoOther() throws Exception {
        try (SystemScheduler scheduler = new SystemScheduler("unit", 1, failures::add)) {
            CompletableFuture<String> next = new CompletableFuture<>();
            scheduler.execute(() -> {
                throw new IllegalStateException("broken");
            });
            scheduler.schedule(Duration.ZERO, () -> {
                throw new StackOverflowError("deep");
            });
            scheduler.execute(() -> next.complete("ran"));
            assertEquals("broken", failures.take().getMessage());
            assertEquals("deep", failures.take().getMessage());
            assertEquals("ran", next.get());
        }
    }

    @Test
    void closingDropsWhatWaitsAndTakesNoMore() throws Exception {
        SystemScheduler scheduler = new SystemScheduler("unit", 1, failures::add);
        CompletableFuture<String> late = new CompletableFuture<>();
        scheduler.schedule(Duration.ofDays(1), () -> late.complete("ran"));
        scheduler.close();
        assertThrows(RejectedExecutionException.class, () -> scheduler.execute(() -> late.complete("ran")));
        assertEquals(false, late.isDone());
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static void await(CountDownLatch gate) {
        try {
            assertTrue(gate.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
