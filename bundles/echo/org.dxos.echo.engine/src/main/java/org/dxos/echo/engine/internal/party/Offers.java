package org.dxos.echo.engine.internal.party;

import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.halo.credential.Claim;
import org.dxos.halo.credential.Credential;
import org.jspecify.annotations.Nullable;

/** Checks ranges that peers offer. Stateless; run on the offering thread, off the party loop. */
final class Offers {
    private Offers() {}

    /** What follows from comparing a range with what is kept of its feed; null when it is to be stored. */
    static @Nullable Verdict verdict(FeedRange range, @Nullable Feed kept) throws FeedException {
        if (range.blocks().isEmpty()) {
            return range.head().isAuthentic() ? Verdict.KNOWN : Verdict.FORGED;
        }
        if (kept == null) {
            if (range.from() > 0) {
                return range.head().isAuthentic() ? Verdict.GAP : Verdict.FORGED;
            }
            return range.isAuthentic(Chain.start(range.feed())) ? null : Verdict.FORGED;
        }
        long known = kept.writtenLength();
        if (range.from() > known) {
            return range.head().isAuthentic() ? Verdict.GAP : Verdict.FORGED;
        }
        if (range.isAuthentic(kept.chain(range.from()))) {
            boolean onOurChain = range.head().length() > known
                    ? chainAt(range, known, kept.chain(range.from())).equals(kept.chain(known))
                    : range.head().chain().equals(kept.chain(range.head().length()));
            if (!onOurChain) {
                return Verdict.FORKED;
            }
            return range.head().length() > known ? null : Verdict.KNOWN;
        }
        boolean isSigned = range.head().isAuthentic();
        boolean isElsewhere = range.head().length() <= known
                && !range.head().chain().equals(kept.chain(range.head().length()));
        return isSigned && isElsewhere ? Verdict.FORKED : Verdict.FORGED;
    }

    /** The part of a range that begins at a length. */
    static FeedRange from(FeedRange range, long length) {
        int skip = (int) (length - range.from());
        return skip == 0
                ? range
                : new FeedRange(
                        length, range.blocks().subList(skip, range.blocks().size()), range.head());
    }

    /** Whether the first block of a feed admits that feed, so that an unknown feed is worth keeping. */
    static boolean admitsItself(FeedRange range) {
        FeedKey feed = range.feed();
        try {
            Block block = BlockCodec.decode(feed, range.blocks().get(0));
            for (Bytes bytes : block.credentials()) {
                Claim claim = Credential.parse(bytes).claim();
                if (claim instanceof Claim.FeedAdmitted admitted
                        && admitted.feed().equals(feed)) {
                    return true;
                }
            }
            return false;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static Hash chainAt(FeedRange range, long length, Hash before) {
        Hash chain = before;
        for (long sequence = range.from(); sequence < length; sequence++) {
            chain = Chain.link(chain, sequence, range.blocks().get((int) (sequence - range.from())));
        }
        return chain;
    }
}
