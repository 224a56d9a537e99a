package org.dxos.model.text.internal;

import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.StateCodec;
import org.dxos.model.text.internal.yjs.Update;

/** State machine {@value #TYPE}: a Yjs document, changed by Yjs updates. Mutations are written in version 1. */
public class TextStateMachine implements StateMachine<Document, Update> {
    public static final String TYPE = "dxos.state/text";

    private static final int VERSION_1 = 1;
    private static final int VERSION_2 = 2;
    private static final Descriptor DESCRIPTOR =
            Descriptor.of(TYPE, Order.COMMUTATIVE).readsMutations(VERSION_1, VERSION_2);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Document initial(Genesis genesis) {
        return new Document(genesis.item());
    }

    @Override
    public Document apply(Document state, MutationMeta meta, Update mutation) {
        state.apply(mutation, meta.feed(), meta.height());
        return state;
    }

    @Override
    public Encoded encodeMutation(Update mutation) {
        return new Encoded(VERSION_1, mutation.version1());
    }

    @Override
    public Update decodeMutation(Encoded mutation) throws MalformedException {
        return switch (mutation.format()) {
            case VERSION_1 -> Update.read(mutation.bytes());
            case VERSION_2 -> Update.readVersion2(mutation.bytes());
            default -> throw new MalformedException("there is no mutation format " + mutation.format());
        };
    }

    @Override
    public Encoded encodeState(Document state) {
        return new Encoded(1, StateCodec.encode(state));
    }

    @Override
    public Document decodeState(Genesis genesis, Encoded state) throws MalformedException {
        if (state.format() != 1) {
            throw new MalformedException("there is no state format " + state.format());
        }
        return StateCodec.decode(genesis.item(), state.bytes());
    }

    @Override
    public Document fork(Document state) {
        return state.fork();
    }
}
