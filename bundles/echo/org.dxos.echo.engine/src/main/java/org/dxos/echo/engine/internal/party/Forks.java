package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.engine.internal.record.ForkFile;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.ForkProof;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/**
 * Feeds whose writers were proven to have signed two histories, and where each of these feeds ends for us: at the shortest common
 * length that any proof shows. Whoever holds the same proofs ends them at the same place. Changed in the party loop; read by any
 * thread.
 */
final class Forks {
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final ForkFile file;
    private final Map<FeedKey, ForkProof> proofs = new ConcurrentSkipListMap<>();

    Forks(PartyId party, Storage storage) {
        file = new ForkFile(party, storage);
    }

    /** Reads the proofs that are kept. */
    void open() throws StorageException {
        file.read().forEach(proof -> proofs.put(proof.feed(), proof));
    }

    List<ForkProof> all() {
        return List.copyOf(proofs.values());
    }

    /** How many blocks of a feed count. */
    long limit(FeedKey feed) {
        ForkProof proof = proofs.get(feed);
        return proof == null ? NO_LIMIT : proof.length();
    }

    /** Ends the feeds that forked where they are proven to; of each there is an entry in the table then, be it empty. */
    void apply(PartyServices services, PartyId party, FeedTable feeds) throws FeedException {
        for (ForkProof proof : proofs.values()) {
            FeedState feed = feeds.get(proof.feed());
            if (feed == null && !feeds.isFull()) {
                feed = feeds.add(services.feeds().open(party, proof.feed()), false);
            }
            if (feed != null) {
                feed.limit = proof.length();
            }
        }
    }

    /** Keeps a proof that was found authentic, if it ends the feed earlier than what is known; safe from a crash when it returns. */
    boolean keep(ForkProof proof) throws StorageException {
        if (limit(proof.feed()) <= proof.length()) {
            return false;
        }
        List<ForkProof> next = new ArrayList<>(proofs.values());
        next.removeIf(other -> other.feed().equals(proof.feed()));
        next.add(proof);
        file.write(next);
        proofs.put(proof.feed(), proof);
        return true;
    }

    /**
     * What a feed as it is kept here and a range that hangs on its chain prove together.
     *
     * @return empty when they do not differ in any signed block
     */
    static Optional<ForkProof> between(Feed kept, FeedRange range) throws FeedException {
        long length = range.from();
        long end = Math.min(range.head().length(), kept.writtenLength());
        while (length < end && kept.block(length).equals(block(range, length))) {
            length++;
        }
        if (length == end) {
            return Optional.empty();
        }
        FeedRange ours = kept.range(length, 1)
                .orElseThrow(() -> new FeedException("the blocks of a feed are there and not there"));
        if (ours.blocks().size() + range.head().length() - length > ForkProof.MAX_BLOCKS) {
            return Optional.empty();
        }
        return Optional.of(
                new ForkProof(range.feed(), length, kept.chain(length), branch(ours, length), branch(range, length)));
    }

    private static ForkProof.Branch branch(FeedRange range, long from) {
        List<Hash> hashes = new ArrayList<>();
        for (long sequence = from; sequence < range.head().length(); sequence++) {
            hashes.add(Hash.sha256(block(range, sequence)));
        }
        return new ForkProof.Branch(hashes, range.head());
    }

    private static org.dxos.base.Bytes block(FeedRange range, long sequence) {
        return range.blocks().get((int) (sequence - range.from()));
    }
}
