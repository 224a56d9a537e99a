package org.dxos.echo.engine.internal.party;

import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;

/** Whether a party can be written to, and why not. Written in the party loop or where storage fails; read by any thread. */
final class Standing {
    private volatile String readOnly = "";
    /** Why our feed cannot be continued now, though nothing is wrong with it; empty when it can. */
    private volatile String waits = "";

    private volatile boolean closed;
    private volatile boolean broken;

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** What is in memory may not be what the feeds say: nothing is written from now on, no snapshot either. */
    void broken(String reason) {
        broken = true;
        if (readOnly.isEmpty()) {
            readOnly = reason;
        }
    }

    boolean isBroken() {
        return broken;
    }

    /** Nothing is written from now on. */
    void readOnly(String reason) {
        readOnly = reason;
    }

    void waits(String reason) {
        waits = reason;
    }

    boolean isWaiting() {
        return !waits.isEmpty();
    }

    /** Whether nothing stands against writing for good. */
    boolean isSound() {
        return !closed && readOnly.isEmpty();
    }

    /** Why nothing can be written now; empty when it can. */
    String reason() {
        return closed ? "the party is closed" : readOnly.isEmpty() ? waits : readOnly;
    }

    EchoException refusal(String party, String why) {
        return new EchoException(Code.UNAVAILABLE, "party " + party + " cannot be written: " + why);
    }
}
