package org.dxos.echo.engine.internal.wire;

import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** One change to one item. */
public sealed interface Operation {
    /**
     * Makes an item.
     *
     * @param number from which, with the feed's key, its id is derived
     * @param source where a link starts, null in items
     * @param target where a link ends, null in items
     */
    record Create(
            long number,
            String type,
            String model,
            String stateMachine,
            @Nullable ItemId parent,
            @Nullable ItemId source,
            @Nullable ItemId target)
            implements Operation {}

    /** Changes an item's state. */
    record Mutate(ItemId item, Encoded mutation) implements Operation {}

    /** Puts an item under another, or makes it a root. */
    record Move(ItemId item, @Nullable ItemId parent) implements Operation {}

    record Delete(ItemId item) implements Operation {}

    record Restore(ItemId item) implements Operation {}
}
