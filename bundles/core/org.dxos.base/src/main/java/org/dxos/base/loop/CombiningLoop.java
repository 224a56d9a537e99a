package org.dxos.base.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop without a thread of its own: whoever finds it idle runs a turn on the calling thread, and whoever comes meanwhile
 * leaves a task for that turn or the next. A lone caller so pays no hand-off.
 *
 * <p>A turn runs a bounded number of tasks and then the end-of-turn action. A caller runs one turn at most; what is left goes to
 * the scheduler.
 *
 * <p>Foreign code is called through {@link #foreign}. If such a call does not return within the limit, its turn is
 * <em>abandoned</em>: the action given to {@code foreign} repairs the state, and the loop goes on with another thread. When the
 * stuck call returns after all, its thread leaves without touching anything. State confined to the loop must therefore be
 * consistent whenever {@code foreign} is called.
 */
public final class CombiningLoop implements Loop {
    private static final int TASKS_PER_TURN = 256;
    private static final VarHandle OWNER;
    private static final VarHandle HUNG;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(CombiningLoop.class, "owner", Turn.class);
            HUNG = MethodHandles.lookup().findVarHandle(Turn.class, "hung", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Scheduler scheduler;
    private final Duration limit;
    private final Runnable turnEnd;
    private final Consumer<Throwable> failures;

    private volatile @Nullable Turn owner;
    private volatile boolean watching;
    private volatile boolean closed;

    /**
     * @param scheduler runs what callers leave over, and the watch over foreign calls
     * @param limit how long one foreign call may take
     * @param turnEnd run after the tasks of each turn; tasks it submits belong to the next turn
     * @param failures told of everything that tasks throw
     */
    public CombiningLoop(Scheduler scheduler, Duration limit, Runnable turnEnd, Consumer<Throwable> failures) {
        this.scheduler = scheduler;
        this.limit = limit;
        this.turnEnd = turnEnd;
        this.failures = failures;
    }

    @Override
    public void execute(Runnable task) {
        Turn turn = new Turn(Thread.currentThread());
        if (tasks.isEmpty() && OWNER.compareAndSet(this, null, turn)) {
            runTurn(turn, task);
        } else {
            tasks.add(task);
            if (OWNER.compareAndSet(this, null, turn)) {
                runTurn(turn, null);
            }
        }
    }

    @Override
    public boolean inLoop() {
        Turn turn = owner;
        return turn != null && turn.thread == Thread.currentThread();
    }

    /**
     * Calls foreign code from within a task.
     *
     * @param call the call; may throw
     * @param hung run on another thread, within the loop, if the call does not return in time
     */
    public <T> T foreign(Supplier<T> call, Runnable hung) {
        Turn turn = owner;
        if (turn == null || turn.thread != Thread.currentThread()) {
            throw new IllegalStateException("foreign code is called from within the loop only");
        }
        if (turn.hung != null) {
            return call.get();
        }
        watch();
        turn.calls++;
        turn.hung = hung;
        T result;
        try {
            result = call.get();
        } catch (Throwable thrown) {
            turn.callEnded(hung);
            throw thrown;
        }
        turn.callEnded(hung);
        return result;
    }

    /** Ends the watch over foreign calls. Tasks still run. */
    public void close() {
        closed = true;
    }

    private void runTurn(Turn turn, @Nullable Runnable first) {
        try {
            if (first != null) {
                run(first);
            }
            int count = 0;
            Runnable task;
            while (count++ < TASKS_PER_TURN && (task = tasks.poll()) != null) {
                run(task);
            }
            run(turnEnd);
        } catch (Abandoned e) {
            return;
        }
        release(turn);
    }

    private void release(Turn turn) {
        OWNER.compareAndSet(this, turn, null);
        if (!tasks.isEmpty()) {
            scheduler.execute(this::drain);
        }
    }

    private void drain() {
        Turn turn = new Turn(Thread.currentThread());
        if (OWNER.compareAndSet(this, null, turn)) {
            runTurn(turn, null);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Abandoned e) {
            throw e;
        } catch (Throwable t) {
            failures.accept(t);
        }
    }

    private void watch() {
        if (!watching && !closed) {
            watching = true;
            lookAgain(null, 0);
        }
    }

    private void lookAgain(@Nullable Turn seen, long calls) {
        scheduler.schedule(limit, () -> look(seen, calls));
    }

    private void look(@Nullable Turn seen, long calls) {
        Turn turn = owner;
        if (closed || turn == null) {
            watching = false;
            return;
        }
        Runnable hung = turn.hung;
        if (hung != null && turn == seen && turn.calls == calls && turn.abandon(hung)) {
            Turn next = new Turn(Thread.currentThread());
            owner = next;
            watching = false;
            runTurn(next, hung);
            return;
        }
        lookAgain(turn, turn.calls);
    }

    /** One hold of the loop by one thread. */
    private static final class Turn {
        private static final Runnable ABANDONED = () -> {};

        final Thread thread;
        /** What to do if the present foreign call hangs; null outside foreign calls. Whoever takes it out goes on with the loop. */
        volatile @Nullable Runnable hung;
        /** Foreign calls begun in this turn. Written by the turn's thread only. */
        volatile long calls;

        Turn(Thread thread) {
            this.thread = thread;
        }

        /** The call came to its end, well or not. Unwinds the thread, free of our interrupt, if its turn was taken away. */
        void callEnded(Runnable call) {
            if (!HUNG.compareAndSet(this, call, null)) {
                synchronized (this) {
                    Thread.interrupted();
                }
                throw new Abandoned();
            }
        }

        /** Takes the turn away from its thread, unless the call has just ended. */
        synchronized boolean abandon(Runnable call) {
            boolean taken = HUNG.compareAndSet(this, call, ABANDONED);
            if (taken) {
                thread.interrupt();
            }
            return taken;
        }
    }

    /** Unwinds a thread whose turn was taken away. Code that catches everything must let it pass. */
    public static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("this turn was abandoned because foreign code did not return in time", null, false, false);
        }
    }
}
