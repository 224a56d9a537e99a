package org.dxos.model.chess.internal.board;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Moves one after the other, as numbers ({@link Move}). Immutable. */
public final class Moves {
    public static final Moves NONE = new Moves(new char[0]);

    private final char[] moves;

    private Moves(char[] moves) {
        this.moves = moves;
    }

    /** The first of some moves. */
    public static Moves of(char[] moves, int count) {
        return new Moves(Arrays.copyOf(moves, count));
    }

    public int size() {
        return moves.length;
    }

    public int get(int index) {
        return moves[index];
    }

    public Moves plus(int move) {
        char[] longer = Arrays.copyOf(moves, moves.length + 1);
        longer[moves.length] = (char) move;
        return new Moves(longer);
    }

    public Moves first(int count) {
        return of(moves, count);
    }

    /** The line that they make from a position in which they are legal. */
    public Line from(Position start) {
        Line line = Line.from(start);
        for (char move : moves) {
            line = line.play(move);
        }
        return line;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Moves other && Arrays.equals(moves, other.moves);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(moves);
    }

    /** In UCI's form. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (char move : moves) {
            text.append(text.isEmpty() ? "" : " ").append(Move.uci(move));
        }
        return text.toString();
    }
}
