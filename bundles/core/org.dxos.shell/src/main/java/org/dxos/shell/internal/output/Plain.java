package org.dxos.shell.internal.output;

/**
 * Text that came from peers or files, made safe for a terminal: what would move the cursor, change colours or turn the direction
 * of writing is shown as {@code \}{@code u001b} and the like.
 */
public final class Plain {
    private Plain() {}

    /** On one line: line ends and tabs are escaped too. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** On several lines: line feeds stay, tabs become spaces. */
    public static String lines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepLines) {
        int first = 0;
        while (first < text.length() && !isUnsafe(text, first)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (keepLines && c == '\n') {
                safe.append(c);
            } else if (keepLines && c == '\t') {
                safe.append("    ");
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\t') {
                safe.append("\\t");
            } else if (isUnsafe(text, i)) {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    private static boolean isUnsafe(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x20 || c >= 0x7f && c < 0xa0) {
            return true;
        }
        if (c < 0x200e) {
            return c == 0x061c;
        }
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
        }
        return c == 0x200e || c == 0x200f || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0xfeff;
    }
}
