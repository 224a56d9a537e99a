package org.dxos.shell.internal.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Item;
import org.dxos.echo.Moment;
import org.dxos.echo.Party;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Plain;
import org.jspecify.annotations.Nullable;

/** Moments in words. */
final class Moments {
    static final String FORMS =
            "<feed>:<sequence>, ~<number> for so many changes of the item ago, a time in UTC such as 2026-11-24T12:00, or"
                    + " <feed>=<blocks>,… for exactly these blocks.";

    private Moments() {}

    /**
     * The moment that a word means.
     *
     * @param item the item that changes are counted of
     */
    static Moment parse(Call call, Party party, ItemId item, String word) {
        if (word.startsWith("~")) {
            return new Moment.Back(item, (int) number(word, word.substring(1), Integer.MAX_VALUE));
        }
        int colon = word.indexOf(':');
        if (colon > 0 && !word.contains("T")) {
            FeedKey feed = call.feed(party, word.substring(0, colon)).key();
            return new Moment.After(feed, number(word, word.substring(colon + 1), Long.MAX_VALUE));
        }
        if (word.contains("=")) {
            Map<FeedKey, Long> lengths = new HashMap<>();
            for (String part : word.split(",", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw unreadable(word);
                }
                FeedKey feed = call.feed(party, part.substring(0, equals)).key();
                lengths.put(feed, number(word, part.substring(equals + 1), Long.MAX_VALUE));
            }
            return new Moment.Exactly(lengths);
        }
        return new Moment.Claimed(time(word));
    }

    /**
     * The item that a word means as it was at a moment.
     *
     * @param moment null for now
     */
    static Item item(Call call, Party party, String word, @Nullable String moment) {
        Item present = call.item(party.view(), word);
        return moment == null
                ? present
                : item(party.at(parse(call, party, present.id(), moment)), present.id(), moment);
    }

    static Item item(View view, ItemId id, @Nullable String moment) {
        return view.item(id)
                .orElseThrow(() -> Failures.notFound("item " + id.hex() + " had not been made yet at " + moment));
    }

    /** A view's timeframe as {@link #parse} reads it. */
    static String timeframe(View view) {
        return view.timeframe().entrySet().stream()
                .map(feed -> feed.getKey().hex() + "=" + feed.getValue())
                .collect(Collectors.joining(","));
    }

    private static long number(String word, String digits, long most) {
        try {
            long number = Long.parseLong(digits);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw unreadable(word);
        }
        throw unreadable(word);
    }

    private static Instant time(String word) {
        try {
            return word.endsWith("Z")
                    ? Instant.parse(word)
                    : LocalDateTime.parse(word).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw unreadable(word);
        }
    }

    private static RuntimeException unreadable(String word) {
        return Failures.usage("\"" + Plain.line(word) + "\" is no moment; one is " + FORMS);
    }
}
