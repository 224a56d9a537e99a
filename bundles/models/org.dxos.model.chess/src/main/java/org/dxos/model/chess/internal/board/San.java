package org.dxos.model.chess.internal.board;

import org.jspecify.annotations.Nullable;

/** Moves in Standard Algebraic Notation. */
public final class San {
    private San() {}

    /** A legal move as PGN's export format has it, such as {@code Nbd7}, {@code exd8=Q+} or {@code O-O-O#}. */
    public static String write(Position position, int move) {
        return write(position, move, new LegalMoves().of(position));
    }

    /** The same, with the legal moves at hand. */
    public static String write(Position position, int move, LegalMoves legal) {
        StringBuilder text = new StringBuilder();
        int from = Move.from(move);
        int to = Move.to(move);
        @Nullable Piece piece = position.piece(from);
        boolean takes = position.piece(to) != null;
        if (piece == Piece.KING && Math.abs(from - to) == 2) {
            text.append(to > from ? "O-O" : "O-O-O");
        } else if (piece == Piece.PAWN) {
            if (Squares.file(from) != Squares.file(to)) {
                text.append((char) ('a' + Squares.file(from))).append('x');
            }
            text.append(Squares.name(to));
            if (Move.promotion(move) != 0) {
                text.append('=').append(Piece.values()[Move.promotion(move)].letter());
            }
        } else if (piece != null) {
            text.append(piece.letter()).append(origin(position, move, legal)).append(takes ? "x" : "");
            text.append(Squares.name(to));
        }
        Position next = position.play(move);
        if (next.isCheck()) {
            text.append(new LegalMoves().of(next).size() == 0 ? '#' : '+');
        }
        return text.toString();
    }

    /** As much of where a piece comes from as tells it from its like: the file, else the rank, else both. */
    private static String origin(Position position, int move, LegalMoves legal) {
        int from = Move.from(move);
        boolean others = false;
        boolean sameFile = false;
        boolean sameRank = false;
        for (int i = 0; i < legal.size(); i++) {
            int other = legal.get(i);
            int start = Move.from(other);
            if (start != from && Move.to(other) == Move.to(move) && position.piece(start) == position.piece(from)) {
                others = true;
                sameFile |= Squares.file(start) == Squares.file(from);
                sameRank |= Squares.rank(start) == Squares.rank(from);
            }
        }
        String name = Squares.name(from);
        if (!others) {
            return "";
        } else if (!sameFile) {
            return name.substring(0, 1);
        }
        return sameRank ? name : name.substring(1);
    }
}
