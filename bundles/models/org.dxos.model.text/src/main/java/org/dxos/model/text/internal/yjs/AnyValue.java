package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.jspecify.annotations.Nullable;

/** The self-describing values of lib0: one byte for the type, then the value; big-endian floats; at most 64 levels deep. */
public final class AnyValue {
    private static final int MAX_DEPTH = 64;

    private AnyValue() {}

    /** Checks the next value and moves past it. */
    static void skip(ByteReader in) throws MalformedException {
        read(in, 0);
    }

    /** The next value as JSON. */
    static String readAsJson(ByteReader in) throws MalformedException {
        return Json.write(read(in, 0));
    }

    /** A checked value as nested {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, null. */
    public static @Nullable Object value(Bytes bytes) {
        try {
            return read(new ByteReader(bytes), 0);
        } catch (MalformedException e) {
            throw new IllegalStateException("a value that was checked", e);
        }
    }

    private static @Nullable Object read(ByteReader in, int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw new MalformedException("a value of more than " + MAX_DEPTH + " levels");
        }
        int type = in.unsignedByte();
        return switch (type) {
            case 127, 126 -> null;
            case 125 -> integer(in);
            case 124 -> (double) Float.intBitsToFloat(Integer.reverseBytes(in.int32()));
            case 123 -> Double.longBitsToDouble(Long.reverseBytes(in.int64()));
            case 122 -> Long.reverseBytes(in.int64());
            case 121 -> false;
            case 120 -> true;
            case 119 -> in.text();
            case 118 -> map(in, depth);
            case 117 -> list(in, depth);
            case 116 -> HexFormat.of().formatHex(in.sized().toArray());
            default -> throw new MalformedException("there is no value of type " + type);
        };
    }

    private static Object integer(ByteReader in) throws MalformedException {
        long signed = Numbers.signed(in);
        return (signed & 1) == 0 ? signed >>> 1 : -(signed >>> 1);
    }

    private static Object map(ByteReader in, int depth) throws MalformedException {
        int size = in.var(in.remaining());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = in.text();
            map.put(key, read(in, depth + 1));
        }
        return map;
    }

    private static Object list(ByteReader in, int depth) throws MalformedException {
        int size = in.var(in.remaining());
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(read(in, depth + 1));
        }
        return list;
    }
}
