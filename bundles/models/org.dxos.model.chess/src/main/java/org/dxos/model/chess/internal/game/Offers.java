package org.dxos.model.chess.internal.game;

import org.dxos.model.chess.Side;
import org.jspecify.annotations.Nullable;

/**
 * What stands open between the players.
 *
 * @param draw who offers a draw
 * @param takeBack who would like to take back a move
 */
public record Offers(@Nullable Side draw, @Nullable Side takeBack) {
    public static final Offers NONE = new Offers(null, null);

    Offers withDraw(@Nullable Side side) {
        return new Offers(side, takeBack);
    }

    Offers withTakeBack(@Nullable Side side) {
        return new Offers(draw, side);
    }

    /** After a move: it answers the other side's offer of a draw, and makes a take-back void. */
    Offers afterMoveOf(Side side) {
        return new Offers(draw == side ? side : null, null);
    }
}
