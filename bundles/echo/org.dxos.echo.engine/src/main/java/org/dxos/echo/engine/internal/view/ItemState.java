package org.dxos.echo.engine.internal.view;

import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.StateCell;
import org.jspecify.annotations.Nullable;

/** What a view shows of one item's state. Any thread. */
public interface ItemState {
    Status status();

    /** Why it is not live; empty when it is. */
    String reason();

    /** Mutations in the view, applied or not. */
    long mutations();

    /** The state, or null when there is none that can be read now. */
    @Nullable
    StateCell cell();

    /** Where a view takes the states of its items from. */
    @FunctionalInterface
    interface Source {
        ItemState of(int number, Slot slot);
    }
}
