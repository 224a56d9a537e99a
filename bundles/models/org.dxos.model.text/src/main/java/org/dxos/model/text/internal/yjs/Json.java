package org.dxos.model.text.internal.yjs;

import java.util.List;
import java.util.Map;
import org.dxos.base.MalformedException;
import org.jspecify.annotations.Nullable;

/** JSON texts (RFC 8259), at most 64 levels deep. */
public final class Json {
    private static final double EXACT = 1L << 53;

    private Json() {}

    /** The text itself. */
    static String checked(String text) throws MalformedException {
        new JsonParser(text).parse();
        return text;
    }

    /** Any text as what {@link #value} gives. */
    public static @Nullable Object parse(String text) throws MalformedException {
        return new JsonParser(text).parse();
    }

    /** A checked text as nested {@code Map}, {@code List}, {@code String}, {@code Long}, {@code Double}, {@code Boolean}, null. */
    public static @Nullable Object value(String text) {
        try {
            return new JsonParser(text).parse();
        } catch (MalformedException e) {
            throw new IllegalStateException("a text that was checked", e);
        }
    }

    /**
     * A value as JSON without white space. Numbers that are no finite number become null, as in JavaScript.
     *
     * @throws IllegalArgumentException when it holds something that JSON has no form for
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            writeString(out, text);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            out.append(((Number) value).longValue());
        } else if (value instanceof Number number) {
            writeDouble(out, number.doubleValue());
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (Object element : list) {
                out.append(separator);
                write(out, element);
                separator = ',';
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator);
                writeString(out, String.valueOf(entry.getKey()));
                out.append(':');
                write(out, entry.getValue());
                separator = ',';
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else {
            throw new IllegalArgumentException(
                    "JSON has no form for a " + value.getClass().getName());
        }
    }

    private static void writeDouble(StringBuilder out, double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            out.append("null");
        } else if (number == Math.rint(number) && Math.abs(number) <= EXACT) {
            out.append((long) number);
        } else {
            out.append(number);
        }
    }

    private static void writeString(StringBuilder out, String text) {
        out.append('"');
        String whole = Surrogates.replaceUnpaired(text);
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
