package org.dxos.model.chess.internal.board;

/** Counts the leaves of the tree of legal moves; at the last step by the number of moves. */
final class Perft {
    private Perft() {}

    static long count(Position position, int depth) {
        LegalMoves[] stack = new LegalMoves[depth + 1];
        for (int i = 0; i <= depth; i++) {
            stack[i] = new LegalMoves();
        }
        return count(position, depth, stack);
    }

    private static long count(Position position, int depth, LegalMoves[] stack) {
        LegalMoves moves = stack[depth].of(position);
        if (depth <= 1) {
            return depth == 0 ? 1 : moves.size();
        }
        long sum = 0;
        for (int i = 0; i < moves.size(); i++) {
            sum += count(position.play(moves.get(i)), depth - 1, stack);
        }
        return sum;
    }
}
