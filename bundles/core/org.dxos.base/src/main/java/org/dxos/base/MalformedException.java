package org.dxos.base;

/** Bytes or text that do not have the form they should have. Says what was wrong, and where if that is known. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }

    public MalformedException(String message, Throwable cause) {
        super(message, cause);
    }
}
