package org.dxos.model.chess;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much time each side has for the game, and how much more after each of its moves. Whole seconds.
 *
 * @param base 1 second to 7 days
 * @param increment 0 seconds to 1 day
 */
public record TimeControl(Duration base, Duration increment) {
    private static final Duration MOST_BASE = Duration.ofDays(7);
    private static final Duration MOST_INCREMENT = Duration.ofDays(1);
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5}(?:\\.[0-9]{1,2})?)\\+([0-9]{1,5})");

    public TimeControl {
        if (base.compareTo(Duration.ofSeconds(1)) < 0
                || base.compareTo(MOST_BASE) > 0
                || increment.isNegative()
                || increment.compareTo(MOST_INCREMENT) > 0
                || base.getNano() != 0
                || increment.getNano() != 0) {
            throw new IllegalArgumentException(
                    "a time control is 1 second to 7 days and an increment of 0 seconds to 1 day,"
                            + " in whole seconds, not " + base + " and " + increment);
        }
    }

    /**
     * Reads minutes and seconds, such as {@code 5+3} or {@code 0.5+0}.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static TimeControl parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a time control is minutes and more seconds for each move, such as 5+3, not \"" + text + "\"");
        }
        long seconds =
                new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(60)).longValue();
        return new TimeControl(Duration.ofSeconds(seconds), Duration.ofSeconds(Long.parseLong(parts.group(2))));
    }

    /** Seconds and more seconds, as PGN writes it: {@code 300+3}, {@code 300}. */
    public String text() {
        return base.toSeconds() + (increment.isZero() ? "" : "+" + increment.toSeconds());
    }
}
