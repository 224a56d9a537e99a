package org.dxos.model.chess.internal;

import java.util.random.RandomGenerator;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.EditContext;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Setup;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.Tags;

/** What players of all sorts do: mostly what fits the state, sometimes not. */
final class RandomEdits {
    private static final String[] STARTS = {
        "4k3/4P3/8/8/8/8/8/4K3 w - - 0 1", "8/8/8/8/8/5k2/6q1/7K w - - 149 80", "r3k2r/8/8/8/8/8/8/R3K2R b KQkq - 10 20"
    };

    private RandomEdits() {}

    static ChessMutation mutation(RandomGenerator random, ChessState state, EditContext context) {
        IdentityKey me = context.member();
        Side open = random.nextBoolean() ? Side.WHITE : Side.BLACK;
        int kind = random.nextInt(100);
        if (state.sheet().moves().size() == 0 && kind < 30) {
            return early(random, open, me);
        } else if (kind < 35) {
            return new ChessMutation.Sit(open, me);
        } else if (kind < 40) {
            return new ChessMutation.SetTag(
                    "Tag" + random.nextInt(4), random.nextBoolean() ? "" : "é " + random.nextInt(9));
        } else if (kind < 52) {
            ChessMutation.Action[] actions = ChessMutation.Action.values();
            // Resigning ends everything, so it is rare.
            int action = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(actions.length - 1);
            return new ChessMutation.Act(actions[action], turn(random, state));
        } else if (kind < 55) {
            return new ChessMutation.Play(turn(random, state), random.nextInt(20_000));
        }
        LegalMoves legal = new LegalMoves().of(state.position());
        return new ChessMutation.Play(
                turn(random, state), legal.size() == 0 ? 0 : legal.get(random.nextInt(legal.size())));
    }

    private static ChessMutation early(RandomGenerator random, Side side, IdentityKey me) {
        return switch (random.nextInt(8)) {
            case 0 -> new ChessMutation.Arrange(new Setup(Position.START, TimeControl.parse("0.05+2")));
            case 1 -> new ChessMutation.Arrange(new Setup(Fen.read(STARTS[random.nextInt(STARTS.length)]), null));
            case 2 -> new ChessMutation.Keep(game(random));
            default -> new ChessMutation.Sit(side, me);
        };
    }

    private static long turn(RandomGenerator random, ChessState state) {
        return random.nextInt(8) == 0 ? random.nextInt(9) : state.sheet().turn();
    }

    static PgnGame game(RandomGenerator random) {
        Position start = random.nextBoolean() ? Position.START : Fen.read(STARTS[random.nextInt(STARTS.length)]);
        Moves moves = Moves.NONE;
        Position position = start;
        LegalMoves legal = new LegalMoves();
        for (int i = random.nextInt(60); i > 0 && legal.of(position).size() > 0; i--) {
            int move = legal.get(random.nextInt(legal.size()));
            moves = moves.plus(move);
            position = position.play(move);
        }
        int result = random.nextInt(4);
        Tags tags = Tags.NONE.with("White", "Ä " + random.nextInt(9)).with("Termination", "time forfeit");
        return new PgnGame(
                random.nextBoolean() ? tags : Tags.NONE, start, moves, result == 3 ? null : Result.values()[result]);
    }
}
