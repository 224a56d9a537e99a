package org.dxos.base.key;

import org.dxos.base.Bytes;

/** The key of one feed: one device in one party. */
public record FeedKey(PublicKey key) implements Comparable<FeedKey> {
    public static FeedKey of(Bytes bytes) {
        return new FeedKey(new PublicKey(bytes));
    }

    public Bytes bytes() {
        return key.bytes();
    }

    public String hex() {
        return key.hex();
    }

    @Override
    public int compareTo(FeedKey other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key.shortHex();
    }
}
