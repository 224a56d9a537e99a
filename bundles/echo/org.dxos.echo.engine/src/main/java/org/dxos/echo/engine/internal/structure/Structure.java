package org.dxos.echo.engine.internal.structure;

import java.util.function.IntConsumer;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.structure.Change.Kind;

/**
 * The tree of a party: who is whose parent, and what is deleted, as all structural changes in canonical order make it. A change
 * that sorts before others undoes those, is done, and has them done again; so all peers with the same changes have the same tree.
 *
 * <p>A move takes effect only if the item and the new parent are there and the parent is not under the item at that point of
 * the order, by the move algorithm of Kleppmann, Mulligan, Gomes and Beresford (2021). An item made under a parent that is not
 * there becomes a root.
 *
 * <p>Items are known by numbers. Confined to the party loop.
 */
public final class Structure {
    public static final int NO_PARENT = -1;

    private final FeedOrder feeds;
    private final IntConsumer changed;
    private final ChangeLog log = new ChangeLog();
    private final Nodes nodes = new Nodes();

    /** @param changed told of every item whose parent or deletion may have changed */
    public Structure(FeedOrder feeds, IntConsumer changed) {
        this.feeds = feeds;
        this.changed = changed;
    }

    /** Takes a change into the order. */
    public void add(long height, long place, Kind kind, int item, int parent) {
        int index = log.size();
        while (index > 0 && Place.compare(height, place, log.height(index - 1), log.place(index - 1), feeds) < 0) {
            index--;
            undo(index);
        }
        log.insert(index, height, place, new Change(kind, item, parent));
        for (int i = index; i < log.size(); i++) {
            perform(i);
        }
    }

    public boolean exists(int item) {
        return nodes.exists(item);
    }

    public int parent(int item) {
        return nodes.parent(item);
    }

    public boolean isDeleted(int item) {
        return nodes.isDeleted(item);
    }

    /** Whether an item is another one, or below it. */
    public boolean isUnder(int item, int ancestor) {
        for (int at = item; at != NO_PARENT; at = nodes.parent(at)) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    private void perform(int index) {
        Change change = log.change(index);
        int item = change.item();
        boolean effective = isPossible(change);
        log.remember(index, effective, nodes.parent(item), nodes.isDeleted(item));
        if (!effective) {
            return;
        }
        switch (change.kind()) {
            case CREATE -> {
                nodes.create(item);
                nodes.setParent(
                        item, nodes.exists(change.parent()) && change.parent() != item ? change.parent() : NO_PARENT);
            }
            case MOVE -> nodes.setParent(item, change.parent());
            case DELETE -> nodes.setDeleted(item, true);
            case RESTORE -> nodes.setDeleted(item, false);
        }
        changed.accept(item);
    }

    private boolean isPossible(Change change) {
        int item = change.item();
        int parent = change.parent();
        return switch (change.kind()) {
            case CREATE -> !nodes.exists(item);
            case MOVE ->
                nodes.exists(item) && (parent == NO_PARENT || (nodes.exists(parent) && !isUnder(parent, item)));
            case DELETE, RESTORE -> nodes.exists(item);
        };
    }

    private void undo(int index) {
        if (!log.wasEffective(index)) {
            return;
        }
        Change change = log.change(index);
        int item = change.item();
        if (change.kind() == Kind.CREATE) {
            nodes.remove(item);
        } else {
            nodes.setParent(item, log.parentBefore(index));
            nodes.setDeleted(item, log.deletedBefore(index));
        }
        changed.accept(item);
    }
}
