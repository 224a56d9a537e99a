package org.dxos.base.loop;

import java.time.Duration;
import java.time.Instant;

/** Time: monotonic for intervals, wall time for claims that people read. Wall time never orders data. Any thread. */
public interface Clock {
    /** Nanoseconds since some fixed moment; never goes back. */
    long nanos();

    /** The time of day as this machine believes it to be. */
    Instant now();

    /** The machine's own clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }

    /** The time since an earlier {@link #nanos()}. */
    default Duration since(long earlierNanos) {
        return Duration.ofNanos(nanos() - earlierNanos);
    }
}
