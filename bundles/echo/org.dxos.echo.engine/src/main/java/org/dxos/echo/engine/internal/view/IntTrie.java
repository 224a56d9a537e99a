package org.dxos.echo.engine.internal.view;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map from non-negative ints to values: a radix trie of 32-way nodes that hold only the slots in use. Immutable;
 * {@link #with} copies the path to one slot. A writer that makes many changes in a row passes one {@link Edit}, so that nodes it
 * made itself are changed in place until it is {@linkplain Edit#close closed}.
 */
public final class IntTrie<V> {
    private static final int BITS = 5;
    private static final int MASK = 31;
    private static final IntTrie<?> EMPTY = new IntTrie<>(null, 0, 0);

    private final @Nullable Node root;
    /** Shift of the root's slots; keys below {@code 1 << (shift + 5)} fit. */
    private final int shift;

    private final int size;

    private IntTrie(@Nullable Node root, int shift, int size) {
        this.root = root;
        this.shift = shift;
        this.size = size;
    }

    @SuppressWarnings("unchecked")
    public static <V> IntTrie<V> empty() {
        return (IntTrie<V>) EMPTY;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(int key) {
        if (root == null || !fits(key, shift)) {
            return null;
        }
        Node node = root;
        for (int level = shift; ; level -= BITS) {
            Object child = node.get((key >>> level) & MASK);
            if (child == null || level == 0) {
                return (V) child;
            }
            node = (Node) child;
        }
    }

    public boolean contains(int key) {
        return get(key) != null;
    }

    public IntTrie<V> with(int key, V value, Edit edit) {
        if (key < 0) {
            throw new IllegalArgumentException("a key below zero: " + key);
        }
        Node top = root == null ? new Node(edit) : root;
        int level = shift;
        while (!fits(key, level)) {
            Node wrapped = new Node(edit);
            if (top.bitmap != 0) {
                wrapped = wrapped.with(0, top, edit);
            }
            top = wrapped;
            level += BITS;
        }
        boolean isNew = root == null || get(key) == null;
        return new IntTrie<>(put(top, level, key, value, edit), level, isNew ? size + 1 : size);
    }

    public IntTrie<V> without(int key, Edit edit) {
        if (root == null || get(key) == null) {
            return this;
        }
        Node top = remove(root, shift, key, edit);
        return top == null ? empty() : new IntTrie<>(top, shift, size - 1);
    }

    /** Calls with every key, ascending. */
    public void forEachKey(IntConsumer consumer) {
        if (root != null) {
            forEachKey(root, shift, 0, consumer);
        }
    }

    private static boolean fits(int key, int shift) {
        return shift + BITS >= 32 || key >>> (shift + BITS) == 0;
    }

    private static Node put(Node node, int level, int key, Object value, Edit edit) {
        int slot = (key >>> level) & MASK;
        if (level == 0) {
            return node.with(slot, value, edit);
        }
        Node child = (Node) node.get(slot);
        Node changed = put(child == null ? new Node(edit) : child, level - BITS, key, value, edit);
        return changed == child ? node : node.with(slot, changed, edit);
    }

    private static @Nullable Node remove(Node node, int level, int key, Edit edit) {
        int slot = (key >>> level) & MASK;
        Object child = node.get(slot);
        if (child == null) {
            return node;
        }
        Node changed = level == 0 ? null : remove((Node) child, level - BITS, key, edit);
        if (changed != null) {
            return changed == child ? node : node.with(slot, changed, edit);
        }
        return node.without(slot, edit);
    }

    private static void forEachKey(Node node, int level, int prefix, IntConsumer consumer) {
        int bits = node.bitmap;
        for (int i = 0; bits != 0; i++) {
            int slot = Integer.numberOfTrailingZeros(bits);
            bits &= bits - 1;
            int key = prefix | (slot << level);
            if (level == 0) {
                consumer.accept(key);
            } else {
                forEachKey((Node) java.util.Objects.requireNonNull(node.slots[i]), level - BITS, key, consumer);
            }
        }
    }

    /** The right to change nodes in place that were made under it. Confined to one writer. */
    public static final class Edit {
        private boolean open = true;

        /** From here on, nodes made under this edit are immutable. */
        public void close() {
            open = false;
        }
    }

    private static final class Node {
        final Edit edit;
        int bitmap;

        @Nullable
        Object[] slots;

        Node(Edit edit) {
            this(edit, 0, new Object[4]);
        }

        private Node(Edit edit, int bitmap, @Nullable Object[] slots) {
            this.edit = edit;
            this.bitmap = bitmap;
            this.slots = slots;
        }

        @Nullable
        Object get(int slot) {
            int bit = 1 << slot;
            return (bitmap & bit) == 0 ? null : slots[Integer.bitCount(bitmap & (bit - 1))];
        }

        Node with(int slot, Object value, Edit writer) {
            Node node = own(writer);
            int bit = 1 << slot;
            int place = Integer.bitCount(node.bitmap & (bit - 1));
            if ((node.bitmap & bit) == 0) {
                int count = Integer.bitCount(node.bitmap);
                if (count == node.slots.length) {
                    node.slots = java.util.Arrays.copyOf(node.slots, Math.min(32, count * 2));
                }
                System.arraycopy(node.slots, place, node.slots, place + 1, count - place);
                node.bitmap |= bit;
            }
            node.slots[place] = value;
            return node;
        }

        @Nullable
        Node without(int slot, Edit writer) {
            int bit = 1 << slot;
            if (bitmap == bit) {
                return null;
            }
            Node node = own(writer);
            int place = Integer.bitCount(node.bitmap & (bit - 1));
            int count = Integer.bitCount(node.bitmap);
            System.arraycopy(node.slots, place + 1, node.slots, place, count - place - 1);
            node.slots[count - 1] = null;
            node.bitmap &= ~bit;
            return node;
        }

        private Node own(Edit writer) {
            return edit == writer && writer.open ? this : new Node(writer, bitmap, slots.clone());
        }
    }
}
