package org.dxos.base.loop;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A scheduler on a fixed number of named daemon threads. Close it to end them. */
public final class SystemScheduler implements Scheduler, AutoCloseable {
    private final ScheduledThreadPoolExecutor pool;
    private final Consumer<Throwable> failures;

    /**
     * @param name what the threads are called
     * @param threads how many, at least 1
     * @param failures told of every task that throws, on the thread that ran it
     */
    public SystemScheduler(String name, int threads, Consumer<Throwable> failures) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        this.pool = new ScheduledThreadPoolExecutor(threads, factory);
        this.pool.setRemoveOnCancelPolicy(true);
        this.failures = failures;
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(guarded(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        var future = pool.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    /** Lets running tasks end, drops those that wait, and ends the threads within the given time. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
                failures.accept(
                        new IllegalStateException("tasks still run five seconds after the scheduler was closed"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable t) {
                failures.accept(t);
            }
        };
    }
}
