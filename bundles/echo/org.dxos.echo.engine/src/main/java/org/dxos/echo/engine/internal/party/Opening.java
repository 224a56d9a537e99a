package org.dxos.echo.engine.internal.party;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.engine.internal.snapshot.Snapshot;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedStore;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Opens the feeds of a party, and the snapshot that spares reading them from the start. Used once, within the loop. */
final class Opening {
    private final PartyId party;
    private final PartyServices services;
    private final FeedTable feeds;
    private final @Nullable Signer signer;
    private final Set<FeedKey> kept;
    private final Map<FeedKey, Feed> open = new LinkedHashMap<>();

    /** @param signer of our feed, or null when its key is not here */
    Opening(PartyId party, PartyServices services, FeedTable feeds, @Nullable Signer signer) throws FeedException {
        this.party = party;
        this.services = services;
        this.feeds = feeds;
        this.signer = signer;
        this.kept = new HashSet<>(services.feeds().feeds(party));
    }

    /** Fills the table of feeds; returns what is known of them already. On failure nothing more than the table is held open. */
    Optional<Snapshot> run(Snapshots snapshots) throws FeedException {
        try {
            Optional<Snapshot> snapshot = newest(snapshots);
            List<FeedRecord> records = snapshot.map(Snapshot::feeds).orElse(List.of());
            for (FeedRecord record : records) {
                add(record.key(), record);
            }
            if (signer != null) {
                addUnlessThere(new FeedKey(signer.publicKey()));
            }
            for (FeedKey key : kept.stream().sorted().toList()) {
                addUnlessThere(key);
            }
            return snapshot;
        } finally {
            for (Feed unused : open.values()) {
                unused.close();
            }
        }
    }

    private Optional<Snapshot> newest(Snapshots snapshots) throws FeedException {
        try {
            return snapshots.open(this::feed);
        } catch (StorageException e) {
            services.failures().accept(e);
            return Optional.empty();
        }
    }

    private void addUnlessThere(FeedKey key) throws FeedException {
        if (feeds.get(key) == null) {
            add(key, FeedRecord.none(key));
        }
    }

    private void add(FeedKey key, FeedRecord record) throws FeedException {
        Feed log = open.get(key);
        if (log == null) {
            log = openFeed(key);
        }
        feeds.add(log, isOwn(key), record);
        open.remove(key);
    }

    /** A feed that a snapshot speaks of, which must be here. */
    private Feed feed(FeedKey key) throws FeedException, MalformedException {
        if (!kept.contains(key)) {
            throw new MalformedException("feed " + key + " is missing");
        }
        Feed log = open.get(key);
        if (log == null) {
            log = openFeed(key);
            open.put(key, log);
        }
        return log;
    }

    private Feed openFeed(FeedKey key) throws FeedException {
        FeedStore store = services.feeds();
        return signer != null && isOwn(key) ? store.openOwn(party, signer) : store.open(party, key);
    }

    private boolean isOwn(FeedKey key) {
        return signer != null && signer.publicKey().equals(key.key());
    }
}
