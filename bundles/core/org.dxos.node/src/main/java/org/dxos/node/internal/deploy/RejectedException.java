package org.dxos.node.internal.deploy;

/** A file that must not be run; the message says why, for people. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public RejectedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why, for people. */
    public String reason() {
        return reason;
    }
}
