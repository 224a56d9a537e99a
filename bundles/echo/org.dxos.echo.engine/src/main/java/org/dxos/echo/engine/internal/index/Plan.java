package org.dxos.echo.engine.internal.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.echo.Clause;
import org.dxos.echo.Condition;
import org.dxos.echo.Query;
import org.dxos.echo.WordPattern;
import org.dxos.echo.engine.internal.tree.Tree;
import org.dxos.echo.model.Index.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Runs of index entries among which all items are that a condition holds for.
 *
 * @param parts each one such set; all of them have to have an item
 * @param words whether the condition asks for words and nothing else, so that items in all parts meet it
 */
record Plan(List<Part> parts, boolean words) {
    /** A part is worth reading beside a narrower one when it is not so many times larger. */
    private static final int WORTH = 8;

    /** Runs of entries, one next to another or not, and how many entries they have. */
    record Part(List<Run> runs, long count) {}

    /** Entries from a key to a key. */
    record Run(Bytes from, @Nullable Bytes to) {}

    long count() {
        return parts.stream().mapToLong(Part::count).min().orElse(0);
    }

    /** The plan for a query's condition, or null when no index serves it. */
    static @Nullable Plan of(IndexState state, Query query) {
        List<Part> parts = new ArrayList<>();
        collect(state, query, query.condition(), parts);
        if (parts.isEmpty()) {
            return null;
        }
        parts.sort(Comparator.comparingLong(Part::count));
        return new Plan(parts, query.condition() instanceof Clause.FullText);
    }

    /**
     * The items.
     *
     * @param excluded items that the entries tell nothing about
     */
    Candidates candidates(IndexState state, IntPredicate excluded, int[] uncertain) {
        int[] found = read(state.entries(), parts.get(0), excluded);
        int read = 1;
        while (read < parts.size() && parts.get(read).count() <= (long) WORTH * found.length) {
            int[] others = read(state.entries(), parts.get(read), excluded);
            found = Arrays.stream(found)
                    .filter(number -> Arrays.binarySearch(others, number) >= 0)
                    .toArray();
            read++;
        }
        return new Candidates(found, uncertain, words && read == parts.size());
    }

    private static int[] read(Tree entries, Part part, IntPredicate excluded) {
        int[][] numbers = {new int[(int) Math.min(Integer.MAX_VALUE - 8, part.count())]};
        int[] count = {0};
        for (Run run : part.runs()) {
            entries.ascend(run.from(), run.to(), (entry, none) -> {
                int number = EntryKeys.item(entry);
                if (!excluded.test(number)) {
                    if (count[0] == numbers[0].length) {
                        numbers[0] = Arrays.copyOf(numbers[0], count[0] * 2 + 8);
                    }
                    numbers[0][count[0]++] = number;
                }
                return true;
            });
        }
        return Arrays.stream(numbers[0], 0, count[0]).sorted().distinct().toArray();
    }

    private static void collect(IndexState state, Query query, Condition condition, List<Part> parts) {
        if (condition instanceof Clause.All all) {
            all.conditions().forEach(each -> collect(state, query, each, parts));
        } else if (condition instanceof Clause.FullText text) {
            IndexSpec spec = find(state, query, text.field(), Kind.TEXT);
            if (spec != null) {
                for (WordPattern.Term term : text.pattern().terms()) {
                    Bytes prefix =
                            term.prefix() ? EntryKeys.beginning(spec, term.word()) : EntryKeys.word(spec, term.word());
                    parts.add(part(state, List.of(new Run(prefix, Tree.after(prefix)))));
                }
            }
        } else if (condition instanceof Clause.Comparison comparison) {
            IndexSpec spec = find(state, query, comparison.field(), Kind.SORTED);
            if (spec != null) {
                parts.add(part(state, List.of(run(spec, comparison))));
            }
        } else if (condition instanceof Clause.Any any && !any.conditions().isEmpty()) {
            List<Run> runs = new ArrayList<>();
            for (Condition each : any.conditions()) {
                List<Part> some = new ArrayList<>();
                collect(state, query, each, some);
                if (some.isEmpty()) {
                    return;
                }
                some.sort(Comparator.comparingLong(Part::count));
                runs.addAll(some.get(0).runs());
            }
            parts.add(part(state, runs));
        }
    }

    static @Nullable IndexSpec find(IndexState state, Query query, String field, Kind kind) {
        for (IndexSpec spec : state.ready()) {
            if (spec.index().kind() == kind && spec.index().path().equals(field) && spec.covers(query)) {
                return spec;
            }
        }
        return null;
    }

    private static Part part(IndexState state, List<Run> runs) {
        long count = 0;
        for (Run run : runs) {
            count += state.entries().count(run.from(), run.to());
        }
        return new Part(List.copyOf(runs), count);
    }

    private static Run run(IndexSpec spec, Clause.Comparison comparison) {
        Object value = comparison.value();
        ByteWriter exact = EntryKeys.start(spec);
        if (comparison.operator() == Clause.Operator.STARTS_WITH) {
            ValueKey.putPrefix(value.toString(), exact);
        } else {
            ValueKey.put(value, exact);
        }
        Bytes from = exact.toBytes();
        Bytes to = Tree.after(from);
        ByteWriter kind = EntryKeys.start(spec);
        ValueKey.putKind(value, kind);
        Bytes first = kind.toBytes();
        return switch (comparison.operator()) {
            case EQUAL, STARTS_WITH -> new Run(from, to);
            case LESS, LESS_OR_EQUAL -> new Run(first, to);
            case GREATER, GREATER_OR_EQUAL -> new Run(from, Tree.after(first));
        };
    }
}
