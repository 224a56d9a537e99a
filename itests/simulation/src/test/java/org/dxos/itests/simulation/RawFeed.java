package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;

/** A feed written by hand: whatever a test wants, rightly signed. */
final class RawFeed {
    final FeedKey key;
    private final Signer signer;
    private final List<Bytes> blocks = new ArrayList<>();
    private final List<Hash> chain = new ArrayList<>();

    RawFeed(Signer signer) {
        this.signer = signer;
        this.key = new FeedKey(signer.publicKey());
        chain.add(Chain.start(key));
    }

    /** The same feed as far as it goes, to go on differently. */
    RawFeed fork() {
        RawFeed fork = new RawFeed(signer);
        blocks.forEach(fork::append);
        return fork;
    }

    int length() {
        return blocks.size();
    }

    RawFeed append(Bytes block) {
        chain.add(Chain.link(chain.get(blocks.size()), blocks.size(), block));
        blocks.add(block);
        return this;
    }

    RawFeed append(Block block) {
        return append(BlockCodec.encode(key, block));
    }

    FeedHead head(int length) {
        return FeedHead.sign(signer, length, chain.get(length));
    }

    FeedRange range(int from, int to) {
        return new FeedRange(from, blocks.subList(from, to), head(to));
    }

    FeedRange all() {
        return range(0, length());
    }
}
