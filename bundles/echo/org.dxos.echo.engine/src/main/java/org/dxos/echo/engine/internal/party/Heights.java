package org.dxos.echo.engine.internal.party;

import java.util.Arrays;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.engine.internal.tree.IntTrie;

/**
 * The height of each block of a feed that was processed. Confined to the party loop; full pages may be
 * read by any thread.
 */
final class Heights {
    private static final int PAGE = FeedRecord.PAGE;

    private IntTrie<long[]> pages;
    private long[] tail;
    private int tailSize;

    Heights(IntTrie<long[]> pages, long[] tail) {
        this.pages = pages;
        this.tailSize = tail.length;
        this.tail = Arrays.copyOf(tail, PAGE);
    }

    /** The heights in full pages. */
    IntTrie<long[]> pages() {
        return pages;
    }

    /** A copy of those after the full pages. */
    long[] tail() {
        return Arrays.copyOf(tail, tailSize);
    }

    long get(long sequence) {
        int page = (int) (sequence / PAGE);
        return (page < pages.size() ? java.util.Objects.requireNonNull(pages.get(page)) : tail)
                [(int) (sequence % PAGE)];
    }

    void add(long height) {
        if (tailSize == PAGE) {
            IntTrie.Edit edit = new IntTrie.Edit();
            pages = pages.with(pages.size(), tail, edit);
            edit.close();
            tail = new long[PAGE];
            tailSize = 0;
        }
        tail[tailSize++] = height;
    }
}
