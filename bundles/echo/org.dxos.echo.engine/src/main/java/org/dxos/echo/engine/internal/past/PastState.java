package org.dxos.echo.engine.internal.past;

import java.util.List;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.ItemState;
import org.dxos.echo.engine.internal.view.Slot;
import org.jspecify.annotations.Nullable;

/** The state that an item had, made when it is read first. Any thread. */
final class PastState implements ItemState {
    private final List<PastFeed> feeds;
    private final TypeRegistry types;
    private final Slot slot;
    private final Cut cut;
    private @Nullable Extent extent;
    private @Nullable Reached reached;

    PastState(List<PastFeed> feeds, TypeRegistry types, Slot slot, Cut cut) {
        this.feeds = feeds;
        this.types = types;
        this.slot = slot;
        this.cut = cut;
    }

    @Override
    public Status status() {
        return reached().status();
    }

    @Override
    public String reason() {
        return reached().reason();
    }

    @Override
    public long mutations() {
        return extent().size();
    }

    @Override
    public @Nullable StateCell cell() {
        return reached().cell();
    }

    private synchronized Extent extent() {
        Extent known = extent;
        if (known == null) {
            known = Extent.of(slot.history(), cut);
            extent = known;
        }
        return known;
    }

    private synchronized Reached reached() {
        Machine machine = types.machine(slot.birth().stateMachine());
        if (machine == null) {
            reached = null;
            return new Reached(
                    Status.DORMANT, "no state machine " + slot.birth().stateMachine() + " is installed", null);
        }
        Reached known = reached;
        StateCell cell = known == null ? null : known.cell();
        if (known == null || (cell != null && cell.machine() != machine)) {
            known = new Replay(feeds, slot, machine, extent()).run();
            reached = known;
        }
        return known;
    }
}
