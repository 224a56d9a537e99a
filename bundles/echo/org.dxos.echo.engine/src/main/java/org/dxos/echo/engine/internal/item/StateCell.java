package org.dxos.echo.engine.internal.item;

/**
 * Holds one state where views can read it while the engine goes on. All calls that touch the state hold this object's monitor.
 * The engine changes a mutable state in place only while no view that shows it is in use.
 */
public final class StateCell {
    private final Machine machine;
    private final Object state;
    /** The number of {@linkplain Pins pins} taken when this cell was made. */
    private final long madeAt;

    public StateCell(Machine machine, Object state, long madeAt) {
        this.machine = machine;
        this.state = state;
        this.madeAt = madeAt;
    }

    public Machine machine() {
        return machine;
    }

    public Object state() {
        return state;
    }

    /** The state as bytes. Calls foreign code without a guard. */
    public org.dxos.echo.model.Encoded encode() {
        synchronized (this) {
            return machine.encodeState(state);
        }
    }

    /** Whether a view that may show this cell has been taken since it was made. */
    boolean isShared(long pins) {
        return pins > madeAt;
    }
}
