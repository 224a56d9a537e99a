package org.dxos.echo.engine.internal.structure;

import java.util.Arrays;

/** Parent and flags of each item, by its number. Confined to the party loop. */
final class Nodes {
    private static final byte EXISTS = 1;
    private static final byte DELETED = 2;

    private int[] parents = new int[16];
    private byte[] flags = new byte[16];

    boolean exists(int item) {
        return item >= 0 && item < flags.length && (flags[item] & EXISTS) != 0;
    }

    int parent(int item) {
        return exists(item) ? parents[item] : Structure.NO_PARENT;
    }

    boolean isDeleted(int item) {
        return exists(item) && (flags[item] & DELETED) != 0;
    }

    void create(int item) {
        if (item >= flags.length) {
            int capacity = Math.max(item + 1, flags.length + (flags.length >> 1));
            parents = Arrays.copyOf(parents, capacity);
            flags = Arrays.copyOf(flags, capacity);
        }
        flags[item] = EXISTS;
        parents[item] = Structure.NO_PARENT;
    }

    void remove(int item) {
        flags[item] = 0;
    }

    void setParent(int item, int parent) {
        parents[item] = parent;
    }

    void setDeleted(int item, boolean deleted) {
        flags[item] = deleted ? (byte) (flags[item] | DELETED) : (byte) (flags[item] & ~DELETED);
    }
}
