package org.dxos.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Words that must all be in a text, in any order; a word followed by {@code *} is the beginning of a word. What is found is not
 * ranked.
 */
public final class WordPattern {
    /** Words of a pattern at most. */
    public static final int MOST = 32;

    private final String text;
    private final List<Term> terms;

    /**
     * A word, as {@link Words} has it.
     *
     * @param prefix whether it is the beginning of a word
     */
    public record Term(String word, boolean prefix) {}

    private WordPattern(String text, List<Term> terms) {
        this.text = text;
        this.terms = List.copyOf(terms);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it has no word or too many; says so
     */
    public static WordPattern parse(String text) {
        List<Term> terms = new ArrayList<>();
        int from = 0;
        for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', from)) {
            add(terms, text.substring(from, star), star > 0 && Words.isPart(text.codePointBefore(star)));
            from = star + 1;
        }
        add(terms, text.substring(from), false);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a search needs a word of letters or digits");
        }
        if (terms.size() > MOST) {
            throw new IllegalArgumentException("a search has at most " + MOST + " words, not " + terms.size());
        }
        return new WordPattern(text, terms);
    }

    private static void add(List<Term> terms, String part, boolean prefix) {
        List<String> words = new ArrayList<>();
        Words.addTo(words, part);
        for (int i = 0; i < words.size(); i++) {
            Term term = new Term(words.get(i), prefix && i == words.size() - 1);
            if (!terms.contains(term)) {
                terms.add(term);
            }
        }
    }

    public List<Term> terms() {
        return terms;
    }

    /** Whether all words are among these. */
    public boolean matches(Set<String> words) {
        for (Term term : terms) {
            boolean found = words.contains(term.word());
            if (!found && term.prefix()) {
                found = words.stream().anyMatch(word -> word.startsWith(term.word()));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object object) {
        return object instanceof WordPattern other && terms.equals(other.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
