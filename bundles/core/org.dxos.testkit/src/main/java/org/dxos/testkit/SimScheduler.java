package org.dxos.testkit;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.dxos.base.loop.Clock;
import org.dxos.base.loop.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler on virtual time. Nothing runs until the test says so, and then on the test's thread, one task after the other;
 * the clock jumps to each task's time. Tasks of equal time run in the order they came, or in an order drawn from a seed. A task
 * that throws fails the call that ran it, unless a failure handler was given. Tasks may be given from any thread.
 */
public final class SimScheduler implements Scheduler {
    private static final int BUSY_LIMIT = 10_000_000;

    private final SimClock clock;
    private final @Nullable SeededRandom random;
    private final Consumer<Throwable> failures;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long submitted;

    /** Tasks of equal time in the order they came. */
    public SimScheduler() {
        this(new SimClock(), null, SimScheduler::fail);
    }

    /** Tasks of equal time in an order drawn from the seed. */
    public SimScheduler(SeededRandom random) {
        this(new SimClock(), random, SimScheduler::fail);
    }

    /**
     * @param clock the clock that is moved on, which several schedulers must not share
     * @param random draws the order of tasks of equal time; null for the order they came
     * @param failures told of every task that throws
     */
    public SimScheduler(SimClock clock, @Nullable SeededRandom random, Consumer<Throwable> failures) {
        this.clock = clock;
        this.random = random;
        this.failures = failures;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        synchronized (tasks) {
            long due = Math.addExact(clock.nanos(), Math.max(0, delay.toNanos()));
            Task entry = new Task(due, random == null ? 0 : random.nextLong(), submitted++, task);
            tasks.add(entry);
            return () -> cancel(entry);
        }
    }

    @Override
    public Clock clock() {
        return clock;
    }

    /** The clock, to read and to move on by hand. */
    public SimClock simClock() {
        return clock;
    }

    /** How many tasks have not run yet, those of later times included. */
    public int pending() {
        synchronized (tasks) {
            return tasks.size();
        }
    }

    /** Runs the next task, moving on to its time. False when there is none. */
    public boolean runNext() {
        return runNext(Long.MAX_VALUE);
    }

    /** Runs what is due now, and what that gives rise to now. Later timers stay. Returns how many tasks ran. */
    public int runReady() {
        return runThrough(clock.nanos());
    }

    /** Runs until no task is left, moving on through all timers. Returns how many tasks ran. */
    public int runUntilIdle() {
        return runThrough(Long.MAX_VALUE);
    }

    /** Runs what falls due within the time, and ends with the clock that much later. Returns how many tasks ran. */
    public int runFor(Duration time) {
        long end = Math.addExact(clock.nanos(), time.toNanos());
        int count = runThrough(end);
        clock.advanceTo(Math.max(end, clock.nanos()));
        return count;
    }

    /** Runs until the condition holds, which is asked after each task. Fails when it does not within the (virtual) time. */
    public void runUntil(BooleanSupplier condition, Duration limit) {
        long end = Math.addExact(clock.nanos(), limit.toNanos());
        while (!condition.getAsBoolean()) {
            if (!runNext(end)) {
                throw new AssertionError("the condition does not hold after " + limit + "; " + pending()
                        + " tasks wait for a later time");
            }
        }
    }

    private int runThrough(long end) {
        int count = 0;
        while (runNext(end)) {
            if (++count == BUSY_LIMIT) {
                throw new AssertionError("still busy after " + count + " tasks");
            }
        }
        return count;
    }

    private boolean runNext(long end) {
        Task task;
        synchronized (tasks) {
            task = tasks.peek();
            if (task == null || task.due > end) {
                return false;
            }
            tasks.remove();
            clock.advanceTo(Math.max(task.due, clock.nanos()));
        }
        try {
            task.body.run();
        } catch (Throwable failure) {
            failures.accept(failure);
        }
        return true;
    }

    private void cancel(Task entry) {
        synchronized (tasks) {
            tasks.remove(entry);
        }
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw new AssertionError("a scheduled task failed: " + failure, failure);
    }

    /** Compared by time, then by the drawn number, then by arrival; equal only to itself. */
    private static final class Task implements Comparable<Task> {
        private static final Comparator<Task> ORDER = Comparator.<Task>comparingLong(task -> task.due)
                .thenComparingLong(task -> task.drawn)
                .thenComparingLong(task -> task.arrival);

        private final long due;
        private final long drawn;
        private final long arrival;
        private final Runnable body;

        Task(long due, long drawn, long arrival, Runnable body) {
            this.due = due;
            this.drawn = drawn;
            this.arrival = arrival;
            this.body = body;
        }

        @Override
        public int compareTo(Task other) {
            return ORDER.compare(this, other);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(arrival);
        }
    }
}
