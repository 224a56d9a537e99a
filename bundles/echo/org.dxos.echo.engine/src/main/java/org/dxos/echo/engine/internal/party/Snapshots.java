package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageException;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageStore;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.engine.internal.snapshot.Formats;
import org.dxos.echo.engine.internal.snapshot.Snapshot;
import org.dxos.echo.engine.internal.snapshot.SnapshotCodec;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A party's snapshots on disk. They are a cache of what the feeds say: one that cannot be used is left for the one before, or for
 * none, with a warning. One in which damage is found later is deleted at closing. One thread at a time, but for {@link #release}.
 */
final class Snapshots implements AutoCloseable {
    private static final String FOLDER = "snapshots";

    private final PartyId party;
    private final Storage storage;
    private final SnapshotCodec codec;
    private final Forks forks;
    private final Consumer<Throwable> failures;
    private @Nullable PageStore store;

    Snapshots(PartyId party, Storage storage, FeedTable feeds, Forks forks, Consumer<Throwable> failures) {
        this.forks = forks;
        this.party = party;
        this.storage = storage;
        this.failures = failures;
        this.codec = new SnapshotCodec(number -> feeds.at(number).key, failures);
    }

    /** Deletes all that is kept of a party's snapshots, which must be closed. */
    static void delete(PartyId party, Storage storage) throws StorageException {
        storage.root().folder(FOLDER).delete(party.hex());
    }

    /**
     * Opens the store.
     *
     * @param lengths opens a feed, and says how long it is
     * @return the newest snapshot that is whole and of these feeds; none if there is no such
     * @throws StorageException when the storage fails
     */
    Optional<Snapshot> open(FeedOpener lengths) throws StorageException, FeedException {
        Folder folder = storage.root().folder(FOLDER).folder(party.hex());
        try {
            store = PageStore.open(folder, PageStore.Limits.DEFAULT);
        } catch (MalformedException e) {
            warn("they are made anew from the feeds", e);
            PageStore.discard(folder);
            try {
                store = PageStore.open(folder, PageStore.Limits.DEFAULT);
            } catch (MalformedException again) {
                throw new IllegalStateException("an empty store is malformed", again);
            }
        }
        while (true) {
            PageRef root = store.newest().orElse(null);
            if (root == null) {
                return Optional.empty();
            }
            try {
                Snapshot snapshot = codec.read(root);
                check(snapshot, lengths);
                return Optional.of(snapshot);
            } catch (MalformedException | PageException e) {
                warn("the one before is used, or the feeds are read", e);
                store.revert();
            } catch (FeedException e) {
                if (e.getCause() instanceof StorageException) {
                    throw e;
                }
                warn("a feed it speaks of is damaged, so the one before is used, or the feeds are read", e);
                store.revert();
            }
        }
    }

    /** Whether snapshots can be written. */
    boolean isOpen() {
        return store != null;
    }

    /** Opens a feed that a snapshot speaks of. */
    interface FeedOpener {
        Feed open(FeedKey feed) throws FeedException, MalformedException;
    }

    /** A snapshot must not hold anything that is not in the feeds: they may have been damaged, or be an older copy. */
    private void check(Snapshot snapshot, FeedOpener feeds) throws MalformedException, FeedException {
        for (FeedRecord record : snapshot.feeds()) {
            Feed feed = feeds.open(record.key());
            if (Math.max(record.processed(), record.scanned()) > forks.limit(record.key())) {
                throw new MalformedException("the snapshot has blocks of feed " + record.key() + " after its fork");
            }
            if (feed.writtenLength() < record.processed()) {
                throw new MalformedException("the snapshot has " + record.processed() + " blocks of feed "
                        + record.key() + ", which has only " + feed.writtenLength());
            }
            if (!feed.chain(record.processed()).equals(record.chain())) {
                throw new MalformedException("the snapshot has other blocks of feed " + record.key());
            }
        }
    }

    /**
     * Writes a snapshot and makes it the newest. All blocks it speaks of must be safe from a crash.
     *
     * @throws StorageException when that fails; the newest is then this one or the one before
     */
    void write(Snapshot snapshot, FeedTable feeds) throws StorageException, FeedException {
        PageStore pages = java.util.Objects.requireNonNull(store);
        List<FeedRecord> records = new ArrayList<>();
        for (FeedRecord record : snapshot.feeds()) {
            Feed log = java.util.Objects.requireNonNull(feeds.get(record.key())).log;
            Hash chain = log.chain(record.processed());
            records.add(record.withChain(chain));
        }
        Snapshot whole = new Snapshot(
                records,
                snapshot.credentials(),
                snapshot.highestItemNumber(),
                snapshot.rejections(),
                snapshot.changes(),
                snapshot.maps());
        PageAppender appender = pages.begin();
        boolean done = false;
        try {
            appender.commit(codec.write(whole, appender));
            done = true;
        } finally {
            if (!done) {
                appender.abandon();
            }
        }
    }

    /** The formats of the states on disk. */
    Formats formats() {
        return codec.formats();
    }

    /** Lets go of what is on disk. Within the loop. */
    void release(Snapshot snapshot) {
        codec.release(snapshot);
    }

    @Override
    public void close() throws StorageException {
        PageStore open = store;
        store = null;
        if (open != null) {
            boolean isDamaged = open.isDamaged();
            open.close();
            if (isDamaged) {
                delete(party, storage);
            }
        }
    }

    private void warn(String then, Exception cause) {
        failures.accept(new IllegalStateException(
                "a snapshot of party " + party + " cannot be used, " + then + ": " + cause.getMessage(), cause));
    }
}
