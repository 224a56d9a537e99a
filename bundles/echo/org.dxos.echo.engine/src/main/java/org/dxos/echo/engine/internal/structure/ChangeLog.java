package org.dxos.echo.engine.internal.structure;

import java.util.Arrays;

/** Structural changes in canonical order, each with what is needed to undo it. Confined to the party loop. */
final class ChangeLog {
    private static final int EFFECTIVE = 1;
    private static final int DELETED = 2;

    private long[] heights = new long[16];
    private long[] places = new long[16];
    private Change[] changes = new Change[16];
    private int[] parentsBefore = new int[16];
    private byte[] flags = new byte[16];
    private int size;

    int size() {
        return size;
    }

    long height(int index) {
        return heights[index];
    }

    long place(int index) {
        return places[index];
    }

    Change change(int index) {
        return changes[index];
    }

    boolean wasEffective(int index) {
        return (flags[index] & EFFECTIVE) != 0;
    }

    int parentBefore(int index) {
        return parentsBefore[index];
    }

    boolean deletedBefore(int index) {
        return (flags[index] & DELETED) != 0;
    }

    void remember(int index, boolean effective, int parent, boolean deleted) {
        parentsBefore[index] = parent;
        flags[index] = (byte) ((effective ? EFFECTIVE : 0) | (deleted ? DELETED : 0));
    }

    void insert(int index, long height, long place, Change change) {
        if (size == changes.length) {
            int capacity = size + (size >> 1);
            heights = Arrays.copyOf(heights, capacity);
            places = Arrays.copyOf(places, capacity);
            changes = Arrays.copyOf(changes, capacity);
            parentsBefore = Arrays.copyOf(parentsBefore, capacity);
            flags = Arrays.copyOf(flags, capacity);
        }
        int moved = size - index;
        System.arraycopy(heights, index, heights, index + 1, moved);
        System.arraycopy(places, index, places, index + 1, moved);
        System.arraycopy(changes, index, changes, index + 1, moved);
        System.arraycopy(parentsBefore, index, parentsBefore, index + 1, moved);
        System.arraycopy(flags, index, flags, index + 1, moved);
        heights[index] = height;
        places[index] = place;
        changes[index] = change;
        size++;
    }
}
