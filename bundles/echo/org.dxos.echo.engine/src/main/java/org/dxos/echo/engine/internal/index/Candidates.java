package org.dxos.echo.engine.internal.index;

/**
 * Among which items all are that a query finds.
 *
 * @param known numbers of items that indexes found, ascending
 * @param uncertain numbers of others, about which the indexes know nothing, ascending
 * @param exact whether the query's condition holds for all known ones
 */
public record Candidates(int[] known, int[] uncertain, boolean exact) {
    public int size() {
        return known.length + uncertain.length;
    }
}
