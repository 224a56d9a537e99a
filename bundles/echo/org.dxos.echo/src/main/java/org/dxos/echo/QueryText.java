package org.dxos.echo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * A query as people write it: which items, in which order, and how many. For example
 *
 * <pre>
 * type=task and priority > 3 and (name ^= "a" or not has owner) order by priority desc limit 10
 * </pre>
 *
 * <p>A comparison is a name, one of {@code = != < <= > >= ^= *=} (begins with; contains) and a value: a number, {@code true},
 * {@code false}, a text in single or double quotes, or a bare word. {@code in (a, b)} is several {@code =}; {@code has name} asks
 * whether a field is there. Comparisons are joined by {@code and}, {@code or}, {@code not} and parentheses.
 *
 * <p>{@code name ~ "some wor*"} holds when all these words are in a text field, or in the texts of a list or map; a word with a star
 * after it is the beginning of a word. {@code text ~ "some words"} looks at all texts of the state. {@link Words} says what a word is.
 *
 * <p>These names speak of the item itself: {@code id}, {@code type}, {@code model}, {@code parent}, {@code source}, {@code target},
 * {@code status}. Any other name is a field or dotted path of its state; a field with one of those names is written in quotes, such
 * as {@code "type"=x}. Three settings stand on their own, joined by {@code and}: {@code roots}, {@code kind=items|links|both},
 * {@code deleted=hide|show|only}.
 *
 * <p>The empty text selects everything that is visible. A text has at most {@value #MAX_LENGTH} characters, and parentheses and
 * negations nest at most {@value #MAX_DEPTH} deep.
 *
 * @param query which items
 * @param order by what to sort them; empty for the order in which they were made
 * @param limit how many at most
 */
public record QueryText(Query query, List<SortKey> order, OptionalInt limit) {
    public static final int MAX_LENGTH = 16_384;
    public static final int MAX_DEPTH = 64;

    public QueryText {
        order = List.copyOf(order);
    }

    /**
     * What to sort by.
     *
     * @param name an attribute of the item or a field of its state, as in a comparison
     * @param attribute whether it is an attribute
     * @param descending greatest first; items without the field come last either way
     */
    public record SortKey(String name, boolean attribute, boolean descending) {
        @Nullable
        Object value(Item item) {
            return attribute ? Attribute.named(name).of(item) : item.field(name);
        }
    }

    /**
     * Reads a query in which ids are written in full.
     *
     * @throws QuerySyntaxException when it cannot be read
     */
    public static QueryText parse(String text) {
        return parse(text, QueryText::fullId);
    }

    /**
     * Reads a query.
     *
     * @param ids finds the item that a text names
     * @throws QuerySyntaxException when it cannot be read
     */
    public static QueryText parse(String text, Function<String, ItemId> ids) {
        return new QueryParser(text, ids).parse();
    }

    /** The items of a view, sorted and cut. */
    public List<Item> run(View view) {
        return view.select(query, order, limit);
    }

    /**
     * Keeps somebody up to date about what {@link #run} gives: told of it first, then of it again when other items are in it, or the
     * same in another order, or one of them changed. Each change of the query's result costs one run; with a limit, and an index on the
     * field that sorts, that is as much as the limit.
     */
    public Subscription observe(Party party, Consumer<List<Item>> listener) {
        List<ItemId> told = new ArrayList<>();
        boolean[] begun = {false};
        return party.observe(query, update -> {
            List<Item> found = run(update.view());
            List<ItemId> ids = found.stream().map(Item::id).toList();
            Set<ItemId> shown = new HashSet<>(ids);
            boolean isNew = !begun[0]
                    || !ids.equals(told)
                    || update.changed().stream().map(Item::id).anyMatch(shown::contains);
            if (isNew) {
                begun[0] = true;
                told.clear();
                told.addAll(ids);
                listener.accept(found);
            }
        });
    }

    /** How many items {@link #run} would give. */
    public int count(View view) {
        int all = view.count(query);
        return limit.isPresent() ? Math.min(all, limit.getAsInt()) : all;
    }

    /** Compares items by the first of the keys in which they differ. */
    public static Comparator<Item> comparator(List<SortKey> order) {
        return order.stream()
                .map(key -> {
                    Comparator<Object> values = key.descending() ? ValueOrder.TOTAL.reversed() : ValueOrder.TOTAL;
                    return Comparator.<Item, @Nullable Object>comparing(key::value, Comparator.nullsLast(values));
                })
                .reduce(Comparator::thenComparing)
                .orElseGet(() -> Comparator.comparing(item -> 0));
    }

    private static ItemId fullId(String hex) {
        try {
            return ItemId.fromHex(hex);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an item id is " + 2 * ItemId.SIZE + " hexadecimal digits", e);
        }
    }
}
