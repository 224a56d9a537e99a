package org.dxos.model.text.internal.yjs;

import org.dxos.base.ByteReader;
import org.dxos.base.MalformedException;

/** Numbers; a negative sign says that a repeat count follows. */
final class NumberColumn {
    private final ByteReader in;
    private long value;
    private long left;

    NumberColumn(ByteReader in) {
        this.in = in;
    }

    long next() throws MalformedException {
        if (left == 0) {
            long signed = Numbers.signed(in);
            value = signed >>> 1;
            left = (signed & 1) == 0 ? 1 : Numbers.clock(in.var()) + 2L;
        }
        left--;
        return value;
    }
}
