package org.dxos.echo.engine.internal.index;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;

/**
 * Values of fields as byte strings in the order in which conditions compare values: a value that is less than another never has a
 * greater key. Long texts are cut and numbers rounded, so that different values may share a key; whoever searches by keys checks what
 * is found.
 */
final class ValueKey {
    private static final int LONGEST = 96;
    private static final int BOOLEAN = 1;
    private static final int NUMBER = 2;
    private static final int TEXT = 3;
    private static final int BYTES = 4;
    private static final int OTHER = 5;
    /** What ends a text, less than any of its units. */
    private static final int END = 0;

    private ValueKey() {}

    /** The key of a value. */
    static void put(Object value, ByteWriter out) {
        if (value instanceof Boolean flag) {
            out.put(BOOLEAN).put(flag ? 1 : 0);
        } else if (value instanceof Number number) {
            out.put(NUMBER);
            putDouble(number.doubleValue(), out);
        } else if (value instanceof String text) {
            out.put(TEXT);
            putText(text, out);
            out.put(END);
        } else if (value instanceof Bytes bytes) {
            out.put(BYTES);
            for (int i = 0; i < Math.min(LONGEST, bytes.size()); i++) {
                putUnit(bytes.at(i) & 0xff, out);
            }
            out.put(END);
        } else {
            out.put(OTHER);
            putText(value.toString(), out);
            out.put(END);
        }
    }

    /** What the keys of all texts that begin with a text begin with. */
    static void putPrefix(String text, ByteWriter out) {
        out.put(TEXT);
        putText(text, out);
    }

    /** What the keys of all values of a value's kind begin with. */
    static void putKind(Object value, ByteWriter out) {
        out.put(
                value instanceof Boolean
                        ? BOOLEAN
                        : value instanceof Number
                                ? NUMBER
                                : value instanceof String ? TEXT : value instanceof Bytes ? BYTES : OTHER);
    }

    private static void putText(String text, ByteWriter out) {
        for (int i = 0; i < Math.min(LONGEST, text.length()); i++) {
            putUnit(text.charAt(i), out);
        }
    }

    /** One to three bytes, greater units greater, none of them with the bytes of another at its beginning, none zero alone. */
    private static void putUnit(int unit, ByteWriter out) {
        int next = unit + 1;
        if (next < 0x80) {
            out.put(next);
        } else if (next < 0x4000) {
            out.put(0x80 | (next >>> 8)).put(next);
        } else {
            out.put(0xc0 | (next >>> 16)).put(next >>> 8).put(next);
        }
    }

    private static void putDouble(double value, ByteWriter out) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.put((int) (ordered >>> shift));
        }
    }
}
