package org.dxos.echo;

import java.util.Locale;
import java.util.Set;

/** Cuts a query text into tokens and holds the present one. Confined to one parser. */
final class QueryLexer {
    enum Kind {
        /** Letters, digits and some marks; its text is as written. */
        WORD,
        /** Its text is what stands between the quotes, without escapes. */
        QUOTED,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        END
    }

    static final Set<String> OPERATORS = Set.of("=", "!=", "<", "<=", ">", ">=", "^=", "*=", "~");

    private static final int MAX_QUOTED = 40;

    private final String text;
    private Kind kind = Kind.END;
    private String value = "";
    private int start;
    private int next;

    QueryLexer(String text) {
        this.text = text;
        advance();
    }

    Kind kind() {
        return kind;
    }

    /** The present token's text. */
    String value() {
        return value;
    }

    /** Where the present token begins. */
    int start() {
        return start;
    }

    boolean atEnd() {
        return kind == Kind.END;
    }

    /** Whether the present token is this keyword, in letters of either case. */
    boolean isWord(String keyword) {
        return kind == Kind.WORD && value.toLowerCase(Locale.ROOT).equals(keyword);
    }

    /** Goes on if the present token is this keyword. */
    boolean takeWord(String keyword) {
        boolean found = isWord(keyword);
        if (found) {
            advance();
        }
        return found;
    }

    /** Goes on if the present token is of this kind. */
    boolean take(Kind wanted) {
        boolean found = kind == wanted;
        if (found) {
            advance();
        }
        return found;
    }

    /** What to throw when something else should stand here. */
    QuerySyntaxException expected(String what) {
        return expectedAt(start, what);
    }

    /** What to throw when something else should stand where a token began. */
    QuerySyntaxException expectedAt(int position, String what) {
        if (position >= text.length()) {
            return new QuerySyntaxException(text, text.length(), what, "the end of the query");
        }
        int end = Math.max(position + 1, position == start ? next : position);
        while (position != start && end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        String found = text.substring(position, Math.min(end, position + MAX_QUOTED));
        return new QuerySyntaxException(text, position, what, "'" + found + "'");
    }

    void advance() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        start = next;
        if (next == text.length()) {
            set(Kind.END, "");
            return;
        }
        char c = text.charAt(next);
        switch (c) {
            case '(' -> single(Kind.OPEN);
            case ')' -> single(Kind.CLOSE);
            case ',' -> single(Kind.COMMA);
            case '"', '\'' -> quoted(c);
            case '=', '!', '<', '>', '^', '*', '~' -> operator();
            default -> word();
        }
    }

    private void single(Kind found) {
        next++;
        set(found, text.substring(start, next));
    }

    private void operator() {
        int length = next + 1 < text.length() && text.charAt(next + 1) == '=' ? 2 : 1;
        String found = text.substring(next, next + length);
        if (!OPERATORS.contains(found)) {
            throw expected("one of = != < <= > >= ^= *= ~");
        }
        next += length;
        set(Kind.OPERATOR, found);
    }

    private void word() {
        while (next < text.length() && isWordPart(text.charAt(next))) {
            next++;
        }
        if (next == start) {
            throw expected("a name, a value in quotes, or an operator");
        }
        set(Kind.WORD, text.substring(start, next));
    }

    private void quoted(char quote) {
        StringBuilder content = new StringBuilder();
        next++;
        while (next < text.length() && text.charAt(next) != quote) {
            char c = text.charAt(next++);
            if (c == '\\') {
                c = escaped();
            }
            content.append(c);
        }
        if (next == text.length()) {
            throw new QuerySyntaxException(
                    text,
                    next,
                    "the quote that ends the text begun at character " + (start + 1),
                    "the end of the query");
        }
        next++;
        set(Kind.QUOTED, content.toString());
    }

    private char escaped() {
        int at = next;
        if (at == text.length()) {
            throw new QuerySyntaxException(text, at, "a character after the backslash", "the end of the query");
        }
        char c = text.charAt(next++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\', '"', '\'' -> c;
            case 'u' -> unicode();
            default -> throw new QuerySyntaxException(text, at, "one of \\n \\t \\\\ \\\" \\' \\u", "'" + c + "'");
        };
    }

    private char unicode() {
        int code = 0;
        for (int end = next + 4; next < end; next++) {
            int digit = next < text.length() ? Character.digit(text.charAt(next), 16) : -1;
            if (digit < 0) {
                throw new QuerySyntaxException(
                        text,
                        next,
                        "four hexadecimal digits after \\u",
                        next < text.length() ? "'" + text.charAt(next) + "'" : "the end of the query");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) || "_-.+/:@#$[]".indexOf(c) >= 0;
    }

    private void set(Kind newKind, String newValue) {
        kind = newKind;
        value = newValue;
    }
}
