package org.dxos.echo.engine.internal.party;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.FeedException;

/**
 * Takes blocks out of the feeds when they are ready: all blocks their writer had seen have been taken before, and the roster
 * admits the writer. A feed whose next block has to wait is filed under the one feed it waits for, so that nothing is scanned.
 * The order in which blocks come out is causal; canonical order is made by those who receive them.
 *
 * <p>Confined to the party loop.
 */
final class Sequencer {
    /** By how much blocks that do not count may have raised the height of one that does. */
    private static final long MAX_RISE = 1L << 40;

    private final FeedTable feeds;
    private final Admission admission;
    private final ArrayDeque<FeedState> runnable = new ArrayDeque<>();
    private final Map<FeedKey, PriorityQueue<Waiter>> waiters = new HashMap<>();

    /** Who is told of blocks. Called in the party loop. */
    interface Admission {
        /** Whether the roster lets the writer of a feed write; sets {@link FeedState#writer}. */
        boolean isAdmitted(FeedState feed);

        /** A ready block. Its height is right. */
        void admit(FeedState feed, long sequence, Block block);

        /** A feed's next block, or one taken before, cannot be read; no more are taken from it. */
        void unreadable(FeedState feed, Exception failure);

        /** A block without effect. */
        void reject(FeedState feed, long sequence, Reason reason, String detail);
    }

    private record Waiter(long length, FeedState feed) {}

    Sequencer(FeedTable feeds, Admission admission) {
        this.feeds = feeds;
        this.admission = admission;
    }

    /** Looks at a feed again: it has grown, or been admitted. */
    void wake(FeedState feed) {
        if (!feed.isFiled) {
            runnable.add(feed);
        }
    }

    boolean isIdle() {
        return runnable.isEmpty();
    }

    /** Takes up to so many blocks. */
    void run(int budget) {
        int left = budget;
        while (left > 0 && !runnable.isEmpty()) {
            FeedState feed = java.util.Objects.requireNonNull(runnable.peek());
            try {
                while (left > 0 && feed.hasNext() && takeNext(feed)) {
                    left--;
                }
            } catch (FeedException e) {
                admission.unreadable(feed, e);
            }
            if (left > 0) {
                runnable.poll();
            }
        }
    }

    /** Wakes those that wait for blocks of a feed that were just processed. */
    void processed(FeedState feed) {
        PriorityQueue<Waiter> queue = waiters.get(feed.key);
        while (queue != null && !queue.isEmpty() && queue.peek().length() <= feed.processed) {
            FeedState waiter = queue.poll().feed();
            waiter.isFiled = false;
            wake(waiter);
        }
    }

    private boolean takeNext(FeedState feed) throws FeedException {
        if (feed.writer == null && !admission.isAdmitted(feed)) {
            return false;
        }
        long sequence = feed.processed;
        Block block = feed.waiting;
        if (block == null) {
            Bytes bytes = feed.next();
            try {
                block = BlockCodec.decode(feed.key, bytes);
                checkNumbers(feed, block);
            } catch (MalformedException e) {
                admission.reject(feed, sequence, Reason.MALFORMED, String.valueOf(e.getMessage()));
                feed.advance(feed.lastHeight() + 1, 0);
                processed(feed);
                return true;
            }
            feed.waiting = block;
        }
        if (isWaiting(feed, block)) {
            return false;
        }
        long height = see(feed, block);
        if (height != block.height()) {
            admission.reject(
                    feed, sequence, Reason.WRONG_HEIGHT, "height " + block.height() + " where " + height + " is right");
        } else if (!block.isControl()) {
            admission.admit(feed, sequence, block);
        }
        feed.advance(height, block.claimedMillis());
        processed(feed);
        return true;
    }

    /** Whether a dependency is missing; if so the feed is filed under it. */
    private boolean isWaiting(FeedState feed, Block block) {
        for (Block.Dependency dependency : block.dependencies()) {
            FeedKey key = dependency.key() != null ? dependency.key() : feed.mentioned.get(dependency.number());
            FeedState other = feeds.get(key);
            long needed = other == null ? dependency.length() : Math.min(dependency.length(), other.limit);
            if (other == null || other.processed < needed) {
                waiters.computeIfAbsent(key, absent -> new PriorityQueue<>(Comparator.comparingLong(Waiter::length)))
                        .add(new Waiter(needed, feed));
                feed.isFiled = true;
                return true;
            }
        }
        return false;
    }

    /**
     * Takes over what the writer had seen, and returns the height that follows from it. Of a feed that forked the writer may have
     * seen more than counts; how high that stood nobody can say any more, so the writer is believed within bounds.
     */
    private long see(FeedState feed, Block block) {
        long height = feed.lastHeight();
        boolean isBeyond = false;
        for (Block.Dependency dependency : block.dependencies()) {
            if (dependency.key() != null) {
                feed.mentioned.add(dependency.key());
            }
            FeedState other = java.util.Objects.requireNonNull(feeds.get(feed.mentioned.get(dependency.number())));
            feed.see(other.number, dependency.length());
            height = Math.max(height, other.height(Math.min(dependency.length(), other.limit) - 1));
            isBeyond |= dependency.length() > other.limit;
        }
        long least = height + 1;
        return isBeyond && block.height() >= least && block.height() - least <= MAX_RISE ? block.height() : least;
    }

    private static void checkNumbers(FeedState feed, Block block) throws MalformedException {
        int next = feed.mentioned.size();
        int last = -1;
        for (Block.Dependency dependency : block.dependencies()) {
            boolean isNew = dependency.key() != null;
            if (isNew ? dependency.number() != next : dependency.number() >= next || dependency.number() <= last) {
                throw new MalformedException("a dependency with the number " + dependency.number());
            }
            if (dependency.length() == 0) {
                throw new MalformedException("a dependency on nothing");
            }
            if (isNew) {
                checkNew(feed, block, dependency);
                next++;
            }
            last = dependency.number();
        }
    }

    private static void checkNew(FeedState feed, Block block, Block.Dependency dependency) throws MalformedException {
        FeedKey key = java.util.Objects.requireNonNull(dependency.key());
        boolean twice = block.dependencies().stream()
                .anyMatch(other -> other.number() < dependency.number() && key.equals(other.key()));
        if (key.equals(feed.key) || twice || feed.mentioned.contains(key)) {
            throw new MalformedException("a dependency on a feed that is known already");
        }
    }
}
