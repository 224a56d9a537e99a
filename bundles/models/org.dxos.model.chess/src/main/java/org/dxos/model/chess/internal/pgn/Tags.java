package org.dxos.model.chess.internal.pgn;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a game, without those that tell what is known otherwise ({@link #DERIVED}) and without the fillers of the required
 * ones. Immutable.
 */
public final class Tags {
    public static final int MOST = 128;
    public static final int MOST_BYTES = 32 * 1024;
    public static final int MOST_LENGTH = 255;
    public static final Tags NONE = new Tags(new TreeMap<>());

    /** The tags that every game has, in the order in which they are written. */
    public static final List<String> ROSTER = List.of("Event", "Site", "Date", "Round", "White", "Black", "Result");

    /** Tags that say what the game itself says. */
    public static final List<String> DERIVED = List.of("Result", "SetUp", "FEN");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+#=:-]*");

    private final SortedMap<String, String> values;

    private Tags(SortedMap<String, String> values) {
        this.values = values;
    }

    /** What a required tag says when nothing is known. */
    public static String filler(String name) {
        return name.equals("Date") ? "????.??.??" : name.equals("Result") ? "*" : "?";
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Names and values in the order of the names' characters. Unmodifiable. */
    public SortedMap<String, String> values() {
        return values;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * These and one more, in place of one of that name.
     *
     * @throws IllegalArgumentException when there are too many, or when it is none that a game can have
     */
    public Tags with(String name, String value) {
        check(name, value);
        SortedMap<String, String> more = new TreeMap<>(values);
        if (ROSTER.contains(name) && value.equals(filler(name))) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        long bytes = 0;
        for (Map.Entry<String, String> tag : more.entrySet()) {
            bytes += tag.getKey().length() + tag.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        if (more.size() > MOST || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a game has at most " + MOST + " tags of " + MOST_BYTES + " bytes together");
        }
        return new Tags(Collections.unmodifiableSortedMap(more));
    }

    /** These without the one of a name. */
    public Tags without(String name) {
        SortedMap<String, String> fewer = new TreeMap<>(values);
        fewer.remove(name);
        return new Tags(Collections.unmodifiableSortedMap(fewer));
    }

    /**
     * Checks the form of a tag.
     *
     * @throws IllegalArgumentException when no tag is of this form
     */
    public static void check(String name, String value) {
        if (!NAME.matcher(name).matches() || name.length() > MOST_LENGTH) {
            throw new IllegalArgumentException("a tag's name is letters, digits and underscores, not \"" + name + "\"");
        } else if (DERIVED.contains(name)) {
            throw new IllegalArgumentException("the tag " + name + " follows from the game and cannot be set");
        } else if (value.length() > MOST_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the value of a tag is at most " + MOST_LENGTH + " characters on one line (" + name + ")");
        } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("the value of the tag " + name + " has half a character");
        }
    }

    /** All that are written for a game with this result, in order. Unmodifiable. */
    public Map<String, String> complete(String result) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : ROSTER) {
            all.put(name, name.equals("Result") ? result : values.getOrDefault(name, filler(name)));
        }
        values.forEach(all::putIfAbsent);
        return Collections.unmodifiableMap(all);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Tags other && values.equals(other.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
