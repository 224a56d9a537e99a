package org.dxos.echo.engine.internal.page;

/** One run at writing a snapshot: the pages it wrote exist once it is safe, and never if it fails. */
final class Attempt {
    /** That of pages that were there when the store was opened. */
    static final Attempt EARLIER = new Attempt();

    static {
        EARLIER.isSafe = true;
    }

    private volatile boolean isSafe;

    boolean isSafe() {
        return isSafe;
    }

    void succeed() {
        isSafe = true;
    }
}
