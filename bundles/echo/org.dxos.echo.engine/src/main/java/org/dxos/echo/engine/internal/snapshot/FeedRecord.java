package org.dxos.echo.engine.internal.snapshot;

import java.util.List;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.tree.IntTrie;

/**
 * What is known of a feed beside its blocks.
 *
 * @param chain the feed's chain value after the blocks that were processed
 * @param scanned of how many blocks the credentials have been read
 * @param lastMillis the latest time that its blocks claim
 * @param mentioned feeds in the order in which its blocks mention them
 * @param seen by feed number, how many of its blocks the writer had seen at the last block processed
 * @param heights of the blocks processed, in full pages
 * @param tail those after the full pages
 */
public record FeedRecord(
        FeedKey key,
        Hash chain,
        long scanned,
        long lastMillis,
        List<FeedKey> mentioned,
        List<Long> seen,
        IntTrie<long[]> heights,
        long[] tail) {
    /** Heights in a full page. */
    public static final int PAGE = 256;

    public FeedRecord {
        mentioned = List.copyOf(mentioned);
        seen = List.copyOf(seen);
    }

    /** A feed of which nothing was processed. */
    public static FeedRecord none(FeedKey key) {
        return new FeedRecord(
                key, org.dxos.echo.feed.Chain.start(key), 0, 0, List.of(), List.of(), IntTrie.empty(), new long[0]);
    }

    /** The same with the chain's value. */
    public FeedRecord withChain(Hash value) {
        return new FeedRecord(key, value, scanned, lastMillis, mentioned, seen, heights, tail);
    }

    /** How many blocks were processed. */
    public long processed() {
        return (long) heights.size() * PAGE + tail.length;
    }
}
