package org.dxos.echo.engine.internal.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.page.PageException;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.model.Encoded;
import org.jspecify.annotations.Nullable;

/**
 * States of items at rest, made from their bytes when a view is read: a bounded number of those read last. Nobody changes them.
 * Any thread.
 */
public final class RestingStates {
    private static final int MAX_STATES = 1024;
    private static final int MAX_BYTES = 16 << 20;

    private final TypeRegistry types;
    private final IntConsumer spoilt;
    private final LinkedHashMap<Key, Held> states = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    /** Which state of which item: items with equal states have pages of one name, but what is made of them may differ. */
    private record Key(int number, KeptState kept) {}

    private record Held(StateCell cell, int bytes) {}

    /** @param spoilt told of items whose state cannot be made from its bytes, so that it is made from its mutations */
    public RestingStates(TypeRegistry types, IntConsumer spoilt) {
        this.types = types;
        this.spoilt = spoilt;
    }

    /** The state machine that reads a state now, or null. */
    @Nullable
    Machine reader(Slot slot, KeptState kept) {
        Machine machine = types.machine(slot.birth().stateMachine());
        return machine != null && machine.descriptor().readsState(kept.format()) ? machine : null;
    }

    /**
     * The state of an item at rest.
     *
     * @throws EchoException NOT_LIVE when its state machine fails to make it
     */
    StateCell state(int number, Slot slot, KeptState kept, Machine machine) {
        synchronized (this) {
            Held held = states.get(new Key(number, kept));
            if (held != null && held.cell.machine() == machine) {
                return held.cell;
            }
        }
        Encoded encoded;
        StateCell made;
        try {
            encoded = kept.encoded();
            made = new StateCell(machine, machine.decodeState(slot.birth(), encoded), Long.MAX_VALUE);
        } catch (PageException e) {
            if (e.code() == Code.DAMAGED) {
                spoilt.accept(number);
            }
            throw e;
        } catch (MalformedException | RuntimeException | Error e) {
            spoilt.accept(number);
            throw new EchoException(
                    Code.NOT_LIVE,
                    "item " + slot.birth().item() + " is being made from its mutations, because " + machine.type()
                            + " cannot read its last state: " + e,
                    e);
        }
        keep(
                new Key(number, kept),
                slot.birth().stateMachine(),
                new Held(made, encoded.bytes().size()));
        return made;
    }

    /** Lets go of everything that a state machine made. */
    public synchronized void forget(Machine machine) {
        states.values().removeIf(held -> held.cell.machine() == machine);
        bytes = states.values().stream().mapToLong(Held::bytes).sum();
    }

    /** Not when its state machine has left meanwhile: nobody would let go of it. */
    private synchronized void keep(Key key, String type, Held held) {
        if (types.machine(type) != held.cell.machine()) {
            return;
        }
        Held before = states.put(key, held);
        bytes += held.bytes - (before == null ? 0 : before.bytes);
        var eldest = states.entrySet().iterator();
        while (states.size() > 1 && (states.size() > MAX_STATES || bytes > MAX_BYTES)) {
            Map.Entry<Key, Held> oldest = eldest.next();
            bytes -= oldest.getValue().bytes;
            eldest.remove();
        }
    }
}
