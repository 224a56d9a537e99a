package org.dxos.model.chess.internal.board;

import org.dxos.model.chess.Side;

/** Whether what stands on the board is enough to mate. */
public final class Material {
    private Material() {}

    /**
     * Whether no series of legal moves lets this side mate, judged by the men alone: a bare king; one knight, where the other
     * side has nothing that could block its own king; bishops that, with all others on the board, stand on one colour.
     */
    public static boolean cannotMate(Position p, Side side) {
        long own = side == Side.WHITE ? p.whites : p.blacks;
        long enemy = side == Side.WHITE ? p.blacks : p.whites;
        if ((own & (p.pawns | p.rooks | p.queens)) != 0) {
            return false;
        }
        if ((own & p.knights) != 0) {
            boolean single = Long.bitCount(own) == 2;
            return single && (enemy & ~p.kings & ~p.queens) == 0;
        }
        if ((own & p.bishops) != 0) {
            boolean oneColour = (p.bishops & Squares.DARK) == 0 || (p.bishops & ~Squares.DARK) == 0;
            return oneColour && (p.pawns | p.knights) == 0;
        }
        return true;
    }

    /** Whether neither side can mate by any series of legal moves, judged by the men alone: the position is dead. */
    public static boolean isDead(Position p) {
        return cannotMate(p, Side.WHITE) && cannotMate(p, Side.BLACK);
    }
}
