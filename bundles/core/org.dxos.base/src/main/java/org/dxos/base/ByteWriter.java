package org.dxos.base;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Grows a byte array: fixed-width little-endian numbers, variable-length numbers (seven bits a byte, low bits first) and
 * length-prefixed runs. Confined to one thread. Read back by {@link ByteReader}.
 */
public final class ByteWriter {
    private byte[] array;
    private int size;

    public ByteWriter() {
        this(64);
    }

    public ByteWriter(int capacity) {
        array = new byte[Math.max(8, capacity)];
    }

    public int size() {
        return size;
    }

    /** Drops everything written and keeps the memory. */
    public ByteWriter clear() {
        size = 0;
        return this;
    }

    public ByteWriter put(int value) {
        ensure(1);
        array[size++] = (byte) value;
        return this;
    }

    public ByteWriter putInt(int value) {
        ensure(4);
        for (int shift = 0; shift < 32; shift += 8) {
            array[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteWriter putLong(long value) {
        ensure(8);
        for (int shift = 0; shift < 64; shift += 8) {
            array[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteWriter putDouble(double value) {
        return putLong(Double.doubleToRawLongBits(value));
    }

    /** An unsigned number in 1 to 10 bytes. Negative values take 10. */
    public ByteWriter putVar(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    /** A signed number, small magnitudes in few bytes. */
    public ByteWriter putSignedVar(long value) {
        return putVar((value << 1) ^ (value >> 63));
    }

    public ByteWriter put(Bytes bytes) {
        ensure(bytes.size());
        bytes.copyTo(array, size);
        size += bytes.size();
        return this;
    }

    public ByteWriter put(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
        return this;
    }

    /** The size in a variable-length number, then the bytes. */
    public ByteWriter putSized(Bytes bytes) {
        return putVar(bytes.size()).put(bytes);
    }

    /** The size of the UTF-8 form, then that form. */
    public ByteWriter putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return putVar(utf8.length).put(utf8, 0, utf8.length);
    }

    /** Overwrites four bytes that were written before, little-endian. */
    public ByteWriter setInt(int position, int value) {
        java.util.Objects.checkFromIndexSize(position, 4, size);
        for (int i = 0; i < 4; i++) {
            array[position + i] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.copyOf(array, 0, size);
    }

    /** The array behind this writer, valid up to {@link #size()} and until the next call. For checksums and I/O. */
    public java.nio.ByteBuffer asByteBuffer() {
        return java.nio.ByteBuffer.wrap(array, 0, size);
    }

    private void ensure(int more) {
        if (array.length - size < more) {
            array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), array.length * 2));
        }
    }
}
