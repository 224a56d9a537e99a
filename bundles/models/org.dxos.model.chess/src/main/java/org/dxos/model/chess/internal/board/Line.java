package org.dxos.model.chess.internal.board;

import org.jspecify.annotations.Nullable;

/** A position and how it came about, back to the last move that cannot be undone. Immutable. */
public final class Line {
    private final Position position;
    private final @Nullable Line before;

    private Line(Position position, @Nullable Line before) {
        this.position = position;
        this.before = before;
    }

    public static Line from(Position position) {
        return new Line(position, null);
    }

    public Position position() {
        return position;
    }

    /** The line after a legal move. */
    public Line play(int move) {
        Position next = position.play(move);
        return new Line(next, next.quietHalfMoves() == 0 ? null : this);
    }

    /** How often the position has stood on the board so far, from 1. */
    public int occurrences() {
        int count = 1;
        for (Line line = before; line != null; line = line.before) {
            if (line.position.repeats(position)) {
                count++;
            }
        }
        return count;
    }
}
