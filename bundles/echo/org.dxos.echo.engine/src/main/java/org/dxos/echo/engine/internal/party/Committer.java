package org.dxos.echo.engine.internal.party;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.FeedException;
import org.jspecify.annotations.Nullable;

/**
 * Signs, writes and syncs what the loop has appended, for all that wait at once: one signature and one sync a group. Blocks of
 * others are synced first, so that a block of ours on disk never depends on one that a crash has taken.
 *
 * <p>Runs off the party loop, on the threads of those who wait, or on the scheduler's for those who do not. Any thread.
 */
final class Committer {
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentLinkedQueue<WriteReceipt> waiting = new ConcurrentLinkedQueue<>();
    private final Set<FeedState> dirty = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Scheduler scheduler;
    private final Duration delay;
    private final Events events;
    private volatile @Nullable FeedState own;
    /** Why nothing is committed any more. What failed to be synced is never made good by a later sync. */
    private volatile @Nullable EchoException failure;

    /** What becomes of commits. Called with no lock held but the committer's own. */
    interface Events {
        /** Our feed has this many blocks that survive a crash and may be sent. */
        void committed(FeedState own, long length);

        void failed(Throwable failure);
    }

    /** @param delay how long a write waits at most if nobody waits for it */
    Committer(Scheduler scheduler, Duration delay, Events events) {
        this.scheduler = scheduler;
        this.delay = delay;
        this.events = events;
    }

    void setOwn(@Nullable FeedState feed) {
        own = feed;
    }

    /** A block of our feed was appended whose writer wants to know when it is on disk. In the order of the blocks. */
    void add(WriteReceipt receipt) {
        waiting.add(receipt);
        receipt.wake();
    }

    /** A feed of another writer has blocks that are not synced. */
    void addDirty(FeedState feed) {
        dirty.add(feed);
    }

    /** Commits after the delay, unless that is under way. */
    void commitLater() {
        if (scheduled.compareAndSet(false, true)) {
            scheduler.schedule(delay, () -> {
                scheduled.set(false);
                commit();
            });
        }
    }

    /** Runs what others hang on a receipt, which may take its time. */
    void onScheduler(Runnable task) {
        scheduler.execute(task);
    }

    /** Commits on another thread. */
    void commitSoon() {
        if (queued.compareAndSet(false, true)) {
            scheduler.execute(() -> {
                queued.set(false);
                commit();
            });
        }
    }

    /** Why commits fail, or null while they do not. */
    @Nullable
    EchoException failure() {
        return failure;
    }

    /**
     * Waits for one write. The thread whose write is the oldest commits for all that have been appended by then; the others sleep
     * until that is done, so that writers who come in step are synced in step.
     */
    void await(WriteReceipt receipt) {
        receipt.waiter = Thread.currentThread();
        while (!receipt.isDone()) {
            if (receipt.sequence >= 0 && lock.tryLock()) {
                try {
                    if (!receipt.isDone()) {
                        commit();
                    }
                } finally {
                    lock.unlock();
                }
                WriteReceipt next = waiting.peek();
                if (next != null) {
                    next.wake();
                }
            } else {
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    interrupted(receipt);
                    return;
                }
            }
        }
    }

    /** The write goes on, but nobody waits for it any more. */
    private void interrupted(WriteReceipt receipt) {
        receipt.waiter = null;
        commitSoon();
        Thread.currentThread().interrupt();
        throw new EchoException(Code.UNAVAILABLE, "interrupted while waiting for a write to be on disk");
    }

    /** Returns once all that was appended before is on disk, or has failed to get there. */
    void commit() {
        lock.lock();
        try {
            if (failure == null) {
                write();
            }
        } catch (FeedException | RuntimeException | Error e) {
            failure = new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
            events.failed(e);
        } finally {
            EchoException failed = failure;
            if (failed != null) {
                failAll(failed);
            }
            lock.unlock();
        }
    }

    private void write() throws FeedException {
        FeedState feed = own;
        syncOthers();
        if (feed == null) {
            return;
        }
        if (feed.log.syncedLength() < feed.log.length()) {
            feed.log.write();
            syncOthers();
            feed.log.sync();
            events.committed(feed, feed.log.syncedLength());
        }
        completeUpTo(feed.log.syncedLength());
    }

    private void syncOthers() throws FeedException {
        for (FeedState other : dirty) {
            dirty.remove(other);
            other.log.sync();
        }
    }

    /** Writes nothing more of our feed: what was not written when this returns never will be. */
    void stop(EchoException reason) {
        lock.lock();
        try {
            if (failure == null) {
                failure = reason;
            }
            failAll(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Fails everything that still waits. */
    void failAll(EchoException reason) {
        WriteReceipt receipt;
        while ((receipt = waiting.poll()) != null) {
            receipt.fail(reason);
        }
    }

    private void completeUpTo(long length) {
        WriteReceipt receipt;
        while ((receipt = waiting.peek()) != null && receipt.sequence < length) {
            waiting.poll();
            receipt.complete();
        }
    }
}
