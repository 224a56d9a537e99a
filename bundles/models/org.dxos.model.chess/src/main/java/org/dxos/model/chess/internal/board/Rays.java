package org.dxos.model.chess.internal.board;

/**
 * What pieces attack. Sliding attacks along files and diagonals are computed by subtraction from both ends of the line
 * ("hyperbola quintessence"), along ranks by a table of 64 occupancies for each of the eight files.
 */
final class Rays {
    private static final int[][] KNIGHT_STEPS = {{1, 2}, {2, 1}, {2, -1}, {1, -2}, {-1, -2}, {-2, -1}, {-2, 1}, {-1, 2}
    };
    private static final int[][] KING_STEPS = {{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}};

    static final long[] KNIGHT = new long[64];
    static final long[] KING = new long[64];
    static final long[] WHITE_PAWN = new long[64];
    static final long[] BLACK_PAWN = new long[64];

    private static final long[] FILE = new long[64];
    private static final long[] DIAGONAL = new long[64];
    private static final long[] ANTIDIAGONAL = new long[64];
    private static final byte[] RANK = new byte[64 * 8];
    private static final long[] BETWEEN = new long[64 * 64];
    private static final long[] LINE = new long[64 * 64];

    static {
        for (int square = 0; square < 64; square++) {
            KNIGHT[square] = steps(square, KNIGHT_STEPS);
            KING[square] = steps(square, KING_STEPS);
            WHITE_PAWN[square] = steps(square, new int[][] {{-1, 1}, {1, 1}});
            BLACK_PAWN[square] = steps(square, new int[][] {{-1, -1}, {1, -1}});
            FILE[square] = walk(square, 0, 1, 0) | walk(square, 0, -1, 0);
            DIAGONAL[square] = walk(square, 1, 1, 0) | walk(square, -1, -1, 0);
            ANTIDIAGONAL[square] = walk(square, 1, -1, 0) | walk(square, -1, 1, 0);
        }
        for (int inner = 0; inner < 64; inner++) {
            long occupied = (long) inner << 1;
            for (int file = 0; file < 8; file++) {
                RANK[inner * 8 + file] = (byte) (walk(file, 1, 0, occupied) | walk(file, -1, 0, occupied));
            }
        }
        for (int from = 0; from < 64; from++) {
            for (int[] step : KING_STEPS) {
                long line = walk(from, step[0], step[1], 0) | walk(from, -step[0], -step[1], 0) | Squares.bit(from);
                for (long rest = walk(from, step[0], step[1], 0); rest != 0; rest &= rest - 1) {
                    int to = Long.numberOfTrailingZeros(rest);
                    LINE[from * 64 + to] = line;
                    BETWEEN[from * 64 + to] = walk(from, step[0], step[1], Squares.bit(to)) & ~Squares.bit(to);
                }
            }
        }
    }

    private Rays() {}

    static long rook(int square, long occupied) {
        int shift = square & 56;
        int inner = (int) (occupied >>> (shift + 1)) & 63;
        long along = (RANK[inner * 8 + (square & 7)] & 0xffL) << shift;
        return along | both(square, occupied, FILE[square]);
    }

    static long bishop(int square, long occupied) {
        return both(square, occupied, DIAGONAL[square]) | both(square, occupied, ANTIDIAGONAL[square]);
    }

    /** The squares strictly between two squares of one line; none when they share no line. */
    static long between(int from, int to) {
        return BETWEEN[from << 6 | to];
    }

    /** The whole line through two squares; none when they share no line. */
    static long line(int from, int to) {
        return LINE[from << 6 | to];
    }

    private static long both(int square, long occupied, long mask) {
        long bit = 1L << square;
        long up = occupied & mask;
        long down = Long.reverseBytes(up);
        up -= bit;
        down -= Long.reverseBytes(bit);
        return (up ^ Long.reverseBytes(down)) & mask;
    }

    private static long steps(int square, int[][] steps) {
        long set = 0;
        for (int[] step : steps) {
            int file = Squares.file(square) + step[0];
            int rank = Squares.rank(square) + step[1];
            if (file >= 0 && file < 8 && rank >= 0 && rank < 8) {
                set |= Squares.bit(Squares.at(file, rank));
            }
        }
        return set;
    }

    /** From a square in one direction up to and with the first occupied square. */
    private static long walk(int square, int right, int up, long occupied) {
        long set = 0;
        int file = Squares.file(square) + right;
        int rank = Squares.rank(square) + up;
        while (file >= 0 && file < 8 && rank >= 0 && rank < 8) {
            long bit = Squares.bit(Squares.at(file, rank));
            set |= bit;
            if ((occupied & bit) != 0) {
                break;
            }
            file += right;
            rank += up;
        }
        return set;
    }
}
