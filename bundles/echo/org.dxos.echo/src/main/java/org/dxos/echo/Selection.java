package org.dxos.echo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dxos.echo.model.ItemId;

/**
 * A set of items of one view, and steps from it to others, each of which keeps every item once, in the order in which it was reached.
 * Deleted items are not stepped to. Immutable.
 */
public final class Selection {
    /** Items of a selection at most. */
    public static final int MOST = 1_000_000;

    private final View view;
    private final Map<ItemId, Item> items;

    private Selection(View view, Map<ItemId, Item> items) {
        this.view = view;
        this.items = items;
    }

    /** The items that match a query. */
    public static Selection of(View view, Query query) {
        return collect(view, List.of(query), view::select);
    }

    /** One item; empty when the view does not have it. */
    public static Selection of(View view, ItemId item) {
        return collect(view, List.of(item), id -> view.item(id).stream().toList());
    }

    /** The items directly under these. */
    public Selection children() {
        return step(item -> view.children(item.id()));
    }

    /** The items that these are directly under. */
    public Selection parent() {
        return step(item -> visible(item.parent()));
    }

    /** The links that start at these. */
    public Selection links() {
        return step(item -> view.links(item.id()));
    }

    /** The links that end at these. */
    public Selection refs() {
        return step(item -> view.refs(item.id()));
    }

    /** The items at which these, as far as they are links, start. */
    public Selection source() {
        return step(item -> visible(item.ends().map(Item.Ends::source)));
    }

    /** The items at which these, as far as they are links, end. */
    public Selection target() {
        return step(item -> visible(item.ends().map(Item.Ends::target)));
    }

    /** Those of these that match a query. */
    public Selection where(Query query) {
        return step(item -> query.matches(item) ? List.of(item) : List.of());
    }

    public List<Item> items() {
        return List.copyOf(items.values());
    }

    public int size() {
        return items.size();
    }

    private List<Item> visible(Optional<ItemId> id) {
        return id.flatMap(view::item).filter(item -> !item.isDeleted()).stream().toList();
    }

    private Selection step(Function<Item, List<Item>> step) {
        return collect(view, new ArrayList<>(items.values()), step);
    }

    private static <T> Selection collect(View view, List<T> from, Function<T, List<Item>> step) {
        Map<ItemId, Item> reached = new LinkedHashMap<>();
        for (T each : from) {
            for (Item item : step.apply(each)) {
                reached.putIfAbsent(item.id(), item);
                if (reached.size() > MOST) {
                    throw new EchoException(
                            EchoException.Code.LIMIT, "the selection reaches more than " + MOST + " items");
                }
            }
        }
        return new Selection(view, reached);
    }
}
