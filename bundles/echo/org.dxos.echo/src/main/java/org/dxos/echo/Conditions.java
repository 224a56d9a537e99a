package org.dxos.echo;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on fields. A comparison of values of different kinds, or of a field that is not there, does not hold; numbers of
 * both kinds compare by value.
 */
public final class Conditions {
    private Conditions() {}

    public static Condition allOf(List<Condition> conditions) {
        List<Condition> all = List.copyOf(conditions);
        return item -> all.stream().allMatch(condition -> condition.holds(item));
    }

    public static Condition anyOf(List<Condition> conditions) {
        List<Condition> all = List.copyOf(conditions);
        return item -> all.stream().anyMatch(condition -> condition.holds(item));
    }

    /** The field is there. */
    public static Condition has(String field) {
        return item -> item.field(field) != null;
    }

    public static Condition equal(String field, Object value) {
        return compare(field, value, order -> order == 0);
    }

    public static Condition less(String field, Object value) {
        return compare(field, value, order -> order < 0);
    }

    public static Condition lessOrEqual(String field, Object value) {
        return compare(field, value, order -> order <= 0);
    }

    public static Condition greater(String field, Object value) {
        return compare(field, value, order -> order > 0);
    }

    public static Condition greaterOrEqual(String field, Object value) {
        return compare(field, value, order -> order >= 0);
    }

    /** The field is a text that begins with this one. */
    public static Condition startsWith(String field, String prefix) {
        return item -> item.field(field) instanceof String text && text.startsWith(prefix);
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

    private static Condition compare(String field, Object value, IntPredicate test) {
        return item -> {
            Object found = item.field(field);
            Integer order = found == null ? null : ValueOrder.compare(found, value);
            return order != null && test.test(order);
        };
    }

    private static boolean isEqual(@Nullable Object left, Object right) {
        Integer order = left == null ? null : ValueOrder.compare(left, right);
        return order != null && order == 0;
    }
}
