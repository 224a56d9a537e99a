package org.dxos.echo.feed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;

/**
 * Computes a feed's hash chain block by block without garbage; gives the values of {@link Chain}. Confined to one thread.
 */
public final class ChainHasher {
    private static final byte[] DOMAIN = Chain.LINK.getBytes(StandardCharsets.UTF_8);
    private static final int VALUE = 1 + DOMAIN.length;
    private static final int SEQUENCE = VALUE + Hash.SIZE;
    private static final int PAYLOAD = SEQUENCE + Long.BYTES;

    private final MessageDigest digest;
    /** What {@link Chain#link} hashes: domain, value before, sequence, hash of the block. The new value goes into its place. */
    private final byte[] link = new byte[PAYLOAD + Hash.SIZE];

    private final ByteBuffer fields = ByteBuffer.wrap(link).order(ByteOrder.LITTLE_ENDIAN);
    private long length;

    /** Starts at a known value of the chain, after {@code length} blocks. */
    public ChainHasher(Hash value, long length) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        link[0] = (byte) DOMAIN.length;
        System.arraycopy(DOMAIN, 0, link, 1, DOMAIN.length);
        reset(value, length);
    }

    /** Goes on from another known value. */
    public void reset(Hash value, long newLength) {
        value.bytes().copyTo(link, VALUE);
        length = newLength;
    }

    /** Adds the next block. */
    public void add(Bytes block) {
        block.updateInto(digest);
        fields.putLong(SEQUENCE, length++);
        try {
            digest.digest(link, PAYLOAD, Hash.SIZE);
            digest.update(link);
            digest.digest(link, VALUE, Hash.SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has " + Hash.SIZE + " bytes", e);
        }
    }

    /** Blocks hashed so far. */
    public long length() {
        return length;
    }

    /** The chain's value after {@link #length} blocks. */
    public Hash value() {
        return new Hash(Bytes.copyOf(link, VALUE, Hash.SIZE));
    }
}
