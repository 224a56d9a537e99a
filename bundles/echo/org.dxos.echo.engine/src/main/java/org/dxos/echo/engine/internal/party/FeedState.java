package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.feed.Chain;
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

    /** How many of its blocks count: all, unless it forked. Written in the party loop before any of them is read. */
    volatile long limit = Forks.NO_LIMIT;

    /** Of how many blocks the credentials have been read. */
    long scanned;

    private final Heights heights;
    private long lastHeight;
    private long[] seen = new long[4];
    private List<Bytes> ahead = List.of();
    private long aheadFrom;

    FeedState(int number, Feed log, boolean own, FeedRecord recorded) {
        this.number = number;
        this.key = log.key();
        this.log = log;
        this.own = own;
        this.scanned = recorded.scanned();
        this.lastMillis = recorded.lastMillis();
        this.mentioned.addAll(recorded.mentioned());
        this.heights = new Heights(recorded.heights(), recorded.tail());
        this.processed = recorded.processed();
        this.lastHeight = processed == 0 ? 0 : heights.get(processed - 1);
        for (int other = 0; other < recorded.seen().size(); other++) {
            see(other, recorded.seen().get(other));
        }
    }

    /** What is known of the feed now, but for its chain, which is read when its blocks are safe. */
    FeedRecord recorded() {
        List<Long> lengths = new ArrayList<>(seen.length);
        for (long length : seen) {
            lengths.add(length);
        }
        return new FeedRecord(
                key, Chain.start(key), scanned, lastMillis, mentioned, lengths, heights.pages(), heights.tail());
    }

    /** Whether there are blocks to process that can be read. */
    boolean hasNext() {
        return processed < Math.min(log.length(), limit) && unreadable.isEmpty();
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
        return sequence < 0 ? 0 : heights.get(sequence);
    }

    long lastHeight() {
        return lastHeight;
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
        heights.add(height);
        lastHeight = height;
        lastMillis = Math.max(lastMillis, claimedMillis);
        waiting = null;
        processed++;
        if (processed >= aheadFrom + ahead.size()) {
            ahead = List.of();
        }
    }
}
