package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedStore;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Feeds as segment files: a folder for each party, in it a folder for each feed, named by their keys. Any thread. */
public final class LogFeedStore implements FeedStore {
    private static final String FOLDER = "feeds";

    private final Storage storage;
    private final LogConfig config;
    private final Set<FeedName> open = ConcurrentHashMap.newKeySet();

    public LogFeedStore(Storage storage, LogConfig config) {
        this.storage = storage;
        this.config = config;
    }

    private record FeedName(PartyId party, FeedKey feed) {
        @Override
        public String toString() {
            return "feed " + feed + " of party " + party;
        }
    }

    @Override
    public List<PartyId> parties() throws FeedException {
        try {
            Folder root = storage.root();
            List<PartyId> parties = new ArrayList<>();
            if (root.folders().contains(FOLDER)) {
                for (String name : root.folder(FOLDER).folders()) {
                    parties.add(party(name));
                }
            }
            return parties;
        } catch (StorageException e) {
            throw new FeedException("the parties that have feeds cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public List<FeedKey> feeds(PartyId party) throws FeedException {
        try {
            Folder root = storage.root();
            if (!root.folders().contains(FOLDER)
                    || !root.folder(FOLDER).folders().contains(party.hex())) {
                return List.of();
            }
            List<FeedKey> feeds = new ArrayList<>();
            for (String name : root.folder(FOLDER).folder(party.hex()).folders()) {
                feeds.add(key(name, party));
            }
            return feeds;
        } catch (StorageException e) {
            throw new FeedException("the feeds of party " + party + " cannot be listed: " + e.getMessage(), e);
        }
    }

    @Override
    public Feed open(PartyId party, FeedKey feed) throws FeedException {
        return open(new FeedName(party, feed), null, null);
    }

    @Override
    public Feed openFrom(PartyId party, FeedHead base) throws FeedException {
        if (!base.isAuthentic()) {
            throw new FeedException(
                    "the head of feed " + base.feed() + " at " + base.length() + " is not signed by its key");
        }
        Feed feed = open(new FeedName(party, base.feed()), null, base);
        boolean done = false;
        try {
            if (base.length() > feed.firstKept() && !feed.chain(base.length()).equals(base.chain())) {
                throw new FeedException(feed + ": is on another chain than the head at " + base.length());
            }
            done = true;
            return feed;
        } finally {
            if (!done) {
                feed.close();
            }
        }
    }

    @Override
    public Feed openOwn(PartyId party, Signer signer) throws FeedException {
        return open(new FeedName(party, new FeedKey(signer.publicKey())), signer, null);
    }

    @Override
    public void delete(PartyId party) throws FeedException {
        if (open.stream().anyMatch(name -> name.party().equals(party))) {
            throw new FeedException("the feeds of party " + party + " cannot be deleted while one is open");
        }
        try {
            Folder feeds = storage.root().folder(FOLDER);
            feeds.delete(party.hex());
            feeds.sync();
        } catch (StorageException e) {
            throw new FeedException("the feeds of party " + party + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private Feed open(FeedName name, @Nullable Signer signer, @Nullable FeedHead base) throws FeedException {
        if (!open.add(name)) {
            throw new FeedException(name + ": is open already");
        }
        Segments segments = null;
        boolean done = false;
        try {
            segments = segments(name);
            Opening opening = Opening.open(segments);
            if (base != null && opening.length() < base.length()) {
                BaseFile.write(segments.folder(), base);
                segments.reload();
                segments.replaceDamage(List.of());
                opening = Opening.open(segments);
            }
            String full = name + " in " + segments.folder().location();
            Feed feed = new LogFeed(full, segments, signer, opening, () -> open.remove(name));
            done = true;
            return feed;
        } catch (StorageException e) {
            throw new FeedException(name + ": cannot be opened: " + e.getMessage(), e);
        } finally {
            if (!done) {
                open.remove(name);
                close(segments);
            }
        }
    }

    private static void close(@Nullable Segments segments) {
        if (segments != null) {
            try {
                segments.close();
            } catch (StorageException e) {
                // Why the feed cannot be opened is being reported already.
                return;
            }
        }
    }

    /**
     * The feed's folder. Before its first segment is made the names above it are made safe from a crash; those that are there are
     * not listed, because there may be many.
     */
    private Segments segments(FeedName name) throws StorageException, FeedException {
        Folder root = storage.root();
        Folder all = root.folder(FOLDER);
        Folder party = all.folder(name.party().hex());
        Segments segments = new Segments(party.folder(name.feed().hex()), name.party(), name.feed(), config);
        if (segments.firsts().isEmpty()) {
            party.sync();
            all.sync();
            root.sync();
        }
        return segments;
    }

    private static PartyId party(String folder) throws FeedException {
        try {
            return PartyId.of(Bytes.fromHex(folder));
        } catch (IllegalArgumentException e) {
            throw new FeedException("the folder \"" + folder + "\" in \"" + FOLDER + "\" is not named by a party", e);
        }
    }

    private static FeedKey key(String folder, PartyId party) throws FeedException {
        try {
            return FeedKey.of(Bytes.fromHex(folder));
        } catch (IllegalArgumentException e) {
            throw new FeedException(
                    "the folder \"" + folder + "\" of party " + party + " is not named by a feed's key", e);
        }
    }
}
