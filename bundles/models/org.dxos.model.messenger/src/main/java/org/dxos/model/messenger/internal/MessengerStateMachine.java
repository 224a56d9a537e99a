package org.dxos.model.messenger.internal;

import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;

/** The state machine {@value #TYPE}: messages in canonical order, each of its author. Any thread. */
public class MessengerStateMachine implements StateMachine<Conversation, Mutation> {
    public static final String TYPE = "dxos.state/messenger";

    private static final int FORMAT = 1;
    private static final Descriptor DESCRIPTOR = Descriptor.of(TYPE, Order.TOTAL);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Conversation initial(Genesis genesis) {
        return Conversation.EMPTY;
    }

    @Override
    public Conversation apply(Conversation state, MutationMeta meta, Mutation mutation) {
        return state.after(meta, mutation);
    }

    @Override
    public Encoded encodeMutation(Mutation mutation) {
        return new Encoded(FORMAT, MutationCodec.encode(mutation));
    }

    @Override
    public Mutation decodeMutation(Encoded mutation) throws MalformedException {
        expectFormat(mutation);
        return MutationCodec.decode(mutation.bytes());
    }

    @Override
    public Encoded encodeState(Conversation state) {
        return new Encoded(FORMAT, StateCodec.encode(state));
    }

    @Override
    public Conversation decodeState(Genesis genesis, Encoded state) throws MalformedException {
        expectFormat(state);
        return StateCodec.decode(state.bytes());
    }

    private static void expectFormat(Encoded encoded) throws MalformedException {
        if (encoded.format() != FORMAT) {
            throw new MalformedException(TYPE + " reads format " + FORMAT + ", not " + encoded.format());
        }
    }
}
