package org.dxos.echo.feed;

/** A block was asked for that is no longer kept, see {@link Feed#prune}. */
public final class PrunedException extends FeedException {
    private static final long serialVersionUID = 1L;

    private final long firstKept;

    public PrunedException(String message, long firstKept) {
        super(message);
        this.firstKept = firstKept;
    }

    /** The first block that is kept. */
    public long firstKept() {
        return firstKept;
    }
}
