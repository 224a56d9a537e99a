package org.dxos.echo.engine.internal.item;

import java.util.Arrays;

/** The places of an item's mutations in canonical order; the mutations themselves stay in the feeds. Confined to the party loop. */
public final class History {
    private static final long[] NONE = {};

    private long[] places = NONE;
    private long[] heights = NONE;
    private int size;

    public int size() {
        return size;
    }

    public long place(int index) {
        return places[index];
    }

    public long height(int index) {
        return heights[index];
    }

    /** Puts a place where it belongs and returns its index. */
    public int insert(long height, long place, FeedOrder feeds) {
        int index = size;
        if (size > 0 && Place.compare(height, place, heights[size - 1], places[size - 1], feeds) < 0) {
            index = indexOf(height, place, feeds);
        }
        if (size == places.length) {
            int capacity = Math.max(4, size + (size >> 1));
            places = Arrays.copyOf(places, capacity);
            heights = Arrays.copyOf(heights, capacity);
        }
        System.arraycopy(places, index, places, index + 1, size - index);
        System.arraycopy(heights, index, heights, index + 1, size - index);
        places[index] = place;
        heights[index] = height;
        size++;
        return index;
    }

    /** Where a place stands, or would stand. */
    int indexOf(long height, long place, FeedOrder feeds) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Place.compare(heights[middle], places[middle], height, place, feeds) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
