package org.dxos.echo;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a query add up to: one figure, or one for each group of items with equal fields. Figures are exact until they are
 * rounded once, so they do not depend on the order of the items. Immutable.
 *
 * @param function how a figure is made
 * @param field of which values; empty with {@link Function#COUNT}
 * @param by the fields whose values make the groups; none for one figure
 */
public record Reduction(Function function, String field, List<String> by) {
    /** Groups at most. */
    public static final int MOST_GROUPS = 100_000;

    /** How a figure is made of the values of a field. Values that are no numbers do not count, but for the first and the last two. */
    public enum Function {
        /** How many items there are. */
        COUNT,
        /** Whole as long as all values are and it fits into 64 bits. */
        SUM,
        AVERAGE,
        /** The least value, of whatever kind. */
        MIN,
        /** The greatest value, of whatever kind. */
        MAX
    }

    public Reduction {
        by = List.copyOf(by);
        if (field.isEmpty() != (function == Function.COUNT)) {
            throw new IllegalArgumentException(
                    function == Function.COUNT ? "items are counted, not fields" : function + " of which field?");
        }
    }

    /**
     * A figure.
     *
     * @param group the values that the items of the group have in the fields that make groups; null where they have none
     * @param value null when there is no value to make it of
     * @param items how many items the group has
     */
    public record Row(List<@Nullable Object> group, @Nullable Object value, int items) {
        public Row {
            group = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(group));
        }
    }

    public static Reduction count() {
        return new Reduction(Function.COUNT, "", List.of());
    }

    public static Reduction sum(String field) {
        return new Reduction(Function.SUM, field, List.of());
    }

    public static Reduction average(String field) {
        return new Reduction(Function.AVERAGE, field, List.of());
    }

    public static Reduction min(String field) {
        return new Reduction(Function.MIN, field, List.of());
    }

    public static Reduction max(String field) {
        return new Reduction(Function.MAX, field, List.of());
    }

    /** The same for each group of items that have equal values in these fields. */
    public Reduction by(String... fields) {
        return new Reduction(function, field, List.of(fields));
    }

    /**
     * Reads it from words, such as {@code count}, {@code sum price} or {@code max price by owner status}.
     *
     * @throws IllegalArgumentException when they are no reduction; says what would be one
     */
    public static Reduction parse(List<String> words) {
        String first = words.isEmpty() ? "" : words.get(0).toUpperCase(Locale.ROOT);
        Function function = Arrays.stream(Function.values())
                .filter(each -> each.name().equals(first))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected count, sum, average, min or max, found '"
                        + (words.isEmpty() ? "" : words.get(0)) + "'"));
        int at = function == Function.COUNT ? 1 : 2;
        if (words.size() < at) {
            throw new IllegalArgumentException("expected the field to reduce after " + words.get(0));
        }
        if (words.size() == at) {
            return new Reduction(function, at == 1 ? "" : words.get(1), List.of());
        }
        if (!words.get(at).equals("by") || words.size() == at + 1) {
            throw new IllegalArgumentException("expected by and the fields that make the groups, found '"
                    + String.join(" ", words.subList(at, words.size())) + "'");
        }
        return new Reduction(function, at == 1 ? "" : words.get(1), words.subList(at + 1, words.size()));
    }

    /** The rows for the items of a view that match, sorted by group; without groups one row, whatever matches. */
    public List<Row> of(View view, Query query) {
        Totals totals = new Totals(this);
        view.select(query).forEach(totals::put);
        return totals.rows();
    }

    /**
     * Keeps somebody up to date about the rows. A change costs what changed: a count, sum or average one step, a least or greatest
     * value the logarithm of how many there are, and each update the number of groups. Called as {@link Party#observe} does, when rows
     * differ from those before.
     */
    public Subscription observe(Party party, Query query, Consumer<List<Row>> listener) {
        Totals totals = new Totals(this);
        List<List<Row>> told = new java.util.ArrayList<>();
        return party.observe(query, update -> {
            update.removed().forEach(totals::remove);
            update.changed().forEach(totals::put);
            update.added().forEach(totals::put);
            List<Row> rows = totals.rows();
            if (told.isEmpty() || !told.get(0).equals(rows)) {
                told.clear();
                told.add(rows);
                listener.accept(rows);
            }
        });
    }

    @Override
    public String toString() {
        return function.name().toLowerCase(Locale.ROOT)
                + (field.isEmpty() ? "" : " " + field)
                + (by.isEmpty() ? "" : " by " + String.join(" ", by));
    }
}
