package org.dxos.model.object.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A path as people write it: names joined by dots, list indexes from 0 in brackets, as in {@code todos[2].title}. In a name,
 * {@code . [ ] \} are written with a backslash before them. The empty path is the whole object.
 */
public record Path(List<Segment> segments) {
    /** A part of a path. */
    public sealed interface Segment {}

    /** A name in an object. */
    public record Name(String name) implements Segment {}

    /** A place in a list. */
    public record Index(int index) implements Segment {}

    public Path {
        segments = List.copyOf(segments);
    }

    /**
     * Parses a path.
     *
     * @throws IllegalArgumentException when it is none; says where
     */
    public static Path parse(String text) {
        List<Segment> segments = new ArrayList<>(2);
        int at = 0;
        boolean nameDue = !text.isEmpty();
        while (nameDue || at < text.length()) {
            if (nameDue) {
                StringBuilder name = new StringBuilder();
                at = name(text, at, name);
                segments.add(new Name(Limits.name(name.toString())));
                nameDue = false;
            } else if (text.charAt(at) == '.') {
                nameDue = true;
                at++;
            } else {
                at = index(text, at, segments);
            }
            if (segments.size() > Limits.DEPTH) {
                throw new IllegalArgumentException("a path has at most " + Limits.DEPTH + " parts");
            }
        }
        return new Path(segments);
    }

    /** A path that can be written to. */
    public static Path parseTarget(String text) {
        Path path = parse(text);
        if (path.segments.isEmpty()) {
            throw new IllegalArgumentException("a path to write to names a part of the object; this one is empty");
        }
        return path;
    }

    private static int name(String text, int start, StringBuilder name) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '.' || c == '[') {
                break;
            }
            if (c == ']') {
                throw malformed(text, at, "a ] without its [; write \\] for one in a name");
            }
            if (c == '\\') {
                at++;
                if (at == text.length() || ".[]\\".indexOf(text.charAt(at)) < 0) {
                    throw malformed(text, at - 1, "a backslash goes before one of . [ ] \\");
                }
                c = text.charAt(at);
            }
            name.append(c);
            at++;
        }
        if (at == start) {
            throw malformed(text, at, "a name is missing");
        }
        return at;
    }

    private static int index(String text, int open, List<Segment> segments) {
        if (text.charAt(open) != '[') {
            throw malformed(text, open, "a . or [ is due");
        }
        int close = text.indexOf(']', open);
        if (close < 0) {
            throw malformed(text, open, "a [ without its ]");
        }
        String digits = text.substring(open + 1, close);
        if (digits.isEmpty() || digits.length() > 9 || digits.chars().anyMatch(c -> c < '0' || c > '9')) {
            throw malformed(text, open, "an index is a number from 0 to 999999999");
        }
        segments.add(new Index(Integer.parseInt(digits)));
        return close + 1;
    }

    private static IllegalArgumentException malformed(String text, int at, String what) {
        return new IllegalArgumentException("\"" + text + "\" is no path: " + what + " (at " + at + ")");
    }

    /** The first parts. */
    Path first(int count) {
        return new Path(segments.subList(0, count));
    }

    /** The written form, which {@link #parse} reads back. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            if (segment instanceof Name name) {
                text.append(text.isEmpty() ? "" : ".").append(name.name().replaceAll("([.\\[\\]\\\\])", "\\\\$1"));
            } else if (segment instanceof Index index) {
                text.append('[').append(index.index()).append(']');
            }
        }
        return text.toString();
    }
}
