package org.dxos.base;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote. Every call either returns a whole value or throws {@link MalformedException}; no
 * length is trusted before that many bytes are known to be there. Confined to one thread.
 */
public final class ByteReader {
    private final byte[] array;
    private final int start;
    private final int end;
    private int position;

    public ByteReader(Bytes bytes) {
        array = bytes.backing();
        start = bytes.backingOffset();
        position = start;
        end = start + bytes.size();
    }

    public int remaining() {
        return end - position;
    }

    /** How many bytes have been read. */
    public int position() {
        return position - start;
    }

    public boolean isAtEnd() {
        return position == end;
    }

    /** Throws unless everything has been read. */
    public void expectEnd() throws MalformedException {
        if (position != end) {
            throw malformed(remaining() + " bytes left over");
        }
    }

    /** The next byte as 0 to 255. */
    public int unsignedByte() throws MalformedException {
        need(1);
        return array[position++] & 0xff;
    }

    public int int32() throws MalformedException {
        need(4);
        int value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (array[position++] & 0xff) << shift;
        }
        return value;
    }

    public long int64() throws MalformedException {
        need(8);
        long value = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            value |= (array[position++] & 0xffL) << shift;
        }
        return value;
    }

    public double float64() throws MalformedException {
        return Double.longBitsToDouble(int64());
    }

    /** A variable-length number in its shortest form; longer forms are malformed. */
    public long var() throws MalformedException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = unsignedByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw malformed("a number that is not in its shortest form");
                }
                return value;
            }
        }
        throw malformed("a number of more than 64 bits");
    }

    /** A variable-length number from 0 to {@code max}. */
    public int var(int max) throws MalformedException {
        long value = var();
        if (value < 0 || value > max) {
            throw malformed("the number " + Long.toUnsignedString(value) + " is above the limit " + max);
        }
        return (int) value;
    }

    public long signedVar() throws MalformedException {
        long value = var();
        return (value >>> 1) ^ -(value & 1);
    }

    /** The next bytes, sharing memory with the source. */
    public Bytes bytes(int size) throws MalformedException {
        need(size);
        Bytes bytes = Bytes.wrap(array, position, size);
        position += size;
        return bytes;
    }

    /** A length-prefixed run. */
    public Bytes sized() throws MalformedException {
        return bytes(var(remaining()));
    }

    /** A length-prefixed text in strict UTF-8. */
    public String text() throws MalformedException {
        int size = var(remaining());
        need(size);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(array, position, size))
                    .toString();
            position += size;
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text that is not UTF-8 at byte " + position(), e);
        }
    }

    private void need(int size) throws MalformedException {
        if (size < 0 || size > end - position) {
            throw malformed(size + " bytes wanted, " + remaining() + " left");
        }
    }

    private MalformedException malformed(String what) {
        return new MalformedException(what + " at byte " + position());
    }
}
