package org.dxos.echo.engine.internal.party;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.engine.internal.snapshot.Snapshot;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.StorageException;

/**
 * Decides when a snapshot is made. It is taken at the end of a turn, which costs next to nothing, and written on the scheduler:
 * writers go on meanwhile.
 */
final class Snapshotter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PartyServices services;
    private final PartyLoop loop;
    private final FeedTable feeds;
    private final Committer committer;
    private final Standing standing;
    private final Snapshots snapshots;
    private final Supplier<Snapshot> taken;
    private final BooleanSupplier isUnkept;
    private final java.util.function.Consumer<Snapshot> stored;
    private final ReentrantLock writing = new ReentrantLock();
    /** How many blocks the newest snapshot, or the one under way, speaks of. Confined to the loop. */
    private long blocks;

    private boolean underWay;
    private volatile boolean ended;

    /**
     * @param isUnkept whether there is more to keep than blocks tell
     * @param taken takes a snapshot; called in the loop, after a view has been published
     * @param stored told in the loop of a snapshot that has come to disk
     */
    Snapshotter(
            PartyServices services,
            PartyLoop loop,
            FeedTable feeds,
            Committer committer,
            Standing standing,
            Snapshots snapshots,
            BooleanSupplier isUnkept,
            Supplier<Snapshot> taken,
            java.util.function.Consumer<Snapshot> stored) {
        this.services = services;
        this.loop = loop;
        this.feeds = feeds;
        this.committer = committer;
        this.standing = standing;
        this.snapshots = snapshots;
        this.isUnkept = isUnkept;
        this.taken = taken;
        this.stored = stored;
    }

    /** The newest snapshot speaks of so many blocks. */
    void begin(long known) {
        blocks = known;
    }

    /** A turn has ended: takes a snapshot if it is time. */
    void turnEnded() {
        if (!underWay
                && snapshots.isOpen()
                && !ended
                && feeds.processed() - blocks >= services.config().snapshotBlocks()) {
            underWay = true;
            Snapshot snapshot = taken.get();
            services.scheduler().execute(() -> {
                boolean done = write(snapshot);
                loop.execute(() -> end(snapshot, done));
            });
        }
    }

    /** Takes and writes a last snapshot, if there is anything new. Off the loop. */
    void close() {
        ended = true;
        Snapshot last = loop.run(() -> {
                    boolean isNew = !standing.isBroken()
                            && snapshots.isOpen()
                            && (feeds.processed() > blocks || isUnkept.getAsBoolean());
                    return isNew ? java.util.Optional.of(taken.get()) : java.util.Optional.<Snapshot>empty();
                })
                .orElse(null);
        whenDone(() -> {
            if (last != null) {
                writeNow(last);
            }
        });
    }

    /** Nothing is written any more; returns once nothing is under way. */
    void abandon() {
        ended = true;
        whenDone(() -> {});
    }

    /** Does something once no snapshot is under way; not at all when one gets stuck in code that does not return. */
    private void whenDone(Runnable task) {
        try {
            if (!writing.tryLock(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                services.failures()
                        .accept(new IllegalStateException(
                                "a snapshot was not written within " + PATIENCE.toSeconds() + " s and is given up"));
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            task.run();
        } finally {
            writing.unlock();
        }
    }

    private boolean write(Snapshot snapshot) {
        writing.lock();
        try {
            return !ended && writeNow(snapshot);
        } finally {
            writing.unlock();
        }
    }

    private boolean writeNow(Snapshot snapshot) {
        try {
            committer.commit();
            if (standing.isBroken() || !isSafe(snapshot)) {
                return false;
            }
            snapshots.write(snapshot, feeds);
            return true;
        } catch (StorageException | FeedException | RuntimeException | Error e) {
            services.failures().accept(e);
            return false;
        }
    }

    /** What a crash could take from the feeds must not be in a snapshot. */
    private boolean isSafe(Snapshot snapshot) {
        for (FeedRecord record : snapshot.feeds()) {
            FeedState feed = feeds.get(record.key());
            if (feed == null || feed.log.syncedLength() < record.processed()) {
                return false;
            }
        }
        return true;
    }

    private void end(Snapshot snapshot, boolean done) {
        underWay = false;
        // After a failure the next try waits for as many blocks again.
        blocks = snapshot.blocks();
        if (done) {
            stored.accept(snapshot);
        }
    }
}
