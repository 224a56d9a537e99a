package org.dxos.model.chess;

import org.jspecify.annotations.Nullable;

/** Who won. */
public enum Result {
    WHITE_WINS("1-0"),
    BLACK_WINS("0-1"),
    DRAW("1/2-1/2");

    private final String text;

    Result(String text) {
        this.text = text;
    }

    /** As PGN writes it: {@code 1-0}, {@code 0-1}, {@code 1/2-1/2}. */
    public String text() {
        return text;
    }

    public static Result winFor(Side side) {
        return side == Side.WHITE ? WHITE_WINS : BLACK_WINS;
    }

    /** The result that PGN writes so; null for {@code *} and everything else. */
    public static @Nullable Result of(String text) {
        for (Result result : values()) {
            if (result.text.equals(text)) {
                return result;
            }
        }
        return null;
    }
}
