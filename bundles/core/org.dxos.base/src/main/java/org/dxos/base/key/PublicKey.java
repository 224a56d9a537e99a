package org.dxos.base.key;

import org.dxos.base.Bytes;

/** The public half of an Ed25519 key pair: 32 bytes. Its kind is given by the typed keys of this package. */
public record PublicKey(Bytes bytes) implements Comparable<PublicKey> {
    public static final int SIZE = 32;

    public PublicKey {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a public key has " + SIZE + " bytes, not " + bytes.size());
        }
    }

    public String hex() {
        return bytes.hex();
    }

    /** The first eight hexadecimal digits, for logs and tables. */
    public String shortHex() {
        return bytes.slice(0, 4).hex();
    }

    @Override
    public int compareTo(PublicKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
