package org.dxos.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedMeta;
import org.dxos.echo.tck.Writer;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Step;
import org.dxos.model.object.internal.Value;
import org.junit.jupiter.api.Test;

class ObjectCostTest {
    private final StateMachine<ObjectState, ObjectMutation> machine = ObjectModels.stateMachine();
    private final DetachedGenesis genesis = DetachedGenesis.of(Writer.of(0), 0);
    private final DetachedMeta meta = DetachedMeta.of(genesis.item(), Writer.of(0), 0, 1);

    private static ObjectMutation set(int key, long value) {
        return new ObjectMutation(List.of(new Op.Set(List.of(new Step.Name("key" + key)), new Value.Int(value))));
    }

    private ObjectState withKeys(int count) {
        ObjectState state = machine.initial(genesis);
        for (int i = 0; i < count; i++) {
            state = machine.apply(state, meta, set(i, i));
        }
        return state;
    }

    @Test
    void aWriteCopiesLittleOfALargeObject() {
        assertTrue(bytesPerWrite(10) <= 400, "10 keys: " + bytesPerWrite(10));
        assertTrue(bytesPerWrite(100_000) <= 2_000, "100,000 keys: " + bytesPerWrite(100_000));
    }

    private long bytesPerWrite(int keys) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ObjectState state = withKeys(keys);
        ObjectMutation[] mutations = new ObjectMutation[1_000];
        for (int i = 0; i < mutations.length; i++) {
            mutations[i] = set((i * 7919) % keys, i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (ObjectMutation mutation : mutations) {
            state = machine.apply(state, meta, mutation);
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / mutations.length;
        assertEquals(keys, state.root().fields().size());
        return bytes;
    }
}
