package org.dxos.echo.engine.internal.item;

import java.util.Arrays;
import org.dxos.echo.engine.internal.item.Recorded.Page;
import org.dxos.echo.engine.internal.tree.IntTrie;

/**
 * The places of an item's mutations in canonical order; the mutations themselves stay in the feeds. Confined to the party loop;
 * what it has {@linkplain #recorded recorded} may be read by any thread.
 */
public final class History {
    private static final int PAGE = Recorded.PAGE;

    private IntTrie<Page> pages;
    private long[] places;
    private long[] heights;
    private int size;

    public History() {
        this(Recorded.EMPTY);
    }

    /** Goes on from what was recorded. */
    public History(Recorded recorded) {
        pages = recorded.pages();
        places = recorded.places();
        heights = recorded.heights();
        size = recorded.size();
    }

    public int size() {
        return size;
    }

    public long place(int index) {
        int paged = pages.size() * PAGE;
        return index < paged ? page(index).places()[index % PAGE] : places[index - paged];
    }

    public long height(int index) {
        int paged = pages.size() * PAGE;
        return index < paged ? page(index).heights()[index % PAGE] : heights[index - paged];
    }

    /** All up to now. */
    public Recorded recorded() {
        return new Recorded(pages, places, heights, size);
    }

    /** Puts a place where it belongs and returns its index. */
    public int insert(long height, long place, FeedOrder feeds) {
        int index = size;
        if (size > 0 && Place.compare(height, place, height(size - 1), place(size - 1), feeds) < 0) {
            index = indexOf(height, place, feeds);
            insertAt(index, height, place);
        } else {
            append(height, place);
        }
        return index;
    }

    /** Where a place stands, or would stand. */
    int indexOf(long height, long place, FeedOrder feeds) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Place.compare(height(middle), place(middle), height, place, feeds) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void append(long height, long place) {
        int at = size - pages.size() * PAGE;
        if (at == PAGE) {
            IntTrie.Edit edit = new IntTrie.Edit();
            pages = pages.with(pages.size(), new Page(places, heights), edit);
            edit.close();
            places = new long[PAGE];
            heights = new long[PAGE];
            at = 0;
        } else if (at == places.length) {
            int capacity = Math.min(PAGE, Math.max(4, at * 2));
            places = Arrays.copyOf(places, capacity);
            heights = Arrays.copyOf(heights, capacity);
        }
        places[at] = place;
        heights[at] = height;
        size++;
    }

    /** Everything from there on moves to new arrays, as the present ones may be recorded. */
    private void insertAt(int index, long height, long place) {
        int from = Math.min(index / PAGE, pages.size()) * PAGE;
        long[] laterPlaces = new long[size - from];
        long[] laterHeights = new long[size - from];
        for (int i = from; i < size; i++) {
            laterPlaces[i - from] = place(i);
            laterHeights[i - from] = height(i);
        }
        IntTrie.Edit edit = new IntTrie.Edit();
        for (int page = pages.size() - 1; page >= from / PAGE; page--) {
            pages = pages.without(page, edit);
        }
        edit.close();
        places = new long[Math.min(PAGE, laterPlaces.length + 1)];
        heights = new long[places.length];
        size = from;
        for (int i = 0; i < laterPlaces.length; i++) {
            if (from + i == index) {
                append(height, place);
            }
            append(laterHeights[i], laterPlaces[i]);
        }
    }

    private Page page(int index) {
        return java.util.Objects.requireNonNull(pages.get(index / PAGE));
    }
}
