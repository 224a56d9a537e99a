package org.dxos.itests.simulation;

import java.util.Map;
import java.util.TreeMap;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Subscription;
import org.dxos.echo.model.ItemId;

/** Keeps the result of a live query by its updates alone. */
final class Watcher {
    private final SimNode node;
    private final Party party;
    private final Query query;
    private final Map<ItemId, String> result = new TreeMap<>();
    private final Subscription subscription;

    Watcher(SimNode node, Query query) {
        this.node = node;
        this.party = node.party();
        this.query = query;
        this.subscription = party.observe(query, this::update);
    }

    private void update(QueryUpdate update) {
        update.added().forEach(item -> {
            if (result.put(item.id(), seen(item)) != null) {
                throw new AssertionError("item " + item.id() + " came twice");
            }
        });
        update.changed().forEach(item -> {
            if (result.put(item.id(), seen(item)) == null) {
                throw new AssertionError("item " + item.id() + " changed before it came");
            }
        });
        update.removed().forEach(id -> {
            if (result.remove(id) == null) {
                throw new AssertionError("item " + id + " went before it came");
            }
        });
    }

    private static String seen(Item item) {
        return Snapshot.state(item) + " " + item.parent() + " " + item.isDeleted();
    }

    /** What the updates add up to. */
    Map<ItemId, String> result() {
        return result;
    }

    /** What a query finds now. */
    Map<ItemId, String> fresh() {
        Map<ItemId, String> fresh = new TreeMap<>();
        party.view().select(query).forEach(item -> fresh.put(item.id(), seen(item)));
        return fresh;
    }

    boolean isOf(SimNode other) {
        return node == other;
    }

    Query query() {
        return query;
    }

    void close() {
        subscription.close();
    }
}
