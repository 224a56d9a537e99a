package org.dxos.base.key;

import org.dxos.base.Bytes;
import org.dxos.base.Hash;

/** The name of a party: the hash of its genesis credential, so that nobody can give two parties one name. */
public record PartyId(Hash hash) implements Comparable<PartyId> {
    public static PartyId of(Bytes bytes) {
        return new PartyId(new Hash(bytes));
    }

    public Bytes bytes() {
        return hash.bytes();
    }

    public String hex() {
        return hash.hex();
    }

    @Override
    public int compareTo(PartyId other) {
        return hash.compareTo(other.hash);
    }

    /** The first eight hexadecimal digits. */
    @Override
    public String toString() {
        return bytes().slice(0, 4).hex();
    }
}
