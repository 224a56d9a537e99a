package org.dxos.echo;

import java.util.List;
import org.dxos.echo.model.ItemId;

/**
 * How a live query's result changed since its last update.
 *
 * @param view the state it is about
 * @param added items that are in the result now and were not before
 * @param changed items that are in it as before, but changed
 * @param removed items that are in it no longer
 */
public record QueryUpdate(View view, List<Item> added, List<Item> changed, List<ItemId> removed) {
    public QueryUpdate {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        removed = List.copyOf(removed);
    }
}
