package org.dxos.echo.engine.internal.past;

import java.util.List;
import java.util.Map;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.wire.Block;
import org.jspecify.annotations.Nullable;

/**
 * Makes cuts. A cut in canonical order is complete by itself, as a block stands behind all that its writer had seen. For others,
 * only blocks above the lowest block that is left out are looked at: no block below it can build on one that is left out.
 */
final class Cuts {
    private static final int READ_AHEAD = 256;

    private final List<PastFeed> feeds;
    private final FeedOrder order;

    /** Something within a cut builds on something that is not. */
    private record Gap(int feed, long sequence, int missing, long length) {}

    Cuts(List<PastFeed> feeds, FeedOrder order) {
        this.feeds = feeds;
        this.order = order;
    }

    /** Everything. */
    Cut all() {
        return new Cut(feeds.stream().mapToLong(PastFeed::length).toArray());
    }

    /** What stands before a block in canonical order, with the block itself or without it. */
    Cut before(FeedKey key, long sequence, boolean included) {
        int feed = number(key);
        if (sequence < 0 || sequence >= feeds.get(feed).length()) {
            throw new EchoException(
                    Code.NOT_FOUND,
                    "feed " + key + " has no block " + sequence + " here; it has "
                            + feeds.get(feed).length());
        }
        return before(feed, sequence, included);
    }

    Cut before(int feed, long sequence, boolean included) {
        long height = feeds.get(feed).height(sequence);
        long[] lengths = new long[feeds.size()];
        for (int other = 0; other < lengths.length; other++) {
            lengths[other] = other == feed
                    ? sequence + (included ? 1 : 0)
                    : feeds.get(other).firstOfHeight(order.compare(other, feed) < 0 ? height + 1 : height);
        }
        return new Cut(lengths);
    }

    /**
     * Exactly these blocks.
     *
     * @throws EchoException NOT_FOUND when they are not all here, INVALID when they are not complete
     */
    Cut exactly(Map<FeedKey, Long> wanted) {
        long[] lengths = new long[feeds.size()];
        wanted.forEach((key, length) -> {
            int feed = number(key);
            if (length < 0) {
                throw new EchoException(Code.INVALID, "there are no " + length + " blocks of feed " + key);
            }
            if (length > feeds.get(feed).length()) {
                throw new EchoException(
                        Code.NOT_FOUND,
                        "there are " + feeds.get(feed).length() + " blocks of feed " + key + " here, not " + length);
            }
            lengths[feed] = length;
        });
        Gap gap = gap(lengths);
        if (gap != null) {
            throw new EchoException(
                    Code.INVALID,
                    "this timeframe is not complete: block " + gap.sequence + " of feed "
                            + feeds.get(gap.feed).key() + " builds on block " + (gap.length - 1) + " of feed "
                            + feeds.get(gap.missing).key() + ", of which it has " + lengths[gap.missing]);
        }
        return new Cut(lengths);
    }

    /** The beginnings of the feeds that claim at most a time, less what is not complete. */
    Cut claimedBy(long millis) {
        long[] lengths = new long[feeds.size()];
        PastBlocks blocks = new PastBlocks(feeds, 1);
        for (int feed = 0; feed < lengths.length; feed++) {
            long low = 0;
            long high = feeds.get(feed).length();
            while (low < high) {
                long middle = (low + high) >>> 1;
                if (claims(blocks, feed, middle) <= millis) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            lengths[feed] = low;
        }
        for (Gap gap = gap(lengths); gap != null; gap = gap(lengths)) {
            lengths[gap.feed] = gap.sequence;
        }
        return new Cut(lengths);
    }

    private static long claims(PastBlocks blocks, int feed, long sequence) {
        try {
            return blocks.block(feed, sequence).claimedMillis();
        } catch (MalformedException e) {
            return Long.MIN_VALUE;
        }
    }

    private @Nullable Gap gap(long[] lengths) {
        long lowest = Long.MAX_VALUE;
        for (int feed = 0; feed < lengths.length; feed++) {
            if (lengths[feed] < feeds.get(feed).length()) {
                lowest = Math.min(lowest, feeds.get(feed).height(lengths[feed]));
            }
        }
        if (lowest == Long.MAX_VALUE) {
            return null;
        }
        PastBlocks blocks = new PastBlocks(feeds, READ_AHEAD);
        for (int feed = 0; feed < lengths.length; feed++) {
            for (long at = feeds.get(feed).firstOfHeight(lowest + 1); at < lengths[feed]; at++) {
                Gap gap = gap(blocks, feed, at, lengths);
                if (gap != null) {
                    return gap;
                }
            }
        }
        return null;
    }

    private @Nullable Gap gap(PastBlocks blocks, int feed, long sequence, long[] lengths) {
        Block block;
        try {
            block = blocks.block(feed, sequence);
        } catch (MalformedException e) {
            return null;
        }
        for (Block.Dependency dependency : block.dependencies()) {
            FeedKey key = dependency.key();
            int other = number(
                    key != null ? key : feeds.get(feed).record().mentioned().get(dependency.number()));
            if (dependency.length() > lengths[other]) {
                return new Gap(feed, sequence, other, dependency.length());
            }
        }
        return null;
    }

    private int number(FeedKey key) {
        for (int feed = 0; feed < feeds.size(); feed++) {
            if (feeds.get(feed).key().equals(key)) {
                return feed;
            }
        }
        throw new EchoException(Code.NOT_FOUND, "there is no feed " + key + " in this party");
    }
}
