package org.dxos.echo.feed;

import java.io.IOException;

/** A blob cannot be stored or read: says which, where it lies, why, and what can be done. */
public final class BlobException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Of which kind the trouble is. */
    public enum Reason {
        /** The blob is not here, or not all of it. */
        MISSING,
        /** A part of it is not what it was when it was stored. */
        DAMAGED,
        /** There is more content than a blob can have. */
        TOO_LARGE,
        /** What the content comes from failed. */
        SOURCE,
        /** The storage failed, or is full. */
        STORAGE
    }

    public BlobException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public BlobException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
