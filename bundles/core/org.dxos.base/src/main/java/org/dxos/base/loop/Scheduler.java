package org.dxos.base.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs tasks on threads it owns, at once or later. Tasks may block for I/O but never for each other. A task that throws is
 * reported to the scheduler's failure handler and does not harm the others. Any thread.
 */
public interface Scheduler extends Executor {
    /** A task that has not run yet. */
    interface Timer {
        /** Keeps the task from running if it has not started. */
        void cancel();
    }

    /** Runs a task after a delay. */
    Timer schedule(Duration delay, Runnable task);

    /** The clock by which delays are measured. */
    Clock clock();
}
