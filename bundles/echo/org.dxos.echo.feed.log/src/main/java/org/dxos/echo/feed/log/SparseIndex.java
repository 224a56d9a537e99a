package org.dxos.echo.feed.log;

import java.util.Arrays;

/**
 * Positions in a segment: of some blocks and of some commits, one in every {@code interval} bytes. One thread adds, any thread
 * looks up.
 */
final class SparseIndex {
    /** A sequence number or length, and a position in the file. */
    record Entry(long number, long offset) {}

    private final int interval;
    private final Column blocks = new Column();
    private final Column commits = new Column();

    /** An index of an empty segment. */
    SparseIndex(int interval, long first) {
        this.interval = interval;
        blocks.add(first, Format.HEADER_SIZE);
        commits.add(first, Format.HEADER_SIZE);
    }

    /** Notes that a block begins there, if the last noted one is far enough. */
    void block(long sequence, long offset) {
        blocks.offer(sequence, offset, interval);
    }

    /** Notes that a commit of that length ends there, if the last noted one is far enough. */
    void commit(long length, long offset) {
        commits.offer(length, offset, interval);
    }

    /** The last noted block not behind the given one. */
    Entry blockAtOrBefore(long sequence) {
        return blocks.floor(sequence);
    }

    /** The last noted commit not longer than that. */
    Entry commitAtOrBefore(long length) {
        return commits.floor(length);
    }

    /** Drops what lies behind a commit that ends there. */
    void cut(long end) {
        blocks.cut(end - 1);
        commits.cut(end);
    }

    Column blocks() {
        return blocks;
    }

    Column commits() {
        return commits;
    }

    /** Two growing columns of ascending numbers. */
    static final class Column {
        private long[] numbers = new long[4];
        private long[] offsets = new long[4];
        private int size;
        private long last;

        synchronized void add(long number, long offset) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
                offsets = Arrays.copyOf(offsets, size * 2);
            }
            numbers[size] = number;
            offsets[size++] = offset;
            last = offset;
        }

        private void offer(long number, long offset, int distance) {
            if (offset - last >= distance) {
                add(number, offset);
            }
        }

        private synchronized Entry floor(long number) {
            int found = Arrays.binarySearch(numbers, 0, size, number);
            int index = found >= 0 ? found : -found - 2;
            return new Entry(numbers[index], offsets[index]);
        }

        private synchronized void cut(long offset) {
            while (size > 1 && offsets[size - 1] > offset) {
                size--;
            }
            last = offsets[size - 1];
        }

        /** The entries up to an offset. */
        synchronized Entry[] upTo(long offset) {
            int count = 0;
            while (count < size && offsets[count] <= offset) {
                count++;
            }
            Entry[] entries = new Entry[count];
            for (int i = 0; i < count; i++) {
                entries[i] = new Entry(numbers[i], offsets[i]);
            }
            return entries;
        }
    }
}
