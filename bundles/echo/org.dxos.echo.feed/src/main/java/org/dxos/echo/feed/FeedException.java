package org.dxos.echo.feed;

/** A feed cannot be opened, read or written: says which feed, where it lies, and why. */
public class FeedException extends Exception {
    private static final long serialVersionUID = 1L;

    public FeedException(String message) {
        super(message);
    }

    public FeedException(String message, Throwable cause) {
        super(message, cause);
    }
}
