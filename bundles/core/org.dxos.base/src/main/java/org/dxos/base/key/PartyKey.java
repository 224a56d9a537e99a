package org.dxos.base.key;

import org.dxos.base.Bytes;

/** The key of a party, which signs its genesis and nothing else. */
public record PartyKey(PublicKey key) implements Comparable<PartyKey> {
    public static PartyKey of(Bytes bytes) {
        return new PartyKey(new PublicKey(bytes));
    }

    public Bytes bytes() {
        return key.bytes();
    }

    public String hex() {
        return key.hex();
    }

    @Override
    public int compareTo(PartyKey other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key.shortHex();
    }
}
