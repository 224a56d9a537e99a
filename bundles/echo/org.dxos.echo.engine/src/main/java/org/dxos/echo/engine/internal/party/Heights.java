package org.dxos.echo.engine.internal.party;

import java.util.Arrays;
import org.dxos.echo.engine.internal.view.IntTrie;

/**
 * The height of each block of a feed that was processed. Confined to the party loop; what it has {@linkplain #recorded recorded} may
 * be read by any thread.
 */
final class Heights {
    /** Heights in a full page. */
    static final int PAGE = 256;

    private IntTrie<long[]> pages;
    private long[] tail;
    private int tailSize;

    /**
     * Heights as they were at one moment.
     *
     * @param pages full pages
     * @param tail what comes after them
     */
    record Recorded(IntTrie<long[]> pages, long[] tail) {
        static final Recorded EMPTY = new Recorded(IntTrie.empty(), new long[0]);

        long size() {
            return (long) pages.size() * PAGE + tail.length;
        }
    }

    Heights(Recorded recorded) {
        pages = recorded.pages();
        tailSize = recorded.tail().length;
        tail = Arrays.copyOf(recorded.tail(), PAGE);
    }

    Recorded recorded() {
        return new Recorded(pages, Arrays.copyOf(tail, tailSize));
    }

    long get(long sequence) {
        int page = (int) (sequence / PAGE);
        return (page < pages.size() ? java.util.Objects.requireNonNull(pages.get(page)) : tail)[(int) (sequence % PAGE)];
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
