package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.MalformedException;

/** Limits of the numbers in an update, and the signed form of lib0. */
public final class Numbers {
    /** Clients are numbers that JavaScript holds exactly. */
    static final long MAX_CLIENT = (1L << 53) - 1;
    /** Clocks stay below this: far more than a client writes, and an {@code int}. */
    static final int MAX_CLOCK = Integer.MAX_VALUE;

    private Numbers() {}

    /** A client id. */
    public static long client(long value) throws MalformedException {
        if (value < 0 || value > MAX_CLIENT) {
            throw new MalformedException("a client id above 2^53 - 1: " + Long.toUnsignedString(value));
        }
        return value;
    }

    /** A clock. */
    public static int clock(long value) throws MalformedException {
        if (value < 0 || value >= MAX_CLOCK) {
            throw new MalformedException("a clock above 2^31 - 2: " + Long.toUnsignedString(value));
        }
        return (int) value;
    }

    static int length(long value) throws MalformedException {
        if (value < 1 || value >= MAX_CLOCK) {
            throw new MalformedException("a length that is not from 1 to 2^31 - 2: " + value);
        }
        return (int) value;
    }

    /** A magnitude and a sign, which zero may have too: {@code magnitude << 1 | negative}. */
    static long signed(ByteReader in) throws MalformedException {
        int first = in.unsignedByte();
        long magnitude = first & 0x3f;
        int next = first;
        for (int shift = 6; next >= 0x80; shift += 7) {
            if (shift > 55) {
                throw new MalformedException("a number above 2^53");
            }
            next = in.unsignedByte();
            magnitude |= (next & 0x7fL) << shift;
        }
        return magnitude << 1 | (first >>> 6 & 1);
    }
}
