package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds.Verdict;
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

    /** The credentials in the first block of a feed, which may admit that feed, so that it is worth keeping. */
    static List<Credential> firstCredentials(FeedRange range) {
        List<Credential> credentials = new ArrayList<>();
        try {
            for (Bytes bytes :
                    BlockCodec.decode(range.feed(), range.blocks().get(0)).credentials()) {
                credentials.add(Credential.parse(bytes));
            }
        } catch (MalformedException e) {
            return List.of();
        }
        return credentials;
    }

    private static Hash chainAt(FeedRange range, long length, Hash before) {
        Hash chain = before;
        for (long sequence = range.from(); sequence < length; sequence++) {
            chain = Chain.link(chain, sequence, range.blocks().get((int) (sequence - range.from())));
        }
        return chain;
    }
}
