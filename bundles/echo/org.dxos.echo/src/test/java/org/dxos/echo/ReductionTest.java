package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

class ReductionTest {
    private final View view = new ItemsView(List.of(
            FieldItem.of(1, Map.of("n", 3L, "owner", "ann")),
            FieldItem.of(2, Map.of("n", 0.5, "owner", "bob")),
            FieldItem.of(3, Map.of("n", 1L, "owner", "ann")),
            FieldItem.of(4, Map.of("n", "many")),
            FieldItem.of(5, Map.of("owner", "ann"))));

    private Object figure(Reduction reduction) {
        List<Reduction.Row> rows = reduction.of(view, Query.all());
        assertEquals(1, rows.size());
        return rows.get(0).value();
    }

    @Test
    void one_figure_of_all_items() {
        assertEquals(5L, figure(Reduction.count()));
        assertEquals(4.5, figure(Reduction.sum("n")));
        assertEquals(1.5, figure(Reduction.average("n")));
        assertEquals(0.5, figure(Reduction.min("n")));
        assertEquals("many", figure(Reduction.max("n")));
        assertEquals(null, figure(Reduction.average("none")));
        assertEquals(0L, figure(Reduction.sum("none")));
    }

    @Test
    void one_figure_for_each_group_items_without_the_field_last() {
        assertEquals(
                List.of(
                        new Reduction.Row(List.of("ann"), 4L, 3),
                        new Reduction.Row(List.of("bob"), 0.5, 1),
                        new Reduction.Row(Arrays.asList((Object) null), 0L, 1)),
                Reduction.sum("n").by("owner").of(view, Query.all()));
    }

    @Test
    void sums_are_whole_as_long_as_they_fit_and_do_not_depend_on_the_order() {
        Totals totals = new Totals(Reduction.sum("n"));
        totals.put(FieldItem.of(1, Map.of("n", Long.MAX_VALUE)));
        assertEquals(Long.MAX_VALUE, totals.rows().get(0).value());
        totals.put(FieldItem.of(2, Map.of("n", 1L)));
        assertEquals(9.223372036854775807e18, totals.rows().get(0).value());
        totals.put(FieldItem.of(3, Map.of("n", 1e300)));
        totals.put(FieldItem.of(4, Map.of("n", Double.NEGATIVE_INFINITY)));
        assertEquals(Double.NEGATIVE_INFINITY, totals.rows().get(0).value());
        totals.remove(FieldItem.id(4));
        totals.remove(FieldItem.id(3));
        totals.remove(FieldItem.id(1));
        assertEquals(1L, totals.rows().get(0).value());
    }

    @SeededTest(ci = 50, deep = 2000)
    void figures_kept_while_items_change_are_those_of_a_fresh_count(SeededRandom random) {
        Reduction.Function function = random.pick(Arrays.asList(Reduction.Function.values()));
        Reduction reduction = new Reduction(
                function,
                function == Reduction.Function.COUNT ? "" : "n",
                random.chance(0.5) ? List.of() : List.of("g"));
        Totals totals = new Totals(reduction);
        Map<Integer, FieldItem> items = new TreeMap<>();
        for (int step = 0; step < 200; step++) {
            int number = random.below(20);
            if (random.chance(0.3)) {
                items.remove(number);
                totals.remove(FieldItem.id(number));
            } else {
                Map<String, Object> values = new HashMap<>();
                if (random.chance(0.9)) {
                    values.put("n", random.pick((Object) (long) random.below(5), random.nextDouble() * 1e17, 0.1, "x"));
                }
                if (random.chance(0.9)) {
                    values.put("g", random.pick((Object) 1L, 1.0, 2.5, "a"));
                }
                FieldItem item = FieldItem.of(number, values);
                items.put(number, item);
                totals.put(item);
            }
            assertEquals(reduction.of(new ItemsView(new ArrayList<>(items.values())), Query.all()), totals.rows());
        }
    }

    @Test
    void reads_from_words_and_says_what_is_missing() {
        assertEquals(Reduction.count(), Reduction.parse(List.of("count")));
        assertEquals(Reduction.count().by("a", "b"), Reduction.parse(List.of("count", "by", "a", "b")));
        assertEquals(Reduction.max("n").by("a"), Reduction.parse(List.of("max", "n", "by", "a")));
        for (List<String> wrong : List.of(
                List.<String>of(),
                List.of("median", "n"),
                List.of("sum"),
                List.of("sum", "n", "by"),
                List.of("count", "n"))) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Reduction.parse(wrong));
            assertEquals(true, refused.getMessage().startsWith("expected "), refused.getMessage());
        }
    }
}
