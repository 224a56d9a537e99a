package org.dxos.node.internal.osgi;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.dxos.base.loop.Scheduler;
import org.dxos.base.loop.SystemScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks of unknown manners, each on a thread of its own that is given up, and interrupted, after a time. */
final class Bounded {
    private static final Logger LOG = LoggerFactory.getLogger(Bounded.class);

    /** A task that may fail in any way. */
    interface Task<T> {
        T run() throws Exception;
    }

    /** How a task ended. Exactly one method is called in time; after {@link #late} one of the others may still be. */
    interface Outcome<T> {
        void done(T result);

        void failed(Throwable thrown);

        void late();
    }

    private Bounded() {}

    /** Runs the task and tells its outcome on the given scheduler. */
    static <T> void run(String name, Duration limit, Task<T> task, Scheduler scheduler, Outcome<T> outcome) {
        SystemScheduler thread =
                new SystemScheduler(name, 1, failure -> LOG.warn("the task {} failed unexpectedly", name, failure));
        AtomicBoolean ended = new AtomicBoolean();
        Scheduler.Timer timer = scheduler.schedule(limit, () -> {
            if (!ended.get()) {
                outcome.late();
                end(name, thread);
            }
        });
        thread.execute(() -> {
            Consumer<Outcome<T>> told;
            try {
                T result = task.run();
                told = out -> out.done(result);
            } catch (Throwable t) {
                told = out -> out.failed(t);
            }
            Consumer<Outcome<T>> tell = told;
            ended.set(true);
            timer.cancel();
            scheduler.execute(() -> tell.accept(outcome));
            end(name, thread);
        });
    }

    /** Closing waits for a task that may never end, and must not be done by that task's own thread. */
    private static void end(String name, SystemScheduler thread) {
        SystemScheduler closer = new SystemScheduler(
                name + "-end", 1, failure -> LOG.warn("{} does not end: {}", name, failure.getMessage()));
        closer.execute(() -> {
            thread.close();
            closer.close();
        });
    }
}
