package org.dxos.model.chess.internal.game;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/** Games as PGN has them. */
public final class Scores {
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private Scores() {}

    /** A record as it was read; a game of ours with what is known of it as tags, where these have not been set. */
    public static PgnGame of(ChessState state) {
        Tags tags = state.isRecord() ? state.tags() : tags(state);
        @Nullable Outcome outcome = state.outcome();
        return new PgnGame(
                tags, state.setup().start(), state.sheet().moves(), outcome == null ? null : outcome.result());
    }

    /** The tag, else the beginning of the member's key, else "?". */
    public static String name(ChessState state, Side side) {
        @Nullable String name = state.tags().get(side.title());
        if (name != null) {
            return name;
        }
        @Nullable IdentityKey member = state.seats().of(side);
        return member == null ? "?" : member.hex().substring(0, 12);
    }

    private static Tags tags(ChessState state) {
        Tags tags = state.tags();
        for (Side side : Side.values()) {
            tags = unlessSet(tags, side.title(), name(state, side));
        }
        tags = unlessSet(tags, "Date", date(state.origin().millis()));
        @Nullable TimeControl time = state.setup().time();
        tags = unlessSet(tags, "TimeControl", time == null ? "-" : time.text());
        return unlessSet(tags, "Termination", termination(state.outcome()));
    }

    private static String termination(@Nullable Outcome outcome) {
        if (outcome == null) {
            return "unterminated";
        }
        return outcome.reason() == Outcome.Reason.TIME ? "time forfeit" : "normal";
    }

    /** A tag that does not fit any more is left out. */
    private static Tags unlessSet(Tags tags, String name, String value) {
        try {
            return tags.get(name) == null ? tags.with(name, value) : tags;
        } catch (IllegalArgumentException e) {
            return tags;
        }
    }

    private static String date(long millis) {
        long day = Math.floorDiv(millis, 86_400_000L);
        if (day < 0 || day > LAST_DAY) {
            return Tags.filler("Date");
        }
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return String.format(Locale.ROOT, "%04d.%02d.%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
}
