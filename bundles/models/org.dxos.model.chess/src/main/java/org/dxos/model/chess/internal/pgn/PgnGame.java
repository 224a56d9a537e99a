package org.dxos.model.chess.internal.pgn;

import org.dxos.model.chess.Result;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a game in PGN: no comments, no variations, no glyphs.
 *
 * @param moves legal moves from the start
 * @param result null when the game is unfinished or its result unknown
 */
public record PgnGame(Tags tags, Position start, Moves moves, @Nullable Result result) {
    /** Longer than any game can become before 75 moves without progress end it. */
    public static final int MOST_MOVES = 20_000;

    public PgnGame {
        if (moves.size() > MOST_MOVES) {
            throw new IllegalArgumentException("a game has at most " + MOST_MOVES + " half-moves");
        }
    }
}
