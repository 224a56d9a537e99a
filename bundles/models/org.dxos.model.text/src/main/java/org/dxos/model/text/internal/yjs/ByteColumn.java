package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Bytes, each with a repeat count; the last repeats for ever. */
final class ByteColumn {
    private final ByteReader in;
    private int value;
    private long left;

    ByteColumn(Bytes bytes) {
        in = new ByteReader(bytes);
    }

    int next() throws MalformedException {
        if (left == 0) {
            value = in.unsignedByte();
            left = in.isAtEnd() ? Long.MAX_VALUE : Numbers.clock(in.var()) + 1L;
        }
        left--;
        return value;
    }
}
