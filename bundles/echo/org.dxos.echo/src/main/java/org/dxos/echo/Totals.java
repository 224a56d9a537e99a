package org.dxos.echo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** The figures of a {@link Reduction} while items come and go. Confined to one thread at a time. */
final class Totals {
    private static final Comparator<List<@Nullable Object>> GROUPS = Totals::compareGroups;

    private final Reduction reduction;
    private final Map<ItemId, Share> shares = new HashMap<>();
    private final Map<List<@Nullable Object>, Figure> figures = new HashMap<>();

    /** What an item adds. */
    private record Share(List<@Nullable Object> group, @Nullable Object value) {}

    Totals(Reduction reduction) {
        this.reduction = reduction;
    }

    /** Takes an item in, or takes over how it is now. */
    void put(Item item) {
        List<@Nullable Object> group = new ArrayList<>(reduction.by().size());
        for (String field : reduction.by()) {
            group.add(plain(item.field(field)));
        }
        Object value = reduction.field().isEmpty() ? null : item.field(reduction.field());
        Share share = new Share(group, value);
        Share before = shares.put(item.id(), share);
        if (!share.equals(before)) {
            if (before != null) {
                takeAway(before);
            }
            figures.computeIfAbsent(group, absent -> newFigure()).add(value);
        }
    }

    void remove(ItemId item) {
        Share share = shares.remove(item);
        if (share != null) {
            takeAway(share);
        }
    }

    List<Reduction.Row> rows() {
        if (reduction.by().isEmpty()) {
            Figure figure = figures.get(List.of());
            Figure one = figure == null ? new Figure(reduction.function()) : figure;
            return List.of(new Reduction.Row(List.of(), one.value(), one.items()));
        }
        return figures.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(GROUPS))
                .map(entry -> new Reduction.Row(
                        entry.getKey(),
                        entry.getValue().value(),
                        entry.getValue().items()))
                .toList();
    }

    private Figure newFigure() {
        if (figures.size() >= Reduction.MOST_GROUPS) {
            throw new EchoException(
                    EchoException.Code.LIMIT,
                    "'" + reduction + "' makes more than " + Reduction.MOST_GROUPS + " groups");
        }
        return new Figure(reduction.function());
    }

    private void takeAway(Share share) {
        Figure figure = figures.get(share.group());
        if (figure != null) {
            figure.remove(share.value());
            if (figure.items() == 0) {
                figures.remove(share.group());
            }
        }
    }

    /** Numbers that compare as equal make one group. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            return number.longValue();
        }
        return value instanceof Integer number ? (Object) number.longValue() : value;
    }

    private static int compareGroups(List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int i = 0; i < left.size(); i++) {
            Object a = left.get(i);
            Object b = right.get(i);
            int order = a == null || b == null ? Boolean.compare(a == null, b == null) : ValueOrder.TOTAL.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
