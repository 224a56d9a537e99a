package org.dxos.model.text.internal.doc;

import java.util.Arrays;

/** The rows of one client's runs in the order of their clocks, in chunks so that a split moves few of them. */
final class ClockIndex {
    private static final int CHUNK = 256;

    private int[][] chunks;
    private int[] sizes;
    private int count;
    private int last = Runs.NONE;

    ClockIndex() {
        chunks = new int[1][];
        sizes = new int[1];
    }

    private ClockIndex(ClockIndex other) {
        count = other.count;
        last = other.last;
        sizes = Arrays.copyOf(other.sizes, Math.max(1, count));
        chunks = new int[Math.max(1, count)][];
        for (int i = 0; i < count; i++) {
            chunks[i] = other.chunks[i].clone();
        }
    }

    ClockIndex copy() {
        return new ClockIndex(this);
    }

    int last() {
        return last;
    }

    /** Calls back with every row, in order. */
    void forEach(java.util.function.IntConsumer consumer) {
        for (int i = 0; i < count; i++) {
            for (int n = 0; n < sizes[i]; n++) {
                consumer.accept(chunks[i][n]);
            }
        }
    }

    /** The run that holds a clock that is known to be there. */
    int find(Runs runs, int clock) {
        if (runs.clock[last] <= clock) {
            return last;
        }
        int chunk = chunkOf(runs, clock);
        return chunks[chunk][rowOf(runs, chunk, clock)];
    }

    void append(int run) {
        last = run;
        if (count == 0 || sizes[count - 1] == CHUNK) {
            insertChunk(count, new int[CHUNK], 0);
        }
        chunks[count - 1][sizes[count - 1]++] = run;
    }

    /** Puts a run behind another whose last clock comes directly before its first. */
    void insertAfter(Runs runs, int before, int run) {
        if (before == last) {
            append(run);
            return;
        }
        int chunk = chunkOf(runs, runs.clock[before]);
        int at = rowOf(runs, chunk, runs.clock[before]) + 1;
        if (sizes[chunk] == CHUNK) {
            int half = CHUNK / 2;
            int[] upper = new int[CHUNK];
            System.arraycopy(chunks[chunk], half, upper, 0, CHUNK - half);
            sizes[chunk] = half;
            insertChunk(chunk + 1, upper, CHUNK - half);
            if (at > half) {
                chunk++;
                at -= half;
            }
        }
        int[] rows = chunks[chunk];
        System.arraycopy(rows, at, rows, at + 1, sizes[chunk] - at);
        rows[at] = run;
        sizes[chunk]++;
    }

    private void insertChunk(int at, int[] rows, int size) {
        if (count == chunks.length) {
            chunks = Arrays.copyOf(chunks, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
        }
        System.arraycopy(chunks, at, chunks, at + 1, count - at);
        System.arraycopy(sizes, at, sizes, at + 1, count - at);
        chunks[at] = rows;
        sizes[at] = size;
        count++;
    }

    private int chunkOf(Runs runs, int clock) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (runs.clock[chunks[middle][0]] <= clock) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int rowOf(Runs runs, int chunk, int clock) {
        int[] rows = chunks[chunk];
        int low = 0;
        int high = sizes[chunk] - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (runs.clock[rows[middle]] <= clock) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
