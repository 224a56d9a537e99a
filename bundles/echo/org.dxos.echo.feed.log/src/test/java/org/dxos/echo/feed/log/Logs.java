package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.testkit.TestIdentity;

/** What the tests of this bundle write. */
final class Logs {
    static final PartyId PARTY = PartyId.of(Hash.of("test", Bytes.utf8("party")).bytes());
    static final PartyId OTHER_PARTY =
            PartyId.of(Hash.of("test", Bytes.utf8("other")).bytes());
    static final Signer SIGNER = TestIdentity.ALICE.feed();
    static final FeedKey KEY = new FeedKey(SIGNER.publicKey());
    /** Small files and dense positions, so that little data has many of both. */
    static final LogConfig SMALL =
            LogConfig.DEFAULT.withSegmentSize(2000).withIndexInterval(200).withCheckpointInterval(500);

    private Logs() {}

    /** The block that the tests put at that place; sizes differ, some are empty. */
    static Bytes block(long sequence) {
        byte[] bytes = new byte[(int) (sequence * 37 % 113)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (sequence * 31 + i);
        }
        return Bytes.wrap(bytes);
    }

    static List<Bytes> blocks(long from, long to) {
        List<Bytes> blocks = new ArrayList<>();
        for (long sequence = from; sequence < to; sequence++) {
            blocks.add(block(sequence));
        }
        return blocks;
    }

    static Hash chain(FeedKey feed, long length) {
        Hash chain = Chain.start(feed);
        for (long sequence = 0; sequence < length; sequence++) {
            chain = Chain.link(chain, sequence, block(sequence));
        }
        return chain;
    }

    /** Appends blocks and writes them under one signature. */
    static void commit(Feed feed, int count) throws FeedException {
        for (int i = 0; i < count; i++) {
            feed.append(block(feed.length()));
        }
        feed.write();
    }

    /** Appends commits of 1, 2, 3, 1, 2, 3 … blocks up to a length, and syncs each. */
    static void fill(Feed feed, long length) throws FeedException {
        for (int count = 0; feed.length() < length; count = (count + 1) % 3) {
            commit(feed, (int) Math.min(count + 1, length - feed.length()));
            feed.sync();
        }
    }
}
