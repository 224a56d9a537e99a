package org.dxos.model.object.internal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as people write them: JSON, and besides {@code #[…]} for sets, {@code 0x…} for bytes, {@code @2026-01-31T12:00:00Z}
 * for timestamps, {@code NaN}, {@code Infinity} and {@code -Infinity}. A number without point and exponent is an integer. Confined
 * to one thread.
 */
public final class Literals {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern HEX = Pattern.compile("0x([0-9a-fA-F]{2})*");
    private static final Pattern TIME = Pattern.compile("@[+-]?[0-9]{4,10}-.*");

    private final String text;
    private int at;

    private Literals(String text) {
        this.text = text;
    }

    /**
     * A value written alone: a string needs no quotes, unless it would be taken for something else.
     *
     * @throws IllegalArgumentException when it begins like a quoted string, list, object or set and is none
     */
    public static Value parse(String text) {
        if (text.startsWith("\"") || text.startsWith("[") || text.startsWith("{") || text.startsWith("#[")) {
            Literals parser = new Literals(text);
            Object object = parser.value(0);
            parser.space();
            if (parser.at < text.length()) {
                throw parser.malformed("nothing more is due");
            }
            return Plain.value(object);
        }
        return isScalar(text) ? Plain.value(scalar(text, 0)) : new Value.Text(Limits.text(text));
    }

    private static boolean isScalar(String word) {
        return switch (word) {
            case "null", "true", "false", "NaN", "Infinity", "-Infinity" -> true;
            default ->
                FLOAT.matcher(word).matches()
                        || HEX.matcher(word).matches()
                        || TIME.matcher(word).matches();
        };
    }

    private static @Nullable Object scalar(String word, int at) {
        try {
            return switch (word) {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> {
                    if (word.startsWith("@")) {
                        yield Instant.parse(word.substring(1));
                    } else if (word.startsWith("0x")) {
                        yield Bytes.fromHex(word.substring(2));
                    } else if (INTEGER.matcher(word).matches()) {
                        yield integer(word);
                    }
                    yield real(word);
                }
            };
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no time such as @2026-01-31T12:00:00Z (at " + at + ")", e);
        }
    }

    private static Object integer(String word) {
        try {
            return word.equals("-0") ? (Object) (-0.0) : (Object) Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    word + " does not fit into 64 bits; add .0 for a float, or quote it for a string", e);
        }
    }

    private static double real(String word) {
        double value = Double.parseDouble(word);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(word + " does not fit into a 64-bit float");
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > Limits.DEPTH) {
            throw malformed("values nest at most " + Limits.DEPTH + " deep");
        }
        space();
        char c = peek();
        if (c == '"') {
            return string();
        } else if (c == '[') {
            return list(depth);
        } else if (c == '{') {
            return object(depth);
        } else if (c == '#') {
            at++;
            return new LinkedHashSet<>(list(depth));
        }
        int start = at;
        while (at < text.length() && " \t\r\n,]}:".indexOf(text.charAt(at)) < 0 || inTime(start)) {
            at++;
        }
        String word = text.substring(start, at);
        if (!isScalar(word)) {
            at = start;
            throw malformed("a value is due; strings inside [ ] and { } are quoted");
        }
        return scalar(word, start);
    }

    /** Times hold colons. */
    private boolean inTime(int start) {
        return at < text.length() && text.charAt(start) == '@' && text.charAt(at) == ':';
    }

    private List<@Nullable Object> list(int depth) {
        expect('[');
        List<@Nullable Object> items = new ArrayList<>();
        space();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth + 1));
            space();
            if (peek() == ']') {
                at++;
                return items;
            }
            expect(',');
        }
    }

    private Map<String, @Nullable Object> object(int depth) {
        expect('{');
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        space();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            space();
            int start = at;
            String name = string();
            space();
            expect(':');
            Object value = value(depth + 1);
            if (fields.containsKey(name)) {
                at = start;
                throw malformed("the name \"" + name + "\" stands here twice");
            }
            fields.put(name, value);
            space();
            if (peek() == '}') {
                at++;
                return fields;
            }
            expect(',');
        }
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return string.toString();
            } else if (c < ' ') {
                at--;
                throw malformed("control characters in strings are written \\n, \\t or \\u0000");
            }
            string.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                String digits = text.substring(at, Math.min(at + 4, text.length()));
                if (!digits.matches("[0-9a-fA-F]{4}")) {
                    throw malformed("four hexadecimal digits are due");
                }
                at += 4;
                return (char) Integer.parseInt(digits, 16);
            default:
                at--;
                throw malformed("no escape is written \\" + c);
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("the end comes too soon");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed("a " + wanted + " is due");
        }
        at++;
    }

    private IllegalArgumentException malformed(String what) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
        return new IllegalArgumentException(what + " at " + at + " of: " + shown);
    }
}
