package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.halo.credential.Writer;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed has been read, and what its writer had seen there. Confined to the party loop, but for the final fields and the
 * volatile length.
 */
final class FeedState {
    private static final int READ_AHEAD = 512;

    final int number;
    final FeedKey key;
    final Feed log;
    final boolean own;

    /** Who writes it, once the roster admits it. */
    @Nullable
    Writer writer;
    /** Feeds in the order in which this feed's blocks mention them. */
    final List<FeedKey> mentioned = new ArrayList<>(2);
    /** The next block, if it is decoded and waits. */
    @Nullable
    Block waiting;

    /** Why nothing more can be read of it, or empty. Written in the party loop, read by any thread. */
    volatile String unreadable = "";
    /** Whether it is filed under a feed that its next block waits for. */
    boolean isFiled;

    long lastMillis;
    volatile long processed;

    private long[] heights = new long[8];
    private long[] seen = new long[4];
    private List<Bytes> ahead = List.of();
    private long aheadFrom;

    FeedState(int number, Feed log, boolean own) {
        this.number = number;
        this.key = log.key();
        this.log = log;
        this.own = own;
    }

    /** Whether there are blocks to process that can be read. */
    boolean hasNext() {
        return processed < log.length() && unreadable.isEmpty();
    }

    /** The next block to process. */
    Bytes next() throws FeedException {
        long offset = processed - aheadFrom;
        if (offset < 0 || offset >= ahead.size()) {
            ahead = log.blocks(processed, READ_AHEAD);
            aheadFrom = processed;
            offset = 0;
        }
        return ahead.get((int) offset);
    }

    /** The height of a processed block; 0 before the first. */
    long height(long sequence) {
        return sequence < 0 ? 0 : heights[(int) sequence];
    }

    long lastHeight() {
        return height(processed - 1);
    }

    /** How many blocks of another feed, known by its number, the writer had seen. */
    long seen(int feed) {
        return feed == number ? processed : feed < seen.length ? seen[feed] : 0;
    }

    void see(int feed, long length) {
        if (feed >= seen.length) {
            seen = Arrays.copyOf(seen, Math.max(feed + 1, seen.length * 2));
        }
        seen[feed] = Math.max(seen[feed], length);
    }

    /** Marks the next block as processed. */
    void advance(long height, long claimedMillis) {
        if (processed == heights.length) {
            heights = Arrays.copyOf(heights, heights.length * 2);
        }
        heights[(int) processed] = height;
        lastMillis = Math.max(lastMillis, claimedMillis);
        waiting = null;
        processed++;
        if (processed >= aheadFrom + ahead.size()) {
            ahead = List.of();
        }
    }
}
