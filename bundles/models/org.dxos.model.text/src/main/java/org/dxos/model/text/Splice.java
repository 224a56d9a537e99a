package org.dxos.model.text;

/**
 * An edit of a text: from {@code index} on, {@code delete} characters go and {@code insert} comes. Counted in UTF-16 units, as
 * Java and JavaScript do.
 */
public record Splice(int index, int delete, String insert) {
    public Splice {
        if (index < 0 || delete < 0) {
            throw new IllegalArgumentException("an index and a count are not negative: " + index + ", " + delete);
        }
    }
}
