package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordPatternTest {
    private static boolean finds(String pattern, String text) {
        return WordPattern.parse(pattern).matches(Words.of(text));
    }

    @Test
    void words_are_runs_of_letters_digits_and_marks_in_lower_case() {
        assertEquals(Set.of("don", "t", "panic", "42", "times"), Words.of("Don't PANIC, 42 times!"));
        assertEquals(Set.of("straße", "öl", "σοφοσ"), Words.of("Straße ÖL ΣΟΦΟΣ σοφος"));
        assertEquals(Set.of("file"), Words.of("ﬁle"));
        assertEquals(Set.of("é"), Words.of("e\u0301"));
        assertEquals(Set.of("漢", "字", "kana"), Words.of("漢字 Ｋａｎａ"));
        assertEquals(Set.of(), Words.of(" -- … "));
        assertEquals(Words.LONGEST, Words.of("x".repeat(1000)).iterator().next().length());
    }

    @Test
    void words_are_the_same_whatever_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertEquals(Set.of("title"), Words.of("TITLE"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void all_words_must_be_there_in_any_order_a_star_takes_beginnings() {
        assertTrue(finds("fox quick", "The quick brown fox"));
        assertFalse(finds("fox slow", "The quick brown fox"));
        assertFalse(finds("qui", "The quick brown fox"));
        assertTrue(finds("qui* BRO*", "The quick brown fox"));
        assertFalse(finds("ick*", "The quick brown fox"));
        assertTrue(finds("x".repeat(70), "x".repeat(65)), "words are cut alike");
    }

    @Test
    void a_pattern_without_words_or_with_too_many_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> WordPattern.parse(""));
        assertThrows(IllegalArgumentException.class, () -> WordPattern.parse(" * !"));
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= WordPattern.MOST; i++) {
            many.append(" w").append(i);
        }
        assertThrows(IllegalArgumentException.class, () -> WordPattern.parse(many.toString()));
    }

    @Test
    void a_query_text_searches_a_field_or_all_texts() {
        FieldItem item = FieldItem.of(1, Map.of("title", "Quick Fox", "tags", List.of("Red hair", "big")));
        assertTrue(QueryText.parse("title ~ \"fox qui*\"").query().matches(item));
        assertFalse(QueryText.parse("title ~ red").query().matches(item));
        assertTrue(QueryText.parse("tags ~ 'hair BIG'").query().matches(item));
        assertTrue(QueryText.parse("text ~ 'fox red'").query().matches(item));
        assertFalse(QueryText.parse("\"text\" ~ 'fox red'").query().matches(item));
        assertThrows(QuerySyntaxException.class, () -> QueryText.parse("title ~ '!'"));
        assertThrows(QuerySyntaxException.class, () -> QueryText.parse("title ~"));
    }
}
