package org.dxos.model.text.internal.yjs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.MalformedException;
import org.jspecify.annotations.Nullable;

/** Parses one JSON text. */
final class JsonParser {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;

    JsonParser(String text) {
        this.text = text;
    }

    @Nullable
    Object parse() throws MalformedException {
        Object value = value(0);
        skipSpace();
        if (position < text.length()) {
            throw malformed("more than one value");
        }
        return value;
    }

    private @Nullable Object value(int depth) throws MalformedException {
        if (depth > MAX_DEPTH) {
            throw malformed("more than " + MAX_DEPTH + " levels");
        }
        skipSpace();
        switch (peek()) {
            case '{':
                return map(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            case 't':
                word("true");
                return true;
            case 'f':
                word("false");
                return false;
            case 'n':
                word("null");
                return null;
            default:
                return number();
        }
    }

    private Object map(int depth) throws MalformedException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        position++;
        skipSpace();
        if (peek() == '}') {
            position++;
            return map;
        }
        while (true) {
            skipSpace();
            String key = string();
            skipSpace();
            expect(':');
            map.put(key, value(depth + 1));
            skipSpace();
            if (peek() == '}') {
                position++;
                return map;
            }
            expect(',');
        }
    }

    private Object list(int depth) throws MalformedException {
        List<@Nullable Object> list = new ArrayList<>();
        position++;
        skipSpace();
        if (peek() == ']') {
            position++;
            return list;
        }
        while (true) {
            list.add(value(depth + 1));
            skipSpace();
            if (peek() == ']') {
                position++;
                return list;
            }
            expect(',');
        }
    }

    private String string() throws MalformedException {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return out.toString();
            }
            if (c < ' ') {
                throw malformed("a control character in a string");
            }
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws MalformedException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> throw malformed("no such escape");
        };
    }

    private char unicode() throws MalformedException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw malformed("not a hexadecimal digit");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Object number() throws MalformedException {
        int start = position;
        if (peek() == '-') {
            position++;
        }
        int whole = position;
        digits();
        if (position - whole > 1 && text.charAt(whole) == '0') {
            throw malformed("a number with a leading zero");
        }
        boolean integer = true;
        if (position < text.length() && text.charAt(position) == '.') {
            integer = false;
            position++;
            digits();
        }
        if (position < text.length() && (text.charAt(position) == 'e' || text.charAt(position) == 'E')) {
            integer = false;
            position++;
            if (peek() == '+' || peek() == '-') {
                position++;
            }
            digits();
        }
        String number = text.substring(start, position);
        return integer && number.length() < 17 ? (Object) Long.valueOf(number) : (Object) Double.valueOf(number);
    }

    private void digits() throws MalformedException {
        int start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw malformed("a value expected");
        }
    }

    private void word(String word) throws MalformedException {
        if (!text.startsWith(word, position)) {
            throw malformed("a value expected");
        }
        position += word.length();
    }

    private void skipSpace() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private char peek() throws MalformedException {
        if (position >= text.length()) {
            throw malformed("the text ends too early");
        }
        return text.charAt(position);
    }

    private char next() throws MalformedException {
        char c = peek();
        position++;
        return c;
    }

    private void expect(char c) throws MalformedException {
        if (next() != c) {
            throw malformed("'" + c + "' expected");
        }
    }

    private MalformedException malformed(String what) {
        return new MalformedException("JSON: " + what + " at character " + position);
    }
}
