package org.dxos.echo;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition that says what it asks for, so that indexes can serve it. Made by {@link Conditions}. */
public sealed interface Clause extends Condition {
    /** How a field compares with a value. */
    enum Operator {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        /** The field is a text that begins with the value, a text. */
        STARTS_WITH;

        private boolean holds(Object found, Object value) {
            if (this == STARTS_WITH) {
                return found instanceof String text && value instanceof String prefix && text.startsWith(prefix);
            }
            Integer order = ValueOrder.compare(found, value);
            return order != null
                    && switch (this) {
                        case LESS -> order < 0;
                        case LESS_OR_EQUAL -> order <= 0;
                        case GREATER -> order > 0;
                        case GREATER_OR_EQUAL -> order >= 0;
                        default -> order == 0;
                    };
        }
    }

    /** All of them hold. */
    record All(List<Condition> conditions) implements Clause {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Item item) {
            for (Condition condition : conditions) {
                if (!condition.holds(item)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one of them holds. */
    record Any(List<Condition> conditions) implements Clause {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public boolean holds(Item item) {
            for (Condition condition : conditions) {
                if (condition.holds(item)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A field that is there compares with a value in some way. */
    record Comparison(String field, Operator operator, Object value) implements Clause {
        @Override
        public boolean holds(Item item) {
            Object found = item.field(field);
            return found != null && operator.holds(found, value);
        }
    }

    /**
     * All words of a pattern are in a field, or anywhere in the state.
     *
     * @param field a field or dotted path; the texts in a list or map count as its texts; empty for all texts of the state
     */
    record FullText(String field, WordPattern pattern) implements Clause {
        @Override
        public boolean holds(Item item) {
            return pattern.matches(words(item, field));
        }

        /** The words of all texts in a field of an item; of all texts of its state when the field is empty. */
        public static Set<String> words(Item item, String field) {
            Set<String> words = new HashSet<>();
            collect(field.isEmpty() ? item.tree() : item.field(field), words);
            return words;
        }

        private static void collect(@Nullable Object value, Set<String> words) {
            if (value instanceof String text) {
                Words.addTo(words, text);
            } else if (value instanceof Collection<?> collection) {
                collection.forEach(element -> collect(element, words));
            } else if (value instanceof Map<?, ?> map) {
                map.values().forEach(element -> collect(element, words));
            }
        }
    }
}
