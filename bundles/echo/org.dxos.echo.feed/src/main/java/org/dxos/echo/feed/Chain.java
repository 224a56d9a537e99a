package org.dxos.echo.feed;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;

/** The hash chain of a feed: {@code h(0) = H(domain | feed)}, {@code h(i+1) = H(domain | h(i) | i | H(block i))}. */
public final class Chain {
    private static final String START = "dxos.echo.feed.start.1";
    static final String LINK = "dxos.echo.feed.link.1";

    private Chain() {}

    /** The chain's value before the first block. */
    public static Hash start(FeedKey feed) {
        return Hash.of(START, feed.bytes());
    }

    /** The chain's value after the block with this sequence number. */
    public static Hash link(Hash before, long sequence, Bytes block) {
        return link(before, sequence, Hash.sha256(block));
    }

    /** The same for a block of which only the SHA-256 is known. */
    public static Hash link(Hash before, long sequence, Hash block) {
        return Hash.of(LINK, before.bytes(), new ByteWriter(8).putLong(sequence).toBytes(), block.bytes());
    }
}
