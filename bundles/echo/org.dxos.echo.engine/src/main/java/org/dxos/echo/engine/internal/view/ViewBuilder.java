package org.dxos.echo.engine.internal.view;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.index.IndexView;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.structure.Structure;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Makes one view after another, each from the one before and the items that changed. Confined to the party loop.
 */
public final class ViewBuilder {
    /** The key of the roots in the map of children; those of an item stand under its number and 1. */
    public static final int ROOTS = 0;

    private final TypeRegistry types;
    private final FeedOrder feeds;
    private final RestingStates resting;
    private Names names = Names.EMPTY;
    private int items;
    private int itemTypes;
    private IntTrie<Slot> slots = IntTrie.empty();
    private IntTrie<IntTrie<Boolean>> children = IntTrie.empty();
    private IntTrie<IntTrie<Boolean>> byType = IntTrie.empty();
    private IntTrie<IntTrie<Boolean>> linksFrom = IntTrie.empty();
    private IntTrie<IntTrie<Boolean>> linksTo = IntTrie.empty();
    private IntTrie<Boolean> troubled = IntTrie.empty();
    private IntTrie.Edit edit = new IntTrie.Edit();

    public ViewBuilder(TypeRegistry types, FeedOrder feeds, RestingStates resting) {
        this.types = types;
        this.feeds = feeds;
        this.resting = resting;
    }

    /** The number under which this party knows an id; the id need not be an item's yet. */
    public int number(ItemId id) {
        Integer known = names.item(id);
        if (known != null) {
            return known;
        }
        int number = items++;
        names = names.with(id, number);
        return number;
    }

    /** The number of an id that is known, or null. */
    public @Nullable Integer numberOf(ItemId id) {
        return names.item(id);
    }

    /** Takes over how an item is now. */
    public void update(ItemCell cell, Structure structure) {
        int number = cell.number();
        Slot before = slots.get(number);
        boolean exists = structure.exists(number);
        int parent = structure.parent(number);
        if (before == null) {
            index(cell, number);
        }
        if (exists && (before == null || before.parent() != parent)) {
            if (before != null) {
                children = change(children, before.parent() + 1, number, false);
            }
            children = change(children, parent + 1, number, true);
        }
        slots = slots.with(number, Slot.of(cell, parent, structure.isDeleted(number)), edit);
        if (cell.status() != Status.LIVE) {
            troubled = troubled.with(number, Boolean.TRUE, edit);
        } else if (before != null && before.status() != Status.LIVE) {
            troubled = troubled.without(number, edit);
        }
    }

    /** Takes over where an item is in the tree now that is not in memory otherwise. */
    public void replace(int number, Structure structure) {
        Slot before = slots.get(number);
        if (before != null) {
            int parent = structure.parent(number);
            if (before.parent() != parent) {
                children = change(children, before.parent() + 1, number, false);
                children = change(children, parent + 1, number, true);
            }
            slots = slots.with(number, before.placed(parent, structure.isDeleted(number)), edit);
        }
    }

    /** An item as it was last taken over, or null. */
    public @Nullable Slot slot(int number) {
        return slots.get(number);
    }

    /** Looks at all items, in memory or not. */
    public void forEach(Consumer<Slot> visitor) {
        slots.forEach(0, (number, slot) -> {
            visitor.accept(slot);
            return true;
        });
    }

    /** The numbers of items that were not live when they were last taken over. */
    public IntTrie<Boolean> troubled() {
        return troubled;
    }

    /** Begins with what a snapshot holds. */
    public void begin(PartyView.Maps maps) {
        slots = maps.slots();
        children = maps.children();
        byType = maps.byType();
        linksFrom = maps.linksFrom();
        linksTo = maps.linksTo();
        troubled = maps.troubled();
        names = maps.names();
        items = names.items();
        itemTypes = names.types();
    }

    /** A view of all that was taken over so far. */
    public PartyView publish(Supplier<Map<FeedKey, Long>> timeframe, IndexView indexes) {
        edit.close();
        edit = new IntTrie.Edit();
        return new PartyView(
                new PartyView.Maps(slots, children, byType, linksFrom, linksTo, troubled, names, indexes),
                (number, slot) -> new PresentState(number, slot, types, resting),
                types,
                feeds,
                timeframe);
    }

    private void index(ItemCell cell, int number) {
        String type = cell.birth().type();
        Integer typeNumber = names.type(type);
        if (typeNumber == null) {
            typeNumber = itemTypes++;
            names = names.with(type, typeNumber);
        }
        byType = change(byType, typeNumber, number, true);
        var ends = cell.birth().ends();
        if (ends != null) {
            linksFrom = change(linksFrom, number(ends.source()), number, true);
            linksTo = change(linksTo, number(ends.target()), number, true);
        }
    }

    private IntTrie<IntTrie<Boolean>> change(IntTrie<IntTrie<Boolean>> map, int key, int number, boolean in) {
        IntTrie<Boolean> set = map.get(key);
        if (in) {
            IntTrie<Boolean> base = set == null ? IntTrie.<Boolean>empty() : set;
            return map.with(key, base.with(number, Boolean.TRUE, edit), edit);
        }
        if (set == null) {
            return map;
        }
        IntTrie<Boolean> rest = set.without(number, edit);
        return rest.isEmpty() ? map.without(key, edit) : map.with(key, rest, edit);
    }
}
