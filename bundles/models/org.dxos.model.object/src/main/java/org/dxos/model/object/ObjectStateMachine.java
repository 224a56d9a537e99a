package org.dxos.model.object;

import java.util.List;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.object.internal.ObjectCodec;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Reducer;
import org.dxos.model.object.internal.Value;
import org.osgi.service.component.annotations.Component;

/** The state machine {@value #TYPE}: the last writer of a path, in canonical order, wins. Any thread. */
@Component(service = StateMachine.class)
@DxosType(ObjectStateMachine.TYPE)
public final class ObjectStateMachine implements StateMachine<ObjectState, ObjectMutation> {
    public static final String TYPE = "dxos.state/object";

    private static final Descriptor DESCRIPTOR = Descriptor.of(TYPE, Order.TOTAL);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ObjectState initial(Genesis genesis) {
        return ObjectState.EMPTY;
    }

    @Override
    public ObjectState apply(ObjectState state, MutationMeta meta, ObjectMutation mutation) {
        Value.Fields root = Reducer.apply(state.root(), mutation.ops(), meta.feed(), meta.sequence(), meta.index());
        return root == state.root() ? state : new ObjectState(root);
    }

    @Override
    public Encoded encodeMutation(ObjectMutation mutation) {
        return new Encoded(ObjectCodec.FORMAT, ObjectCodec.encodeMutation(mutation.ops()));
    }

    @Override
    public ObjectMutation decodeMutation(Encoded mutation) throws MalformedException {
        expectFormat(mutation);
        List<Op> ops = ObjectCodec.decodeMutation(mutation.bytes());
        return new ObjectMutation(ops);
    }

    @Override
    public Encoded encodeState(ObjectState state) {
        return new Encoded(ObjectCodec.FORMAT, ObjectCodec.encodeState(state.root()));
    }

    @Override
    public ObjectState decodeState(Genesis genesis, Encoded state) throws MalformedException {
        expectFormat(state);
        return new ObjectState(ObjectCodec.decodeState(state.bytes()));
    }

    private static void expectFormat(Encoded encoded) throws MalformedException {
        if (encoded.format() != ObjectCodec.FORMAT) {
            throw new MalformedException(TYPE + " reads format " + ObjectCodec.FORMAT + ", not " + encoded.format());
        }
    }
}
