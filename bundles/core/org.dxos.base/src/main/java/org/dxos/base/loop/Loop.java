package org.dxos.base.loop;

/**
 * Runs tasks one at a time, in the order they came from each thread. State that only tasks of one loop touch needs no lock.
 * Any thread may submit.
 */
public interface Loop {
    /** Runs the task: now, on the calling thread, when the loop is idle; otherwise soon, on the thread that has the loop. */
    void execute(Runnable task);

    /** Whether the calling thread has the loop. */
    boolean inLoop();
}
