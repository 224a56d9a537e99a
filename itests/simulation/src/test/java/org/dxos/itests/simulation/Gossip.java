package org.dxos.itests.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.ForkProof;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.PartyFeeds.Verdict;

/** What an honest replication does with the feeds of a party: heads first, then proofs of forks, then blocks. */
final class Gossip {
    private Gossip() {}

    /** Tells one peer what another has; true when that changed something, so that it is to be asked anew. */
    static boolean tell(PartyFeeds from, PartyFeeds to) throws FeedException {
        for (ForkProof proof : from.forks()) {
            if (to.offer(proof).toCompletableFuture().join() == Verdict.ACCEPTED) {
                return true;
            }
        }
        for (Map.Entry<FeedKey, Long> feed : new TreeMap<>(from.lengths()).entrySet()) {
            if (feed.getValue() > 0 && tell(from, to, feed.getKey(), feed.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean tell(PartyFeeds from, PartyFeeds to, FeedKey feed, long there) throws FeedException {
        Optional<FeedRange> last = from.range(feed, there - 1, 1);
        if (last.isPresent() && last.get().head().length() == there) {
            Verdict heard = to.heard(last.get().head());
            if (heard == Verdict.FORGED) {
                throw new AssertionError("an honest head was called forged");
            }
        }
        long limit = Math.min(limit(from.forks(), feed), limit(to.forks(), feed));
        long here = to.lengths().getOrDefault(feed, 0L);
        long both = Math.min(limit, Math.min(here, there));
        if (both > 0 && !from.chain(feed, both).equals(to.chain(feed, both))) {
            long common = common(from, to, feed, both);
            FeedRange range = from.range(feed, common, Integer.MAX_VALUE).orElseThrow();
            return to.offer(range).toCompletableFuture().join() == Verdict.FORKED;
        }
        boolean grew = false;
        while (here < Math.min(limit, there)) {
            FeedRange range = from.range(feed, here, 4096).orElseThrow();
            Verdict verdict = to.offer(range).toCompletableFuture().join();
            if (verdict == Verdict.FORGED) {
                throw new AssertionError("an honest range was called forged");
            }
            if (verdict != Verdict.ACCEPTED) {
                return grew;
            }
            grew = true;
            here = range.head().length();
        }
        return grew;
    }

    private static long limit(List<ForkProof> proofs, FeedKey feed) {
        return proofs.stream()
                .filter(proof -> proof.feed().equals(feed))
                .mapToLong(ForkProof::length)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The last length at which two chains agree that differ at a length. */
    private static long common(PartyFeeds from, PartyFeeds to, FeedKey feed, long differs) throws FeedException {
        long same = 0;
        long other = differs;
        while (other - same > 1) {
            long middle = (same + other) >>> 1;
            if (from.chain(feed, middle).equals(to.chain(feed, middle))) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return same;
    }
}
