package org.dxos.model.chess.internal.game;

import java.time.Duration;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Material;
import org.jspecify.annotations.Nullable;

/** The time that the sides have left, by the times that their moves claim. */
public final class Clocks {
    private Clocks() {}

    /** What a side had left when the last move was made; null without clocks. */
    public static @Nullable Duration left(ChessState state, Side side) {
        @Nullable TimeControl time = state.setup().time();
        if (time == null) {
            return null;
        }
        ScoreSheet sheet = state.sheet();
        long granted = time.base().toMillis() + time.increment().toMillis() * sheet.count(side);
        return Duration.ofMillis(granted - sheet.spent(side));
    }

    /** Whether the flag of the side on turn has fallen by a claimed time. */
    static boolean hasFallen(ChessState state, long claimed) {
        @Nullable Duration left = left(state, state.turn());
        return left != null && state.sheet().elapsed(claimed) > left.toMillis();
    }

    /** What becomes of a game in which the flag of the side on turn falls. */
    static Outcome fall(ChessState state) {
        Side winner = state.turn().opponent();
        Result result = Material.cannotMate(state.position(), winner) ? Result.DRAW : Result.winFor(winner);
        return new Outcome(result, Outcome.Reason.TIME);
    }
}
