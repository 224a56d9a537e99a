package org.dxos.echo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on fields. A comparison of values of different kinds, or of a field that is not there, does not hold; numbers of
 * both kinds compare by value.
 */
public final class Conditions {
    private Conditions() {}

    public static Condition allOf(List<Condition> conditions) {
        return new Clause.All(conditions);
    }

    public static Condition anyOf(List<Condition> conditions) {
        return new Clause.Any(conditions);
    }

    /** The field is there. */
    public static Condition has(String field) {
        return item -> item.field(field) != null;
    }

    public static Condition equal(String field, Object value) {
        return new Clause.Comparison(field, Clause.Operator.EQUAL, value);
    }

    public static Condition less(String field, Object value) {
        return new Clause.Comparison(field, Clause.Operator.LESS, value);
    }

    public static Condition lessOrEqual(String field, Object value) {
        return new Clause.Comparison(field, Clause.Operator.LESS_OR_EQUAL, value);
    }

    public static Condition greater(String field, Object value) {
        return new Clause.Comparison(field, Clause.Operator.GREATER, value);
    }

    public static Condition greaterOrEqual(String field, Object value) {
        return new Clause.Comparison(field, Clause.Operator.GREATER_OR_EQUAL, value);
    }

    /** The field is a text that begins with this one. */
    public static Condition startsWith(String field, String prefix) {
        return new Clause.Comparison(field, Clause.Operator.STARTS_WITH, prefix);
    }

    /** The field is a text that contains this one, or a list that holds it. */
    public static Condition contains(String field, Object value) {
        return item -> {
            Object found = item.field(field);
            if (found instanceof String text && value instanceof String part) {
                return text.contains(part);
            }
            return found instanceof List<?> list && list.stream().anyMatch(element -> isEqual(element, value));
        };
    }

    /**
     * All words of a pattern are in a field: a text, or the texts in a list or map.
     *
     * @throws IllegalArgumentException when the pattern has no word or too many
     */
    public static Condition words(String field, String pattern) {
        return new Clause.FullText(field, WordPattern.parse(pattern));
    }

    /**
     * All words of a pattern are in the texts of the state.
     *
     * @throws IllegalArgumentException when the pattern has no word or too many
     */
    public static Condition words(String pattern) {
        return words("", pattern);
    }

    private static boolean isEqual(@Nullable Object left, Object right) {
        Integer order = left == null ? null : ValueOrder.compare(left, right);
        return order != null && order == 0;
    }
}
