package org.dxos.model.chess.internal.board;

/**
 * Moves as numbers of 15 bits: where from, where to ({@link Squares}), and what a pawn becomes. Castling is the king's step of
 * two files. The numbers stand in files and mutations.
 */
public final class Move {
    /** No legal move has this number. */
    public static final int NONE = 0;

    /** Above the greatest number of a move. */
    public static final int LIMIT = 5 << 12;

    static final int KNIGHT = 1;
    static final int QUEEN = 4;

    private static final String PROMOTIONS = " nbrq";

    private Move() {}

    static int of(int from, int to) {
        return from | to << 6;
    }

    static int of(int from, int to, int promotion) {
        return from | to << 6 | promotion << 12;
    }

    public static int from(int move) {
        return move & 63;
    }

    public static int to(int move) {
        return move >> 6 & 63;
    }

    /** 0 for none, 1 to 4 for knight, bishop, rook and queen. */
    public static int promotion(int move) {
        return move >> 12;
    }

    /** The move a pawn, king or piece makes, such as {@code e2e4} or {@code e7e8q}. */
    public static String uci(int move) {
        String squares = Squares.name(from(move)) + Squares.name(to(move));
        return promotion(move) == 0 ? squares : squares + PROMOTIONS.charAt(promotion(move));
    }

    /** The number of a piece letter in promotions; 0 when no pawn becomes it. */
    static int promotion(char letter) {
        return Math.max(0, PROMOTIONS.indexOf(Character.toLowerCase(letter)));
    }
}
