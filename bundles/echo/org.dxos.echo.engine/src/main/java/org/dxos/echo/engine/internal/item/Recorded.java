package org.dxos.echo.engine.internal.item;

import org.dxos.echo.engine.internal.tree.IntTrie;

/**
 * An item's {@link History} as it was at one moment: full pages, and arrays of which the first entries belong to it. The arrays
 * may grow behind those entries, which never change.
 */
public record Recorded(IntTrie<Page> pages, long[] places, long[] heights, int size) {
    /** Mutations in a full page. */
    public static final int PAGE = 128;

    private static final long[] NONE = {};

    public static final Recorded EMPTY = new Recorded(IntTrie.empty(), NONE, NONE, 0);

    /** Places and heights of {@link #PAGE} mutations. */
    public record Page(long[] places, long[] heights) {}

    public long place(int index) {
        int paged = paged();
        return index < paged ? page(index).places()[index % PAGE] : places[index - paged];
    }

    public long height(int index) {
        int paged = paged();
        return index < paged ? page(index).heights()[index % PAGE] : heights[index - paged];
    }

    /** How many mutations are in full pages. */
    int paged() {
        return pages.size() * PAGE;
    }

    private Page page(int index) {
        return java.util.Objects.requireNonNull(pages.get(index / PAGE));
    }
}
