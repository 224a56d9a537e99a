package org.dxos.model.chess.internal.game;

import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/**
 * A game. Immutable.
 *
 * @param isRecord whether it was played elsewhere
 * @param outcome null while it goes on, and for a record without a result
 */
public record ChessState(
        Origin origin,
        Setup setup,
        Seats seats,
        Tags tags,
        ScoreSheet sheet,
        Offers offers,
        boolean isRecord,
        @Nullable Outcome outcome) {

    public static ChessState initial(Origin origin) {
        ScoreSheet sheet = ScoreSheet.empty(Position.START);
        return new ChessState(origin, Setup.USUAL, Seats.OPEN, Tags.NONE, sheet, Offers.NONE, false, null);
    }

    public Position position() {
        return sheet.position();
    }

    public Side turn() {
        return position().turn();
    }

    /** Whether moves can still be made. */
    public boolean isOpen() {
        return outcome == null && !isRecord;
    }

    /** Whether nothing has been done with the item. */
    boolean isUntouched() {
        return equals(initial(origin));
    }

    ChessState with(Setup next) {
        return new ChessState(origin, next, seats, tags, ScoreSheet.empty(next.start()), offers, isRecord, outcome);
    }

    ChessState with(Seats next) {
        return new ChessState(origin, setup, next, tags, sheet, offers, isRecord, outcome);
    }

    ChessState with(Tags next) {
        return new ChessState(origin, setup, seats, next, sheet, offers, isRecord, outcome);
    }

    ChessState with(Offers next) {
        return new ChessState(origin, setup, seats, tags, sheet, next, isRecord, outcome);
    }

    ChessState with(ScoreSheet next, Offers left) {
        return new ChessState(origin, setup, seats, tags, next, left, isRecord, outcome);
    }

    ChessState endedBy(Outcome how) {
        return new ChessState(origin, setup, seats, tags, sheet, Offers.NONE, isRecord, how);
    }
}
