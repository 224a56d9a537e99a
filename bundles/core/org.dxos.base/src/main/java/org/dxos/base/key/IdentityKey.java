package org.dxos.base.key;

import org.dxos.base.Bytes;

/** The key of an identity: a person or an organisation, the member of parties. */
public record IdentityKey(PublicKey key) implements Comparable<IdentityKey> {
    public static IdentityKey of(Bytes bytes) {
        return new IdentityKey(new PublicKey(bytes));
    }

    public Bytes bytes() {
        return key.bytes();
    }

    public String hex() {
        return key.hex();
    }

    @Override
    public int compareTo(IdentityKey other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key.shortHex();
    }
}
