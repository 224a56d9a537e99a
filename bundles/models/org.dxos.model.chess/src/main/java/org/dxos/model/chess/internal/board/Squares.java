package org.dxos.model.chess.internal.board;

import org.jspecify.annotations.Nullable;

/** Squares as numbers from 0 (a1) over 7 (h1) to 63 (h8); sets of squares as the bits of a long. */
public final class Squares {
    /** Stands for no square. */
    public static final int NONE = 64;

    static final long FILE_A = 0x0101010101010101L;
    static final long FILE_H = FILE_A << 7;
    static final long DARK = 0xAA55AA55AA55AA55L;

    private Squares() {}

    public static int at(int file, int rank) {
        return rank * 8 + file;
    }

    public static int file(int square) {
        return square & 7;
    }

    public static int rank(int square) {
        return square >> 3;
    }

    public static long bit(int square) {
        return 1L << square;
    }

    static long rankSet(int rank) {
        return 0xffL << (8 * rank);
    }

    /** Such as {@code e4}. */
    public static String name(int square) {
        return "" + (char) ('a' + file(square)) + (char) ('1' + rank(square));
    }

    /** The square of a name such as {@code e4}; null when it is none. */
    public static @Nullable Integer named(String name) {
        if (name.length() != 2) {
            return null;
        }
        int file = name.charAt(0) - 'a';
        int rank = name.charAt(1) - '1';
        return file < 0 || file > 7 || rank < 0 || rank > 7 ? null : at(file, rank);
    }
}
