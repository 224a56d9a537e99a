package org.dxos.model.text.internal.yjs;

/** Halves of characters that take two UTF-16 units. */
public final class Surrogates {
    public static final char REPLACEMENT = '\ufffd';

    private Surrogates() {}

    /** The text with every unpaired half replaced by U+FFFD, as encoding it in UTF-8 would. */
    public static String replaceUnpaired(String text) {
        int bad = firstUnpaired(text, 0);
        if (bad < 0) {
            return text;
        }
        StringBuilder fixed = new StringBuilder(text);
        while (bad >= 0) {
            fixed.setCharAt(bad, REPLACEMENT);
            bad = firstUnpaired(fixed, bad + 1);
        }
        return fixed.toString();
    }

    private static int firstUnpaired(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
