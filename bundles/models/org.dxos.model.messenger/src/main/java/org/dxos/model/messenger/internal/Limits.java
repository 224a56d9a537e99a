package org.dxos.model.messenger.internal;

import org.dxos.model.messenger.MessengerItem;

/** What texts and reactions may be. Checked where they come in from applications, and again where bytes are decoded. */
final class Limits {
    /** First and last code points of what a reaction must not contain, ascending. Fixed: no table of a Java version decides. */
    private static final int[][] NO_SIGNS = {
        {0x0, 0x20},
        {0x7f, 0xa0},
        {0x1680, 0x1680},
        {0x2000, 0x200b},
        {0x200e, 0x200f},
        {0x2028, 0x202f},
        {0x205f, 0x206f},
        {0x3000, 0x3000},
        {0xfeff, 0xfeff},
        {0xfff9, 0xfffb}
    };

    private Limits() {}

    /** The text with line feeds alone, as it is kept. */
    static String normalised(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * The text, if a message may have it.
     *
     * @throws IllegalArgumentException when not
     */
    static String text(String text) {
        sized("a message", text, MessengerItem.MAX_TEXT);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0) {
                throw new IllegalArgumentException(
                        "a message has no control characters, but there is U+%04X at %d".formatted((int) c, i));
            }
        }
        return text;
    }

    /**
     * The text, if it may be a reaction.
     *
     * @throws IllegalArgumentException when not
     */
    static String emoji(String emoji) {
        sized("a reaction", emoji, MessengerItem.MAX_EMOJI);
        emoji.codePoints().forEach(point -> {
            for (int[] range : NO_SIGNS) {
                if (point >= range[0] && point <= range[1]) {
                    throw new IllegalArgumentException(
                            "a reaction has no spaces and nothing invisible, but there is U+%04X".formatted(point));
                }
            }
        });
        return emoji;
    }

    private static void sized(String what, String text, int limit) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        long size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                size += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                size += 4;
                i++;
            } else {
                throw new IllegalArgumentException(
                        what + " has half a surrogate pair at " + i + ", which is no character");
            }
        }
        if (size > limit) {
            throw new IllegalArgumentException(what + " has at most " + limit + " bytes in UTF-8, not " + size);
        }
    }
}
