package org.dxos.model.chess;

/** How a game ended. */
public record Outcome(Result result, Reason reason) {
    /** Why it ended. The order is part of the format of states. */
    public enum Reason {
        CHECKMATE("checkmate"),
        STALEMATE("stalemate"),
        /** Neither side has the men to mate. */
        DEAD_POSITION("dead position"),
        /** The same position for the fifth time. */
        FIVEFOLD_REPETITION("fivefold repetition"),
        /** 75 moves of each side without a pawn's move or a capture. */
        SEVENTY_FIVE_MOVES("75 moves"),
        RESIGNATION("resignation"),
        /** A flag fell; a draw when the opponent has not the men to mate. */
        TIME("time"),
        AGREEMENT("agreement"),
        /** Claimed: the same position for the third time. */
        THREEFOLD_REPETITION("threefold repetition"),
        /** Claimed: 50 moves of each side without a pawn's move or a capture. */
        FIFTY_MOVES("50 moves"),
        /** An imported game, whose file does not say why. */
        RECORDED("the record");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** In words, such as {@code checkmate}. */
        public String text() {
            return text;
        }
    }

    /** Such as {@code 1-0, White won by checkmate}. */
    @Override
    public String toString() {
        return switch (result) {
            case WHITE_WINS -> result.text() + ", White won by " + reason.text();
            case BLACK_WINS -> result.text() + ", Black won by " + reason.text();
            case DRAW -> result.text() + ", a draw by " + reason.text();
        };
    }
}
