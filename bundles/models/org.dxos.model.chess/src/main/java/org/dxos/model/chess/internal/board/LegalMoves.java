package org.dxos.model.chess.internal.board;

import java.util.Arrays;

/**
 * The legal moves of one position at a time. Legality is decided while generating: with the men that give check, the squares on
 * which a check ends, and the lines on which men are pinned. Confined to one thread.
 */
public final class LegalMoves {
    private static final int MOST = 512;

    private final char[] moves = new char[MOST];
    private int size;
    private boolean takesInPassing;

    /** Finds the legal moves of a position, in place of those before. */
    public LegalMoves of(Position position) {
        size = 0;
        takesInPassing = false;
        generate(position);
        return this;
    }

    public int size() {
        return size;
    }

    public int get(int index) {
        return moves[index];
    }

    public boolean contains(int move) {
        for (int i = 0; i < size; i++) {
            if (moves[i] == move) {
                return true;
            }
        }
        return false;
    }

    /** Sorts the moves by number: an order that does not depend on how they are found. */
    public LegalMoves sort() {
        Arrays.sort(moves, 0, size);
        return this;
    }

    boolean takesInPassing() {
        return takesInPassing;
    }

    private void generate(Position p) {
        boolean white = p.white;
        long own = white ? p.whites : p.blacks;
        long enemy = white ? p.blacks : p.whites;
        long occupied = own | enemy;
        int king = p.kingOf(white);
        long checkers = p.attackers(king, occupied, enemy);
        kingMoves(p, king, own, enemy);
        if ((checkers & checkers - 1) != 0) {
            return;
        }
        long target = checkers == 0 ? ~own : checkers | Rays.between(king, Long.numberOfTrailingZeros(checkers));
        long pinned = pinned(p, king, own, enemy);
        for (long rest = p.knights & own & ~pinned; rest != 0; rest &= rest - 1) {
            int from = Long.numberOfTrailingZeros(rest);
            add(from, Rays.KNIGHT[from] & target);
        }
        for (long rest = (p.bishops | p.queens) & own; rest != 0; rest &= rest - 1) {
            int from = Long.numberOfTrailingZeros(rest);
            add(from, Rays.bishop(from, occupied) & free(pinned, king, from, target));
        }
        for (long rest = (p.rooks | p.queens) & own; rest != 0; rest &= rest - 1) {
            int from = Long.numberOfTrailingZeros(rest);
            add(from, Rays.rook(from, occupied) & free(pinned, king, from, target));
        }
        pawnMoves(white, p.pawns & own & ~pinned, occupied, enemy, target);
        for (long rest = p.pawns & own & pinned; rest != 0; rest &= rest - 1) {
            int from = Long.numberOfTrailingZeros(rest);
            pawnMoves(white, 1L << from, occupied, enemy, target & Rays.line(king, from));
        }
        if (p.passing != Squares.NONE) {
            passing(p, king, own, enemy);
        }
        if (checkers == 0 && (p.rights & (white ? 3 : 12)) != 0) {
            castling(p, king, occupied, enemy);
        }
    }

    private static long free(long pinned, int king, int from, long target) {
        return (pinned & 1L << from) == 0 ? target : target & Rays.line(king, from);
    }

    private static long pinned(Position p, int king, long own, long enemy) {
        long snipers = enemy
                & (Rays.rook(king, enemy) & (p.rooks | p.queens) | Rays.bishop(king, enemy) & (p.bishops | p.queens));
        long pinned = 0;
        for (; snipers != 0; snipers &= snipers - 1) {
            long between = Rays.between(king, Long.numberOfTrailingZeros(snipers)) & own;
            if ((between & between - 1) == 0) {
                pinned |= between;
            }
        }
        return pinned;
    }

    private void kingMoves(Position p, int king, long own, long enemy) {
        long without = (own | enemy) & ~(1L << king);
        for (long rest = Rays.KING[king] & ~own; rest != 0; rest &= rest - 1) {
            int to = Long.numberOfTrailingZeros(rest);
            if (p.attackers(to, without, enemy) == 0) {
                moves[size++] = (char) Move.of(king, to);
            }
        }
    }

    private void pawnMoves(boolean white, long pawns, long occupied, long enemy, long target) {
        if (white) {
            long once = pawns << 8 & ~occupied;
            long twice = (once & Squares.rankSet(2)) << 8 & ~occupied & target;
            pawnSteps(once & target, 8);
            pawnSteps(twice, 16);
            pawnSteps((pawns & ~Squares.FILE_A) << 7 & enemy & target, 7);
            pawnSteps((pawns & ~Squares.FILE_H) << 9 & enemy & target, 9);
        } else {
            long once = pawns >>> 8 & ~occupied;
            long twice = (once & Squares.rankSet(5)) >>> 8 & ~occupied & target;
            pawnSteps(once & target, -8);
            pawnSteps(twice, -16);
            pawnSteps((pawns & ~Squares.FILE_H) >>> 7 & enemy & target, -7);
            pawnSteps((pawns & ~Squares.FILE_A) >>> 9 & enemy & target, -9);
        }
    }

    private void pawnSteps(long targets, int step) {
        for (long rest = targets; rest != 0; rest &= rest - 1) {
            int to = Long.numberOfTrailingZeros(rest);
            if (to >= 56 || to < 8) {
                for (int promotion = Move.QUEEN; promotion >= Move.KNIGHT; promotion--) {
                    moves[size++] = (char) Move.of(to - step, to, promotion);
                }
            } else {
                moves[size++] = (char) Move.of(to - step, to);
            }
        }
    }

    /** Two men leave their squares at once, so each capture is tried on the board. */
    private void passing(Position p, int king, long own, long enemy) {
        int to = p.passing;
        long taken = 1L << (p.white ? to - 8 : to + 8);
        long takers = (p.white ? Rays.BLACK_PAWN[to] : Rays.WHITE_PAWN[to]) & p.pawns & own;
        for (; takers != 0; takers &= takers - 1) {
            int from = Long.numberOfTrailingZeros(takers);
            long occupied = (own | enemy) & ~(1L << from) & ~taken | 1L << to;
            if (p.attackers(king, occupied, enemy & ~taken) == 0) {
                moves[size++] = (char) Move.of(from, to);
                takesInPassing = true;
            }
        }
    }

    private void castling(Position p, int king, long occupied, long enemy) {
        int shift = p.white ? 0 : 56;
        boolean kingside = (p.rights & (p.white ? Position.WHITE_SHORT : Position.BLACK_SHORT)) != 0;
        boolean queenside = (p.rights & (p.white ? Position.WHITE_LONG : Position.BLACK_LONG)) != 0;
        if (kingside && (occupied & 0x60L << shift) == 0 && safe(p, occupied, enemy, king + 1, king + 2)) {
            moves[size++] = (char) Move.of(king, king + 2);
        }
        if (queenside && (occupied & 0x0EL << shift) == 0 && safe(p, occupied, enemy, king - 1, king - 2)) {
            moves[size++] = (char) Move.of(king, king - 2);
        }
    }

    private static boolean safe(Position p, long occupied, long enemy, int first, int second) {
        return p.attackers(first, occupied, enemy) == 0 && p.attackers(second, occupied, enemy) == 0;
    }

    private void add(int from, long targets) {
        for (long rest = targets; rest != 0; rest &= rest - 1) {
            moves[size++] = (char) (from | Long.numberOfTrailingZeros(rest) << 6);
        }
    }
}
