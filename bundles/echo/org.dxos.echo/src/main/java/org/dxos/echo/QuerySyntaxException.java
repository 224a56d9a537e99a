package org.dxos.echo;

/** A query text that cannot be read: where it is wrong, what was expected there and what was found. */
public final class QuerySyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int BEFORE = 60;
    private static final int AFTER = 20;

    private final String text;
    private final int position;
    private final String expected;

    /**
     * @param text the whole query
     * @param position where it is wrong: an index into the text, or its length for its end
     * @param expected what would be right there
     * @param found what stands there instead
     */
    public QuerySyntaxException(String text, int position, String expected, String found) {
        super("at character " + (position + 1) + ": expected " + expected + ", found " + found);
        this.text = text;
        this.position = position;
        this.expected = expected;
    }

    /** An index into the text, from 0. */
    public int position() {
        return position;
    }

    public String expected() {
        return expected;
    }

    /** Two lines: the part of the text around the place, and a caret under the place. */
    public String pointer() {
        int from = Math.max(0, position - BEFORE);
        int to = Math.min(text.length(), position + AFTER);
        StringBuilder line = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line + "\n" + " ".repeat(position - from) + "^";
    }
}
