package org.dxos.model.chess.internal.game;

import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a game begins.
 *
 * @param time null without clocks
 */
public record Setup(Position start, @Nullable TimeControl time) {
    public static final Setup USUAL = new Setup(Position.START, null);
}
