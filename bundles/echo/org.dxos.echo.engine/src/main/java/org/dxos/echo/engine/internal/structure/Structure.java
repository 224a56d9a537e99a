package org.dxos.echo.engine.internal.structure;

import java.util.ArrayDeque;
import java.util.function.IntConsumer;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.structure.Change.Kind;
import org.dxos.echo.engine.internal.tree.IntTrie;

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
    private final ChangeLog log;
    private final Nodes nodes;

    /** @param changed told of every item whose parent or deletion may have changed */
    public Structure(FeedOrder feeds, IntConsumer changed) {
        this(feeds, changed, Tree.EMPTY, IntTrie.empty());
    }

    /**
     * Goes on from a tree and the changes that have led to it.
     *
     * @param tree followed with {@link #published}
     */
    public Structure(FeedOrder feeds, IntConsumer changed, Tree tree, IntTrie<ChangeLog.Entry> changes) {
        this.feeds = feeds;
        this.changed = changed;
        this.nodes = new Nodes(tree);
        this.log = new ChangeLog(changes);
    }

    /** Takes a change into the order. */
    public void add(long height, long place, Kind kind, int item, int parent) {
        Change change = new Change(kind, item, parent);
        if (log.isEmpty() || isBefore(log.last(), height, place)) {
            perform(height, place, change);
            return;
        }
        ArrayDeque<ChangeLog.Entry> later = new ArrayDeque<>();
        while (!log.isEmpty() && !isBefore(log.last(), height, place)) {
            ChangeLog.Entry undone = log.pop();
            undo(undone);
            later.push(undone);
        }
        perform(height, place, change);
        for (ChangeLog.Entry again : later) {
            perform(again.height(), again.place(), again.change());
        }
    }

    /** The tree below shows everything that was changed. */
    public void published() {
        nodes.forget();
    }

    /** All changes by their index in canonical order; they do not change from now on. */
    public IntTrie<ChangeLog.Entry> changes() {
        return log.entries();
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

    private boolean isBefore(ChangeLog.Entry entry, long height, long place) {
        return Place.compare(entry.height(), entry.place(), height, place, feeds) <= 0;
    }

    private void perform(long height, long place, Change change) {
        int item = change.item();
        boolean effective = isPossible(change);
        log.push(new ChangeLog.Entry(height, place, change, effective, nodes.parent(item), nodes.isDeleted(item)));
        if (!effective) {
            return;
        }
        switch (change.kind()) {
            case CREATE ->
                nodes.create(
                        item, nodes.exists(change.parent()) && change.parent() != item ? change.parent() : NO_PARENT);
            case MOVE -> nodes.set(item, change.parent(), nodes.isDeleted(item));
            case DELETE -> nodes.set(item, nodes.parent(item), true);
            case RESTORE -> nodes.set(item, nodes.parent(item), false);
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

    private void undo(ChangeLog.Entry entry) {
        if (!entry.effective()) {
            return;
        }
        int item = entry.change().item();
        if (entry.change().kind() == Kind.CREATE) {
            nodes.remove(item);
        } else {
            nodes.set(item, entry.parentBefore(), entry.deletedBefore());
        }
        changed.accept(item);
    }
}
