package org.dxos.model.messenger.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list whose changed copies share all but O(log n) small arrays with it. A trie of nodes of {@value #WIDTH} slots by
 * the bits of the index, lowest level last, and the last up to {@value #WIDTH} items in an array of their own, so that most
 * appends copy that array alone (the persistent vector of Clojure).
 */
final class Vector<E> extends AbstractList<E> implements RandomAccess {
    static final int BITS = 5;
    static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;
    private static final Object[] NONE = {};
    private static final Vector<?> EMPTY = new Vector<>(0, BITS, NONE, NONE);

    private final int size;
    /** Bits of the index below those that choose among the slots of the root. */
    private final int shift;

    private final Object[] root;
    private final Object[] tail;

    private Vector(int size, int shift, Object[] root, Object[] tail) {
        this.size = size;
        this.shift = shift;
        this.root = root;
        this.tail = tail;
    }

    @SuppressWarnings("unchecked") // holds nothing
    static <E> Vector<E> empty() {
        return (Vector<E>) EMPTY;
    }

    @Override
    public int size() {
        return size;
    }

    private int tailStart() {
        return size - tail.length;
    }

    @Override
    @SuppressWarnings("unchecked") // only E go in
    public E get(int index) {
        Objects.checkIndex(index, size);
        if (index >= tailStart()) {
            return (E) tail[index - tailStart()];
        }
        Object[] node = root;
        for (int level = shift; level > 0; level -= BITS) {
            node = (Object[]) node[(index >>> level) & MASK];
        }
        return (E) node[index & MASK];
    }

    /** With one more item at the end. */
    Vector<E> plus(E item) {
        if (tail.length < WIDTH) {
            return new Vector<>(size + 1, shift, root, appended(tail, item));
        }
        boolean full = tailStart() == 1 << (shift + BITS);
        Object[] grown = full ? new Object[] {root, path(shift, tail)} : pushed(root, shift, tailStart(), tail);
        return new Vector<>(size + 1, full ? shift + BITS : shift, grown, new Object[] {item});
    }

    /** With another item at an index. */
    Vector<E> with(int index, E item) {
        Objects.checkIndex(index, size);
        if (index >= tailStart()) {
            return new Vector<>(size, shift, root, replaced(tail, index - tailStart(), item));
        }
        return new Vector<>(size, shift, replaced(root, shift, index, item), tail);
    }

    private static Object[] path(int level, Object[] leaf) {
        Object[] node = leaf;
        for (int at = level; at > 0; at -= BITS) {
            node = new Object[] {node};
        }
        return node;
    }

    private static Object[] pushed(Object[] node, int level, int index, Object[] leaf) {
        int slot = (index >>> level) & MASK;
        if (slot == node.length) {
            return appended(node, path(level - BITS, leaf));
        }
        return replaced(node, slot, pushed((Object[]) node[slot], level - BITS, index, leaf));
    }

    private static Object[] replaced(Object[] node, int level, int index, Object item) {
        int slot = (index >>> level) & MASK;
        return replaced(node, slot, level == 0 ? item : replaced((Object[]) node[slot], level - BITS, index, item));
    }

    private static Object[] replaced(Object[] node, int slot, Object by) {
        Object[] copy = node.clone();
        copy[slot] = by;
        return copy;
    }

    private static Object[] appended(Object[] node, Object item) {
        Object[] copy = Arrays.copyOf(node, node.length + 1);
        copy[node.length] = item;
        return copy;
    }
}
