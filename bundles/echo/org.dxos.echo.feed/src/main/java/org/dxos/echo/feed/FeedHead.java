package org.dxos.echo.feed;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;

/** A feed's length and chain value, signed by the feed's key. Two heads that are not on one chain prove a fork. */
public record FeedHead(FeedKey feed, long length, Hash chain, Bytes signature) {
    private static final Bytes DOMAIN = Bytes.utf8("dxos.echo.feed.head.1\0");

    public FeedHead {
        if (length < 0) {
            throw new IllegalArgumentException("a length below zero: " + length);
        }
    }

    /** Signs a head. */
    public static FeedHead sign(Signer signer, long length, Hash chain) {
        FeedKey feed = new FeedKey(signer.publicKey());
        return new FeedHead(feed, length, chain, signer.sign(message(feed, length, chain)));
    }

    /** Whether the signature is the feed key's. Costs one signature check. */
    public boolean isAuthentic() {
        return Ed25519.verify(feed.key(), message(feed, length, chain), signature);
    }

    private static Bytes message(FeedKey feed, long length, Hash chain) {
        return new ByteWriter(96)
                .put(DOMAIN)
                .put(feed.bytes())
                .putLong(length)
                .put(chain.bytes())
                .toBytes();
    }
}
