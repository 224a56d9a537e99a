package org.dxos.model.messenger;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.MutationMeta;

/**
 * The name of a message: 16 bytes, derived from the item, the feed, and the place in the feed where it was said. So nobody can
 * give a message the name of another, and nobody can choose a name.
 *
 * @param high the first 8 bytes, the first one highest
 * @param low the other 8
 */
public record MessageId(long high, long low) implements Comparable<MessageId> {
    public static final int SIZE = 16;
    private static final String DOMAIN = "dxos.messenger.message.1";

    /** The id of what is said by the mutation that stands there. */
    public static MessageId of(MutationMeta meta) {
        Bytes place =
                new ByteWriter(12).putLong(meta.sequence()).putInt(meta.index()).toBytes();
        Bytes hash =
                Hash.of(DOMAIN, meta.item().bytes(), meta.feed().bytes(), place).bytes();
        return new MessageId(number(hash, 0), number(hash, 8));
    }

    /**
     * The id of these bytes.
     *
     * @throws MalformedException when there are not 16 of them
     */
    public static MessageId of(Bytes bytes) throws MalformedException {
        if (bytes.size() != SIZE) {
            throw new MalformedException("a message id has " + SIZE + " bytes, not " + bytes.size());
        }
        return new MessageId(number(bytes, 0), number(bytes, 8));
    }

    /**
     * The id of 32 hexadecimal digits.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static MessageId fromHex(String hex) {
        try {
            return of(Bytes.fromHex(hex));
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static long number(Bytes bytes, int from) {
        long number = 0;
        for (int i = from; i < from + 8; i++) {
            number = number << 8 | (bytes.at(i) & 0xff);
        }
        return number;
    }

    public Bytes bytes() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (high >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return Bytes.wrap(bytes);
    }

    public String hex() {
        return bytes().hex();
    }

    @Override
    public int compareTo(MessageId other) {
        int order = Long.compareUnsigned(high, other.high);
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return hex();
    }
}
