package org.dxos.model.chess.internal;

import org.dxos.base.MalformedException;
import org.dxos.echo.model.Descriptor;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.MutationCodec;
import org.dxos.model.chess.internal.game.Origin;
import org.dxos.model.chess.internal.game.Rules;
import org.dxos.model.chess.internal.game.Ruling;
import org.dxos.model.chess.internal.game.StateCodec;

/** State machine {@value #TYPE}: of edits that exclude each other, the first in canonical order counts. Any thread. */
public class ChessStateMachine implements StateMachine<ChessState, ChessMutation> {
    public static final String TYPE = "dxos.state/chess";

    private static final int FORMAT = 1;
    private static final Descriptor DESCRIPTOR = Descriptor.of(TYPE, Order.TOTAL);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public ChessState initial(Genesis genesis) {
        return ChessState.initial(Origin.of(genesis));
    }

    @Override
    public ChessState apply(ChessState state, MutationMeta meta, ChessMutation mutation) {
        return Rules.judge(state, meta.member(), meta.claimedMillis(), mutation) instanceof Ruling.Done done
                ? done.state()
                : state;
    }

    @Override
    public Encoded encodeMutation(ChessMutation mutation) {
        return new Encoded(FORMAT, MutationCodec.encode(mutation));
    }

    @Override
    public ChessMutation decodeMutation(Encoded mutation) throws MalformedException {
        expectFormat(mutation);
        return MutationCodec.decode(mutation.bytes());
    }

    @Override
    public Encoded encodeState(ChessState state) {
        return new Encoded(FORMAT, StateCodec.encode(state));
    }

    @Override
    public ChessState decodeState(Genesis genesis, Encoded state) throws MalformedException {
        expectFormat(state);
        return StateCodec.decode(Origin.of(genesis), state.bytes());
    }

    private static void expectFormat(Encoded encoded) throws MalformedException {
        if (encoded.format() != FORMAT) {
            throw new MalformedException(TYPE + " reads format " + FORMAT + ", not " + encoded.format());
        }
    }
}
