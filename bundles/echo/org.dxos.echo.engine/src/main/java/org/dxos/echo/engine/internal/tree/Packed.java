package org.dxos.echo.engine.internal.tree;

import java.util.Arrays;
import org.dxos.base.Bytes;

/** A row of byte strings in one array. Immutable. */
final class Packed {
    static final Packed EMPTY = new Packed(new byte[0], new char[0]);
    /** Bytes that fit into one row. */
    static final int MOST = Character.MAX_VALUE;

    private final byte[] data;
    private final char[] ends;

    private Packed(byte[] data, char[] ends) {
        this.data = data;
        this.ends = ends;
    }

    static Packed of(byte[]... strings) {
        return EMPTY.splice(0, 0, strings);
    }

    int size() {
        return ends.length;
    }

    int bytes() {
        return data.length;
    }

    /** How a string compares with a key, by unsigned bytes. */
    int compare(int at, byte[] key) {
        return Arrays.compareUnsigned(data, start(at), ends[at], key, 0, key.length);
    }

    Bytes at(int at) {
        int start = start(at);
        return Bytes.wrap(data, start, ends[at] - start);
    }

    byte[] copy(int at) {
        return Arrays.copyOfRange(data, start(at), ends[at]);
    }

    boolean isAt(int at, byte[] string) {
        return Arrays.equals(data, start(at), ends[at], string, 0, string.length);
    }

    /** How many bytes two strings begin with alike. */
    int shared(int left, int right) {
        int from = start(left);
        int other = start(right);
        int length = Arrays.mismatch(data, from, ends[left], data, other, ends[right]);
        return length < 0 ? ends[left] - from : length;
    }

    /** With other strings in the place of those of a range. */
    Packed splice(int from, int to, byte[]... strings) {
        int start = start(from);
        int end = to == from ? start : ends[to - 1];
        int more = 0;
        for (byte[] string : strings) {
            more += string.length;
        }
        byte[] joined = new byte[data.length - (end - start) + more];
        char[] places = new char[ends.length - (to - from) + strings.length];
        System.arraycopy(data, 0, joined, 0, start);
        System.arraycopy(ends, 0, places, 0, from);
        int at = start;
        int place = from;
        for (byte[] string : strings) {
            System.arraycopy(string, 0, joined, at, string.length);
            at += string.length;
            places[place++] = (char) at;
        }
        System.arraycopy(data, end, joined, at, data.length - end);
        for (int i = to; i < ends.length; i++) {
            places[place++] = (char) (ends[i] - end + at);
        }
        return new Packed(joined, places);
    }

    Packed slice(int from, int to) {
        int start = start(from);
        int end = to == from ? start : ends[to - 1];
        char[] places = Arrays.copyOfRange(ends, from, to);
        for (int i = 0; i < places.length; i++) {
            places[i] -= (char) start;
        }
        return new Packed(Arrays.copyOfRange(data, start, end), places);
    }

    Packed concat(Packed other) {
        byte[] joined = Arrays.copyOf(data, data.length + other.data.length);
        System.arraycopy(other.data, 0, joined, data.length, other.data.length);
        char[] places = Arrays.copyOf(ends, ends.length + other.ends.length);
        for (int i = 0; i < other.ends.length; i++) {
            places[ends.length + i] = (char) (data.length + other.ends[i]);
        }
        return new Packed(joined, places);
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }
}
