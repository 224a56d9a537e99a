package org.dxos.echo;

/** A call that cannot be done: says what, on which party or item, and why. */
public class EchoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Stable kinds, shared by Java, shell and later clients. */
    public enum Code {
        /** No such party, item or type here. */
        NOT_FOUND,
        /** The argument is not of the right form. */
        INVALID,
        /** The roster does not allow it. */
        DENIED,
        /** The party is closed, read-only, or busy beyond its limits. */
        UNAVAILABLE,
        /** The item has no code here, or its code failed. */
        NOT_LIVE,
        /** It exists already, or is in a state that rules this out. */
        CONFLICT,
        /** Storage failed. */
        STORAGE,
        /** Stored data is damaged or of a newer version. */
        DAMAGED,
        /** A limit was reached. */
        LIMIT
    }

    private final Code code;

    public EchoException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public EchoException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
