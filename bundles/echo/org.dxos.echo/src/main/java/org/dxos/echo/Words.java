package org.dxos.echo;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How texts fall into words for full-text search, the same everywhere and for every language setting. A text is brought into
 * Unicode's form NFKC and each character to lower case by way of upper case. A word is a run of letters, digits and marks; an ideograph
 * is a word of its own. What a word has beyond {@value #LONGEST} characters does not count.
 */
public final class Words {
    /** UTF-16 units of a word that count. */
    public static final int LONGEST = 64;

    private Words() {}

    /** The words of a text, each once, in the order of their first appearance. */
    public static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        addTo(words, text);
        return words;
    }

    /** Adds the words of a text. */
    public static void addTo(Collection<String> words, String text) {
        String folded = fold(text);
        int start = -1;
        for (int at = 0; at < folded.length(); ) {
            int character = folded.codePointAt(at);
            int next = at + Character.charCount(character);
            boolean ideograph = Character.isIdeographic(character);
            if (ideograph || !isPart(character)) {
                if (start >= 0) {
                    words.add(cut(folded.substring(start, at)));
                    start = -1;
                }
                if (ideograph) {
                    words.add(folded.substring(at, next));
                }
            } else if (start < 0) {
                start = at;
            }
            at = next;
        }
        if (start >= 0) {
            words.add(cut(folded.substring(start)));
        }
    }

    static boolean isPart(int character) {
        if (Character.isLetterOrDigit(character)) {
            return true;
        }
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static String fold(String text) {
        boolean simple = true;
        for (int i = 0; i < text.length() && simple; i++) {
            char c = text.charAt(i);
            simple = c < 0x80 && (c < 'A' || c > 'Z');
        }
        if (simple) {
            return text;
        }
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normal.length());
        normal.codePoints()
                .forEach(character -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(character))));
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static String cut(String word) {
        if (word.length() <= LONGEST) {
            return word;
        }
        return word.substring(0, Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
