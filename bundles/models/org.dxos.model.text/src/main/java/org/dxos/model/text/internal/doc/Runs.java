package org.dxos.model.text.internal.doc;

import java.util.Arrays;

/**
 * All runs of a document, as columns. A run is content of one client with consecutive clocks that stands together in one list;
 * it is named by its row. Rows are never moved nor given back; {@link #NONE} names no row. Clients are named by their row in the
 * document's table.
 */
final class Runs {
    static final int NONE = -1;

    int count;
    int[] client;
    int[] clock;
    int[] length;
    int[] originClient;
    int[] originClock;
    int[] rightClient;
    int[] rightClock;
    /** Neighbours in the list. */
    int[] left;

    int[] right;
    /** The list it stands in; none for garbage. */
    int[] list;
    /** The block of the position index; none outside the text. */
    int[] block;
    /** Where its characters begin in the client's pool, or which object it holds, or the type it is. */
    int[] content;
    /** As in {@link org.dxos.model.text.internal.yjs.Content}. */
    byte[] kind;
    /** When the row was last seen by the integration. */
    int[] visit;

    Runs(int capacity) {
        client = new int[capacity];
        clock = new int[capacity];
        length = new int[capacity];
        originClient = new int[capacity];
        originClock = new int[capacity];
        rightClient = new int[capacity];
        rightClock = new int[capacity];
        left = new int[capacity];
        right = new int[capacity];
        list = new int[capacity];
        block = new int[capacity];
        content = new int[capacity];
        kind = new byte[capacity];
        visit = new int[capacity];
    }

    Runs copy() {
        Runs copy = new Runs(0);
        copy.count = count;
        int size = count + 16;
        copy.client = Arrays.copyOf(client, size);
        copy.clock = Arrays.copyOf(clock, size);
        copy.length = Arrays.copyOf(length, size);
        copy.originClient = Arrays.copyOf(originClient, size);
        copy.originClock = Arrays.copyOf(originClock, size);
        copy.rightClient = Arrays.copyOf(rightClient, size);
        copy.rightClock = Arrays.copyOf(rightClock, size);
        copy.left = Arrays.copyOf(left, size);
        copy.right = Arrays.copyOf(right, size);
        copy.list = Arrays.copyOf(list, size);
        copy.block = Arrays.copyOf(block, size);
        copy.content = Arrays.copyOf(content, size);
        copy.kind = Arrays.copyOf(kind, size);
        copy.visit = Arrays.copyOf(visit, size);
        return copy;
    }

    /** A new row without neighbours. */
    int add(int runClient, int runClock, int runLength, int runKind) {
        if (count == client.length) {
            grow();
        }
        int run = count++;
        client[run] = runClient;
        clock[run] = runClock;
        length[run] = runLength;
        kind[run] = (byte) runKind;
        originClient[run] = NONE;
        rightClient[run] = NONE;
        left[run] = NONE;
        right[run] = NONE;
        list[run] = NONE;
        block[run] = NONE;
        content[run] = NONE;
        return run;
    }

    int end(int run) {
        return clock[run] + length[run];
    }

    boolean hasOrigin(int run, int atClient, int atClock) {
        return originClient[run] == atClient && (atClient == NONE || originClock[run] == atClock);
    }

    boolean hasRight(int run, int atClient, int atClock) {
        return rightClient[run] == atClient && (atClient == NONE || rightClock[run] == atClock);
    }

    private void grow() {
        int size = client.length + (client.length >> 1) + 16;
        client = Arrays.copyOf(client, size);
        clock = Arrays.copyOf(clock, size);
        length = Arrays.copyOf(length, size);
        originClient = Arrays.copyOf(originClient, size);
        originClock = Arrays.copyOf(originClock, size);
        rightClient = Arrays.copyOf(rightClient, size);
        rightClock = Arrays.copyOf(rightClock, size);
        left = Arrays.copyOf(left, size);
        right = Arrays.copyOf(right, size);
        list = Arrays.copyOf(list, size);
        block = Arrays.copyOf(block, size);
        content = Arrays.copyOf(content, size);
        kind = Arrays.copyOf(kind, size);
        visit = Arrays.copyOf(visit, size);
    }
}
