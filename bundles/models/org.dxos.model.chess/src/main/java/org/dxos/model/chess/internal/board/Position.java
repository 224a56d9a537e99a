package org.dxos.model.chess.internal.board;

import org.dxos.model.chess.Side;
import org.jspecify.annotations.Nullable;

/**
 * Where the men stand, whose turn it is, who may castle, what may be taken in passing, and how many moves have been made. One set
 * of squares for each kind and for each colour. Immutable.
 */
public final class Position {
    static final int WHITE_SHORT = 1;
    static final int WHITE_LONG = 2;
    static final int BLACK_SHORT = 4;
    static final int BLACK_LONG = 8;

    private static final byte[] KEPT_RIGHTS = new byte[64];

    static {
        java.util.Arrays.fill(KEPT_RIGHTS, (byte) 15);
        KEPT_RIGHTS[0] = 15 & ~WHITE_LONG;
        KEPT_RIGHTS[4] = 15 & ~(WHITE_SHORT | WHITE_LONG);
        KEPT_RIGHTS[7] = 15 & ~WHITE_SHORT;
        KEPT_RIGHTS[56] = 15 & ~BLACK_LONG;
        KEPT_RIGHTS[60] = 15 & ~(BLACK_SHORT | BLACK_LONG);
        KEPT_RIGHTS[63] = 15 & ~BLACK_SHORT;
    }

    /** The position in which games begin. */
    public static final Position START = new Position(
            0x00FF00000000FF00L,
            0x4200000000000042L,
            0x2400000000000024L,
            0x8100000000000081L,
            0x0800000000000008L,
            0x1000000000000010L,
            0xFFFFL,
            0xFFFFL << 48,
            new Progress(true, 15, Squares.NONE, 0, 1));

    final long pawns;
    final long knights;
    final long bishops;
    final long rooks;
    final long queens;
    final long kings;
    final long whites;
    final long blacks;
    final boolean white;
    final int rights;
    final int passing;
    private final int quiet;
    private final int number;

    /**
     * What the board does not show.
     *
     * @param white whether it is White's turn
     * @param rights who may still castle where: {@link #WHITE_SHORT} and its neighbours
     * @param passing the square behind a pawn that has just made a double step next to one that could take it, or NONE
     * @param quiet half-moves since a pawn moved or something was taken
     * @param number the number of the next move, from 1
     */
    record Progress(boolean white, int rights, int passing, int quiet, int number) {}

    Position(
            long pawns,
            long knights,
            long bishops,
            long rooks,
            long queens,
            long kings,
            long whites,
            long blacks,
            Progress progress) {
        this.pawns = pawns;
        this.knights = knights;
        this.bishops = bishops;
        this.rooks = rooks;
        this.queens = queens;
        this.kings = kings;
        this.whites = whites;
        this.blacks = blacks;
        this.white = progress.white;
        this.rights = progress.rights;
        this.passing = progress.passing;
        this.quiet = progress.quiet;
        this.number = progress.number;
    }

    /** The position after a legal move. */
    public Position play(int move) {
        int from = Move.from(move);
        int to = Move.to(move);
        long fromBit = 1L << from;
        long toBit = 1L << to;
        long kept = ~(fromBit | toBit);
        long p = pawns & kept;
        long n = knights & kept;
        long b = bishops & kept;
        long r = rooks & kept;
        long q = queens & kept;
        long k = kings & kept;
        long own = (white ? whites : blacks) & kept | toBit;
        long enemy = white ? blacks : whites;
        boolean resets = (enemy & toBit) != 0;
        enemy &= kept;
        int nextPassing = Squares.NONE;
        if ((pawns & fromBit) != 0) {
            resets = true;
            switch (Move.promotion(move)) {
                case 1 -> n |= toBit;
                case 2 -> b |= toBit;
                case 3 -> r |= toBit;
                case 4 -> q |= toBit;
                default -> {
                    p |= toBit;
                    if (to == passing) {
                        long taken = 1L << (white ? to - 8 : to + 8);
                        p &= ~taken;
                        enemy &= ~taken;
                    } else if ((from ^ to) == 16) {
                        long takers = (toBit & ~Squares.FILE_A) >>> 1 | (toBit & ~Squares.FILE_H) << 1;
                        nextPassing = (takers & pawns & enemy) != 0 ? (from + to) / 2 : Squares.NONE;
                    }
                }
            }
        } else if ((knights & fromBit) != 0) {
            n |= toBit;
        } else if ((bishops & fromBit) != 0) {
            b |= toBit;
        } else if ((rooks & fromBit) != 0) {
            r |= toBit;
        } else if ((queens & fromBit) != 0) {
            q |= toBit;
        } else {
            k |= toBit;
            if (Math.abs(from - to) == 2) {
                long leap = to > from ? 5L << (to - 1) : 9L << (to - 2);
                r ^= leap;
                own ^= leap;
            }
        }
        return new Position(
                p,
                n,
                b,
                r,
                q,
                k,
                white ? own : enemy,
                white ? enemy : own,
                new Progress(
                        !white,
                        rights & KEPT_RIGHTS[from] & KEPT_RIGHTS[to],
                        nextPassing,
                        resets ? 0 : quiet + 1,
                        white ? number : number + 1));
    }

    public Side turn() {
        return white ? Side.WHITE : Side.BLACK;
    }

    /** Half-moves since a pawn moved or something was taken. */
    public int quietHalfMoves() {
        return quiet;
    }

    /** The number of the next move, from 1; both sides' moves have one number. */
    public int moveNumber() {
        return number;
    }

    /** What stands on a square, or null. */
    public @Nullable Piece piece(int square) {
        long bit = 1L << square;
        if (((whites | blacks) & bit) == 0) {
            return null;
        } else if ((pawns & bit) != 0) {
            return Piece.PAWN;
        } else if ((knights & bit) != 0) {
            return Piece.KNIGHT;
        } else if ((bishops & bit) != 0) {
            return Piece.BISHOP;
        } else if ((rooks & bit) != 0) {
            return Piece.ROOK;
        }
        return (queens & bit) != 0 ? Piece.QUEEN : Piece.KING;
    }

    public boolean isWhite(int square) {
        return (whites & 1L << square) != 0;
    }

    /** How many men of a kind a side has. */
    public int count(Side side, Piece piece) {
        return Long.bitCount(set(piece) & (side == Side.WHITE ? whites : blacks));
    }

    private long set(Piece piece) {
        return switch (piece) {
            case PAWN -> pawns;
            case KNIGHT -> knights;
            case BISHOP -> bishops;
            case ROOK -> rooks;
            case QUEEN -> queens;
            case KING -> kings;
        };
    }

    /** Whether the side on turn is in check. */
    public boolean isCheck() {
        return attackers(kingOf(white), whites | blacks, white ? blacks : whites) != 0;
    }

    int kingOf(boolean side) {
        return Long.numberOfTrailingZeros(kings & (side ? whites : blacks));
    }

    /** Those among some men that attack a square of the side on turn, on a board that is occupied in this way. */
    long attackers(int square, long occupied, long among) {
        long pawnAttacks = white ? Rays.WHITE_PAWN[square] : Rays.BLACK_PAWN[square];
        return among
                & (Rays.KNIGHT[square] & knights
                        | Rays.KING[square] & kings
                        | pawnAttacks & pawns
                        | Rays.rook(square, occupied) & (rooks | queens)
                        | Rays.bishop(square, occupied) & (bishops | queens));
    }

    /** Whether both are one position for the rule of repetition: same men, same turn, same castling, same captures in passing. */
    public boolean repeats(Position other) {
        return pawns == other.pawns
                && knights == other.knights
                && bishops == other.bishops
                && rooks == other.rooks
                && queens == other.queens
                && kings == other.kings
                && whites == other.whites
                && white == other.white
                && rights == other.rights
                && legalPassing() == other.legalPassing();
    }

    /** The square on which something can legally be taken in passing, or NONE. */
    int legalPassing() {
        return passing != Squares.NONE && new LegalMoves().of(this).takesInPassing() ? passing : Squares.NONE;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Position other
                && repeats(other)
                && blacks == other.blacks
                && quiet == other.quiet
                && number == other.number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pawns * 31 + knights * 37 + (bishops ^ rooks) * 41 + (queens ^ kings) * 43 + whites);
    }

    /** The position in Forsyth-Edwards Notation. */
    @Override
    public String toString() {
        return Fen.write(this);
    }
}
