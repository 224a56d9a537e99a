package org.dxos.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest: 32 bytes. */
public record Hash(Bytes bytes) implements Comparable<Hash> {
    public static final int SIZE = 32;

    public Hash {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a hash has " + SIZE + " bytes, not " + bytes.size());
        }
    }

    /**
     * The digest of a domain and the parts behind it. The domain keeps digests of one purpose from being taken for those of
     * another; it is hashed with its length. Parts are hashed as they are: give variable-length parts a length of their own.
     */
    public static Hash of(String domain, Bytes... parts) {
        MessageDigest digest = digest();
        byte[] name = domain.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        digest.update((byte) name.length);
        digest.update(name);
        for (Bytes part : parts) {
            part.updateInto(digest);
        }
        return new Hash(Bytes.wrap(digest.digest()));
    }

    /** The plain SHA-256 of some bytes, as other tools compute it. */
    public static Hash sha256(Bytes bytes) {
        MessageDigest digest = digest();
        bytes.updateInto(digest);
        return new Hash(Bytes.wrap(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(Hash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
