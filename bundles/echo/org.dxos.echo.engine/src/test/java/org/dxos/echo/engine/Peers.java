package org.dxos.echo.engine;

import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.PartyFeeds.Verdict;

/** Replication by hand: brings the blocks that one node has to another. */
final class Peers {
    private Peers() {}

    /** In both directions, until neither has anything new for the other. */
    static void exchange(TestNode one, TestNode other, PartyId party) throws FeedException {
        while (send(one, other, party) + send(other, one, party) > 0) {
            continue;
        }
    }

    /**
     * Returns how many blocks were accepted. A feed that is not admitted yet is passed over; any other refusal fails.
     *
     * @throws EchoException UNAVAILABLE when the target takes none
     */
    static long send(TestNode from, TestNode to, PartyId party) throws FeedException {
        PartyFeeds source = from.echo.feeds(party).orElseThrow();
        PartyFeeds target = to.echo.feeds(party).orElseThrow();
        long accepted = 0;
        for (Map.Entry<FeedKey, Long> feed : source.lengths().entrySet()) {
            long at = target.lengths().getOrDefault(feed.getKey(), 0L);
            while (at < feed.getValue()) {
                Optional<FeedRange> found = source.range(feed.getKey(), at, 1 << 14);
                if (found.isEmpty()) {
                    break;
                }
                FeedRange range = found.get();
                Verdict verdict = target.offer(range).toCompletableFuture().join();
                if (verdict == Verdict.NOT_ADMITTED) {
                    break;
                }
                if (verdict == Verdict.UNAVAILABLE) {
                    throw new EchoException(
                            Code.UNAVAILABLE, to.echo.party(party).info().toString());
                }
                if (verdict != Verdict.ACCEPTED) {
                    throw new AssertionError("blocks from " + at + " of feed " + feed.getKey() + " are " + verdict
                            + "; the target is " + to.echo.party(party).info());
                }
                accepted += range.head().length() - at;
                at = range.head().length();
            }
        }
        return accepted;
    }
}
