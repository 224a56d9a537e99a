package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Numbers as differences; the lowest bit of a difference says that a repeat count follows. */
final class DifferenceColumn {
    private final ByteReader in;
    private long value;
    private long difference;
    private long left;

    DifferenceColumn(Bytes bytes) {
        in = new ByteReader(bytes);
    }

    long next() throws MalformedException {
        if (left == 0) {
            long signed = Numbers.signed(in);
            long number = (signed & 1) == 0 ? signed >>> 1 : -(signed >>> 1);
            difference = number >> 1;
            left = (number & 1) == 0 ? 1 : Numbers.clock(in.var()) + 2L;
        }
        left--;
        value += difference;
        if (value < -Numbers.MAX_CLIENT || value > Numbers.MAX_CLIENT) {
            throw new MalformedException("a number above 2^53");
        }
        return value;
    }
}
