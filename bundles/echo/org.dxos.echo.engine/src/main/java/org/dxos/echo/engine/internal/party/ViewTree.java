package org.dxos.echo.engine.internal.party;

import org.dxos.echo.engine.internal.structure.Structure;
import org.dxos.echo.engine.internal.structure.Tree;
import org.dxos.echo.engine.internal.view.Slot;
import org.dxos.echo.engine.internal.view.ViewBuilder;

/** The tree as the newest view shows it. Confined to the party loop. */
record ViewTree(ViewBuilder views) implements Tree {
    @Override
    public boolean exists(int item) {
        return views.slot(item) != null;
    }

    @Override
    public int parent(int item) {
        Slot slot = views.slot(item);
        return slot == null ? Structure.NO_PARENT : slot.parent();
    }

    @Override
    public boolean isDeleted(int item) {
        Slot slot = views.slot(item);
        return slot != null && slot.deleted();
    }
}
