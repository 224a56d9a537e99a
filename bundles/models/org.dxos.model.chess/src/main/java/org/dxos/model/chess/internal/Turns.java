package org.dxos.model.chess.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.dxos.echo.model.Edit;
import org.dxos.model.chess.PgnException;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.MoveReader;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.board.San;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Rules;
import org.dxos.model.chess.internal.game.Ruling;
import org.dxos.model.chess.internal.game.Setup;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.PgnReader;

/** The edits of facade and words. What the rules refuse is refused at the writer with {@link IllegalStateException}. */
final class Turns {
    private Turns() {}

    static Edit<ChessState, ChessMutation> time(TimeControl control) {
        return judged(state -> new ChessMutation.Arrange(new Setup(state.setup().start(), control)));
    }

    static Edit<ChessState, ChessMutation> position(String fen) {
        Position start = Fen.read(fen);
        return judged(state ->
                new ChessMutation.Arrange(new Setup(start, state.setup().time())));
    }

    static Edit<ChessState, ChessMutation> sit(Side side) {
        return (state, context) -> sit(side, context.member()).mutation(state, context);
    }

    static Edit<ChessState, ChessMutation> sit(Side side, org.dxos.base.key.IdentityKey member) {
        return judged(state -> new ChessMutation.Sit(side, member));
    }

    /** The move is read in the present position, but only for one who may move. */
    static Edit<ChessState, ChessMutation> move(String text) {
        return (state, context) -> {
            int any = new LegalMoves().of(state.position()).get(0);
            ChessMutation attempt = new ChessMutation.Play(state.sheet().turn(), any);
            if (Rules.judge(state, context.member(), context.claimedMillis(), attempt) instanceof Ruling.Refused no) {
                throw new IllegalStateException(no.why());
            }
            int move = new MoveReader().read(state.position(), text);
            return new ChessMutation.Play(state.sheet().turn(), move);
        };
    }

    static Edit<ChessState, ChessMutation> act(ChessMutation.Action action) {
        return judged(state -> new ChessMutation.Act(action, state.sheet().turn()));
    }

    static Edit<ChessState, ChessMutation> tag(String name, String value) {
        ChessMutation mutation = new ChessMutation.SetTag(name, value);
        return judged(state -> mutation);
    }

    static Edit<ChessState, ChessMutation> keep(String pgn) {
        List<PgnGame> games = PgnReader.read(pgn);
        if (games.size() != 1) {
            throw new PgnException(1, 1, "there are " + games.size() + " games in this text, and one is wanted");
        }
        ChessMutation mutation = new ChessMutation.Keep(games.get(0));
        return judged(state -> mutation);
    }

    /** The legal moves in SAN, sorted; none after the end. */
    static List<String> legal(ChessState state) {
        List<String> moves = new ArrayList<>();
        if (state.isOpen()) {
            LegalMoves legal = new LegalMoves().of(state.position());
            for (int i = 0; i < legal.size(); i++) {
                moves.add(San.write(state.position(), legal.get(i), legal));
            }
        }
        moves.sort(null);
        return List.copyOf(moves);
    }

    private static Edit<ChessState, ChessMutation> judged(Function<ChessState, ChessMutation> edit) {
        return (state, context) -> {
            ChessMutation mutation = edit.apply(state);
            if (Rules.judge(state, context.member(), context.claimedMillis(), mutation) instanceof Ruling.Refused no) {
                throw new IllegalStateException(no.why());
            }
            return mutation;
        };
    }
}
