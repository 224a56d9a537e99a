package org.dxos.echo.engine.internal.view;

import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.jspecify.annotations.Nullable;

/** The state that an item has in memory, or at rest. */
record PresentState(int number, Slot slot, TypeRegistry types, RestingStates resting) implements ItemState {
    @Override
    public Status status() {
        return slot.status() == Status.LIVE && !isReadable() ? Status.DORMANT : slot.status();
    }

    @Override
    public String reason() {
        if (slot.status() != Status.LIVE || isReadable()) {
            return slot.reason();
        }
        String stateMachine = slot.birth().stateMachine();
        return types.machine(stateMachine) == null
                ? "no state machine " + stateMachine + " is installed"
                : "its state is going to be made from its mutations when it is used";
    }

    @Override
    public long mutations() {
        return slot.history().size();
    }

    @Override
    public @Nullable StateCell cell() {
        StateCell held = slot.state();
        if (held != null) {
            return held;
        }
        KeptState present = slot.present();
        Machine machine = present == null ? null : resting.reader(slot, present);
        return present == null || machine == null ? null : resting.state(number, slot, present, machine);
    }

    /** Whether there is a state in memory, or code that can read the one at rest. */
    private boolean isReadable() {
        KeptState present = slot.present();
        return slot.state() != null || (present != null && resting.reader(slot, present) != null);
    }
}
