package org.dxos.echo.engine.internal.item;

/**
 * Where an operation stands: the number of its feed within this party on this node, the sequence of its block, and its index in
 * the block, packed into one long.
 */
public final class Place {
    public static final int MAX_FEEDS = 1 << 12;

    private static final int INDEX_BITS = 16;
    private static final int SEQUENCE_BITS = 36;

    private Place() {}

    public static long of(int feed, long sequence, int index) {
        return ((long) feed << (INDEX_BITS + SEQUENCE_BITS)) | (sequence << INDEX_BITS) | index;
    }

    public static int feed(long place) {
        return (int) (place >>> (INDEX_BITS + SEQUENCE_BITS));
    }

    public static long sequence(long place) {
        return (place >>> INDEX_BITS) & ((1L << SEQUENCE_BITS) - 1);
    }

    public static int index(long place) {
        return (int) (place & ((1 << INDEX_BITS) - 1));
    }

    /** Canonical order: height, feed key, sequence, index. */
    public static int compare(long height, long place, long otherHeight, long otherPlace, FeedOrder feeds) {
        if (height != otherHeight) {
            return Long.compare(height, otherHeight);
        }
        int feed = feed(place);
        int otherFeed = feed(otherPlace);
        return feed == otherFeed ? Long.compare(place, otherPlace) : feeds.compare(feed, otherFeed);
    }
}
