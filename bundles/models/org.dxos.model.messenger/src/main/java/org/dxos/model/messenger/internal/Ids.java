package org.dxos.model.messenger.internal;

import org.dxos.model.messenger.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Message ids to positions, as an immutable trie by hexadecimal digit, so that the beginning of an id finds it too. A changed
 * copy shares all but the nodes on the way, of which there are about as many as the number of ids has hexadecimal digits.
 */
final class Ids {
    static final Ids EMPTY = new Ids(new Object[16]);
    private static final int DIGITS = 32;

    /** Slots hold a node, a leaf, or null. */
    private final @Nullable Object[] root;

    private Ids(@Nullable Object[] root) {
        this.root = root;
    }

    private record Leaf(MessageId id, int position) {}

    /** The ids that begin with some digits. */
    enum Beginning {
        OF_NONE,
        OF_ONE,
        OF_SEVERAL
    }

    /** @param position of one of the ids; -1 when there is none */
    record Found(Beginning beginning, int position) {
        private static final Found NONE = new Found(Beginning.OF_NONE, -1);
    }

    private static int digit(MessageId id, int index) {
        return (int) ((index < 16 ? id.high() >>> (60 - 4 * index) : id.low() >>> (124 - 4 * index)) & 15);
    }

    /** The position of an id, or -1. */
    int find(MessageId id) {
        @Nullable Object[] node = root;
        for (int depth = 0; depth < DIGITS; depth++) {
            Object slot = node[digit(id, depth)];
            if (slot instanceof Leaf leaf) {
                return leaf.id.equals(id) ? leaf.position : -1;
            } else if (slot == null) {
                return -1;
            }
            node = (Object[]) slot;
        }
        return -1;
    }

    /** With an id that is not in it yet. */
    Ids plus(MessageId id, int position) {
        return new Ids(plus(root, 0, new Leaf(id, position)));
    }

    private static @Nullable Object[] plus(@Nullable Object[] node, int depth, Leaf leaf) {
        @Nullable Object[] copy = node.clone();
        int digit = digit(leaf.id, depth);
        Object slot = copy[digit];
        if (slot == null) {
            copy[digit] = leaf;
        } else if (slot instanceof Leaf other) {
            @Nullable Object[] below = new Object[16];
            below[digit(other.id, depth + 1)] = other;
            copy[digit] = plus(below, depth + 1, leaf);
        } else {
            copy[digit] = plus((Object[]) slot, depth + 1, leaf);
        }
        return copy;
    }

    /** What begins with these lower-case hexadecimal digits, of which there are at most 32. */
    Found beginning(String digits) {
        Object at = root;
        for (int depth = 0; depth < digits.length(); depth++) {
            if (at instanceof Leaf leaf) {
                return leaf.id.hex().startsWith(digits) ? new Found(Beginning.OF_ONE, leaf.position) : Found.NONE;
            }
            at = at == null ? null : ((Object[]) at)[Character.digit(digits.charAt(depth), 16)];
        }
        return first(at);
    }

    /** A node below the root holds two ids at least. */
    private Found first(@Nullable Object at) {
        if (at instanceof Leaf leaf) {
            return new Found(Beginning.OF_ONE, leaf.position);
        }
        return at == null || at == root ? Found.NONE : new Found(Beginning.OF_SEVERAL, -1);
    }
}
