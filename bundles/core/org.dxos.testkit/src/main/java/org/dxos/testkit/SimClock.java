package org.dxos.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.dxos.base.loop.Clock;

/** A clock that stands still until it is told to go on. Starts at the first moment of 2026. Any thread. */
public final class SimClock implements Clock {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    /** Moves on. Time never goes back. */
    public void advance(Duration time) {
        advanceTo(Math.addExact(nanos(), time.toNanos()));
    }

    void advanceTo(long target) {
        if (target < nanos()) {
            throw new IllegalArgumentException("time does not go back from " + nanos() + " to " + target);
        }
        nanos.set(target);
    }

    /** The same monotonic time with the time of day of a machine that is ahead (or behind, when negative). */
    public Clock skewed(Duration ahead) {
        return new Clock() {
            @Override
            public long nanos() {
                return SimClock.this.nanos();
            }

            @Override
            public Instant now() {
                return SimClock.this.now().plus(ahead);
            }
        };
    }
}
