package org.dxos.echo.engine.internal.past;

import java.util.List;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.view.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Makes an item's state from some of its mutations: from the newest state on disk that holds no others, else from its birth. What
 * the state machine throws becomes a fault of the item in this view. Confined to one thread.
 */
final class Replay {
    private static final int READ_AHEAD = 256;

    private final Slot slot;
    private final Machine machine;
    private final Extent extent;
    private final PastBlocks blocks;

    Replay(List<PastFeed> feeds, Slot slot, Machine machine, Extent extent) {
        this.slot = slot;
        this.machine = machine;
        this.extent = extent;
        this.blocks = new PastBlocks(feeds, READ_AHEAD);
    }

    /** A state with so many mutations at the start of the history in it. */
    private record Start(Object state, int applied) {}

    Reached run() {
        return run(extent.size(), Status.LIVE, "");
    }

    /** The state after the first {@code end} mutations, which is shown with a status. */
    private Reached run(int end, Status status, String reason) {
        Start start;
        try {
            start = start(end);
        } catch (RuntimeException | Error e) {
            return new Reached(Status.FAULTED, machine.type() + " threw " + e, null);
        }
        Object state = start.state;
        for (int i = start.applied; i < end; i++) {
            int index = extent.index(i);
            long place = slot.history().place(index);
            Pending pending = blocks.mutation(place);
            if (!machine.descriptor().readsMutation(pending.mutation().format())) {
                String trouble = "a mutation is in format " + pending.mutation().format() + "; the installed "
                        + machine.type() + " reads " + machine.descriptor().mutationFormats();
                return reached(Status.OUTDATED, trouble, state);
            }
            Meta meta = blocks.meta(slot.birth().item(), place, slot.history().height(index), pending.claimedMillis());
            try {
                state = machine.apply(state, meta, machine.decodeMutation(pending.mutation()));
            } catch (MalformedException e) {
                continue; // a mutation that cannot be decoded has no effect
            } catch (RuntimeException | Error e) {
                String trouble = machine.type() + " threw " + e + " at mutation " + (i + 1) + " of " + extent.size();
                // The state may be half changed: it is made once more, up to here.
                return status == Status.LIVE
                        ? run(i, Status.FAULTED, trouble)
                        : new Reached(Status.FAULTED, trouble, null);
            }
        }
        return reached(status, reason, state);
    }

    private Reached reached(Status status, String reason, Object state) {
        return new Reached(status, reason, new StateCell(machine, state, Long.MAX_VALUE));
    }

    private Start start(int end) {
        Birth birth = slot.birth();
        List<KeptState> stored = slot.stored();
        for (int i = stored.size() - 1; i >= 0; i--) {
            KeptState kept = stored.get(i);
            if (kept.applied() <= Math.min(end, extent.prefix())
                    && machine.descriptor().readsState(kept.format())) {
                Object state = decoded(birth, kept);
                if (state != null) {
                    return new Start(state, kept.applied());
                }
            }
        }
        return new Start(machine.initial(birth), 0);
    }

    /** The state, or null when its bytes are gone or of no use: an earlier one will do. */
    private @Nullable Object decoded(Birth birth, KeptState kept) {
        try {
            return machine.decodeState(birth, kept.encoded());
        } catch (EchoException e) {
            if (e.code() == EchoException.Code.STORAGE) {
                throw e;
            }
            return null;
        } catch (MalformedException | RuntimeException | Error e) {
            return null;
        }
    }
}
