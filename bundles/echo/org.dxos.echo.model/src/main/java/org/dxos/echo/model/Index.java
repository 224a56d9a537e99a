package org.dxos.echo.model;

/**
 * A field that queries look for often.
 *
 * @param path the field by name or dotted path, as in {@link Model#field}; empty for all texts of the state, with {@link Kind#TEXT}
 * @param kind what it is looked for by
 */
public record Index(String path, Kind kind) {
    /** Characters of a path at most. */
    public static final int LONGEST_PATH = 256;

    /** What a field is looked for by. */
    public enum Kind {
        /** Its value: equal to, less and greater than another, or a text that begins with another. */
        SORTED,
        /** The words in it. */
        TEXT
    }

    public Index {
        if (path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "the path of an index has at most " + LONGEST_PATH + " characters, not " + path.length());
        }
        if (path.isEmpty() && kind == Kind.SORTED) {
            throw new IllegalArgumentException("an index by value needs the name of a field");
        }
    }
}
