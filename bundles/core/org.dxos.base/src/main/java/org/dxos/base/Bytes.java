package org.dxos.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes.
 *
 * <p>{@link #slice} shares the memory of its source; {@link #wrap} takes over an array, which its caller must not touch
 * afterwards. Ordering is lexicographic by unsigned byte.
 */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int size;
    private int hash;

    private Bytes(byte[] array, int offset, int size) {
        this.array = array;
        this.offset = offset;
        this.size = size;
    }

    /** Copies the given array. */
    public static Bytes copyOf(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array.clone(), 0, array.length);
    }

    /** Copies {@code size} bytes from {@code offset}. */
    public static Bytes copyOf(byte[] array, int offset, int size) {
        return size == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(array, offset, offset + size), 0, size);
    }

    /** Copies the remaining bytes of the buffer, whose position does not move. */
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(buffer.position(), copy);
        return wrap(copy);
    }

    /** Takes over the array: the caller must not write to it any more. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    /** Takes over a part of the array: the caller must not write to it any more. */
    public static Bytes wrap(byte[] array, int offset, int size) {
        java.util.Objects.checkFromIndexSize(offset, size, array.length);
        return size == 0 ? EMPTY : new Bytes(array, offset, size);
    }

    /** The UTF-8 form of a text. */
    public static Bytes utf8(String text) {
        return wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException when the text is not an even number of hexadecimal digits
     */
    public static Bytes fromHex(String hex) {
        return wrap(HexFormat.of().parseHex(hex));
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The byte at an index, as a signed value. */
    public byte at(int index) {
        java.util.Objects.checkIndex(index, size);
        return array[offset + index];
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), sharing this one's memory. */
    public Bytes slice(int from, int to) {
        java.util.Objects.checkFromToIndex(from, to, size);
        if (from == 0 && to == size) {
            return this;
        }
        return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
    }

    /** The bytes of this one followed by those of the other. */
    public Bytes concat(Bytes other) {
        byte[] joined = Arrays.copyOfRange(array, offset, offset + size + other.size);
        System.arraycopy(other.array, other.offset, joined, size, other.size);
        return wrap(joined);
    }

    /** A copy that may be changed. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + size);
    }

    public void copyTo(byte[] target, int targetOffset) {
        System.arraycopy(array, offset, target, targetOffset, size);
    }

    /** A read-only buffer over these bytes. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array, offset, size).slice().asReadOnlyBuffer();
    }

    /** Feeds these bytes to a digest without copying them. */
    public void updateInto(java.security.MessageDigest digest) {
        digest.update(array, offset, size);
    }

    public String hex() {
        return HexFormat.of().formatHex(array, offset, offset + size);
    }

    /** The text these bytes hold in UTF-8; malformed parts become U+FFFD. For untrusted input use {@link ByteReader#text}. */
    public String asUtf8() {
        return new String(array, offset, size, StandardCharsets.UTF_8);
    }

    /** Whether both hold the same bytes, in time that depends on the sizes alone. */
    public boolean equalsConstantTime(Bytes other) {
        return java.security.MessageDigest.isEqual(toArray(), other.toArray());
    }

    byte[] backing() {
        return array;
    }

    int backingOffset() {
        return offset;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(
                array, offset, offset + size, other.array, other.offset, other.offset + other.size);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object object) {
        if (this == object) {
            return true;
        }
        return object instanceof Bytes other
                && size == other.size
                && Arrays.equals(array, offset, offset + size, other.array, other.offset, other.offset + other.size);
    }

    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0 && size > 0) {
            h = 1;
            for (int i = offset, end = offset + size; i < end; i++) {
                h = 31 * h + array[i];
            }
            hash = h;
        }
        return h;
    }

    /** Hexadecimal digits, cut after 32 bytes. */
    @Override
    public String toString() {
        return size <= 32 ? hex() : slice(0, 32).hex() + "… (" + size + " bytes)";
    }
}
