package org.dxos.model.chess.internal.game;

import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Outcome.Reason;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Line;
import org.dxos.model.chess.internal.board.Material;
import org.dxos.model.chess.internal.board.Position;
import org.jspecify.annotations.Nullable;

/** How the board ends games. Numbers of moves and repetitions are those of FIDE's laws, articles 9.2, 9.3 and 9.6. */
public final class Endings {
    private static final int FIFTY_MOVES = 100;
    private static final int SEVENTY_FIVE_MOVES = 150;

    private Endings() {}

    /** How the position that a line leads to ends the game without anybody's doing; null when it does not. */
    static @Nullable Outcome automatic(Line line) {
        Position position = line.position();
        if (new LegalMoves().of(position).size() == 0) {
            return position.isCheck()
                    ? new Outcome(Result.winFor(position.turn().opponent()), Reason.CHECKMATE)
                    : new Outcome(Result.DRAW, Reason.STALEMATE);
        } else if (Material.isDead(position)) {
            return new Outcome(Result.DRAW, Reason.DEAD_POSITION);
        } else if (position.quietHalfMoves() >= SEVENTY_FIVE_MOVES) {
            return new Outcome(Result.DRAW, Reason.SEVENTY_FIVE_MOVES);
        }
        return line.occurrences() >= 5 ? new Outcome(Result.DRAW, Reason.FIVEFOLD_REPETITION) : null;
    }

    /** The draw that the side on turn may claim; null when there is none. */
    public static @Nullable Outcome claimable(Line line) {
        if (line.position().quietHalfMoves() >= FIFTY_MOVES) {
            return new Outcome(Result.DRAW, Reason.FIFTY_MOVES);
        }
        return line.occurrences() >= 3 ? new Outcome(Result.DRAW, Reason.THREEFOLD_REPETITION) : null;
    }

    /** The outcome of a recorded game: its file says the result, its last position may say why. */
    static @Nullable Outcome recorded(@Nullable Result result, Line line, @Nullable String termination) {
        if (result == null) {
            return null;
        }
        @Nullable Outcome seen = automatic(line);
        if (seen != null && seen.result() == result) {
            return seen;
        }
        boolean time = termination != null && termination.equals("time forfeit");
        return new Outcome(result, time ? Reason.TIME : Reason.RECORDED);
    }
}
