package org.dxos.model.chess.internal.pgn;

import org.dxos.model.chess.PgnException;

/** A place in a PGN text. Lines end in LF. Confined to one thread. */
final class PgnCursor {
    private final String text;
    private int at;

    PgnCursor(String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.text = bare.replace("\r\n", "\n").replace('\r', '\n');
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return isAtEnd() ? 0 : text.charAt(at);
    }

    int place() {
        return at;
    }

    void advance() {
        at++;
    }

    /** Moves behind a text when it stands here. */
    boolean skip(String expected) {
        if (text.startsWith(expected, at)) {
            at += expected.length();
            return true;
        }
        return false;
    }

    /** Passes white space, escaped lines, comments, variations and glyphs: all that is no part of the game itself. */
    void skipAside() {
        while (!isAtEnd()) {
            char c = peek();
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == ';' || c == '%' && isLineStart()) {
                skipLine();
            } else if (c == '{') {
                skipThrough('}', "comment");
            } else if (c == '<') {
                skipThrough('>', "expansion");
            } else if (c == '(') {
                skipVariation();
            } else if (c == '$') {
                at++;
                while (Character.isDigit(peek())) {
                    at++;
                }
            } else {
                return;
            }
        }
    }

    private boolean isLineStart() {
        return at == 0 || text.charAt(at - 1) == '\n';
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipThrough(char close, String what) {
        int end = text.indexOf(close, at);
        if (end < 0) {
            throw error(at, "this " + what + " has no end");
        }
        at = end + 1;
    }

    private void skipVariation() {
        int start = at;
        int depth = 0;
        while (!isAtEnd()) {
            char c = peek();
            if (c == '{') {
                skipThrough('}', "comment");
                continue;
            } else if (c == ';' || c == '%' && isLineStart()) {
                skipLine();
                continue;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                at++;
                return;
            }
            at++;
        }
        throw error(start, "this variation has no end");
    }

    /** The characters from here to the next one that ends a word. */
    String word() {
        int start = at;
        while (!isAtEnd() && !Character.isWhitespace(peek()) && ".[](){}<>;$*\"".indexOf(peek()) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    PgnException error(int place, String what) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < place && i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new PgnException(line, place - lineStart + 1, what);
    }
}
