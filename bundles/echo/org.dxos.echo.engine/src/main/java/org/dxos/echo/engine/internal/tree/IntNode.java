package org.dxos.echo.engine.internal.tree;

import java.util.Arrays;
import java.util.Objects;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.jspecify.annotations.Nullable;

/**
 * A node of an {@link IntTrie}. Immutable once its edit is closed, but for two things that do not change what it means: it learns
 * where it is stored, and nodes below it give way to where they are stored.
 */
final class IntNode {
    private final Edit edit;
    private int bitmap;

    /** Values at level 0, otherwise each an {@link IntNode} or a {@link StoredNode}. */
    private @Nullable Object[] slots;

    private volatile @Nullable StoredNode<IntNode> stored;

    IntNode(Edit edit) {
        this(edit, 0, new Object[4]);
    }

    private IntNode(Edit edit, int bitmap, @Nullable Object[] slots) {
        this.edit = edit;
        this.bitmap = bitmap;
        this.slots = slots;
    }

    /** A node as it comes out of a page; null when it lies within the page of another. */
    IntNode(int bitmap, Object[] slots, @Nullable StoredNode<IntNode> stored) {
        this(Edit.CLOSED, bitmap, slots);
        this.stored = stored;
    }

    /** The node that a slot has, loaded and kept if need be. */
    static IntNode of(Object child) {
        return child instanceof IntNode node
                ? node
                : Objects.requireNonNull(stored(child)).node();
    }

    /** The node that a slot has, loaded but not kept. */
    static IntNode glance(Object child) {
        return child instanceof IntNode node
                ? node
                : Objects.requireNonNull(stored(child)).glance();
    }

    @SuppressWarnings("unchecked")
    static @Nullable StoredNode<IntNode> stored(@Nullable Object child) {
        return (StoredNode<IntNode>) child;
    }

    boolean isEmpty() {
        return bitmap == 0;
    }

    int bitmap() {
        return bitmap;
    }

    /** What is in the slots in use, in their order. */
    Object at(int place) {
        return Objects.requireNonNull(slots[place]);
    }

    @Nullable
    Object get(int slot) {
        int bit = 1 << slot;
        return (bitmap & bit) == 0 ? null : slots[Integer.bitCount(bitmap & (bit - 1))];
    }

    /** Where it is stored, whether that is safe or not. */
    @Nullable
    StoredNode<IntNode> stored() {
        return stored;
    }

    void stored(StoredNode<IntNode> where) {
        stored = where;
    }

    /** Where it is stored, if that is safe. */
    @Nullable
    StoredNode<IntNode> safe() {
        StoredNode<IntNode> where = stored;
        return where != null && where.ref().isSafe() ? where : null;
    }

    IntNode with(int slot, Object value, Edit writer) {
        IntNode node = own(writer);
        int bit = 1 << slot;
        int place = Integer.bitCount(node.bitmap & (bit - 1));
        if ((node.bitmap & bit) == 0) {
            int count = Integer.bitCount(node.bitmap);
            if (count == node.slots.length) {
                node.slots = Arrays.copyOf(node.slots, Math.min(32, count * 2));
            }
            System.arraycopy(node.slots, place, node.slots, place + 1, count - place);
            node.bitmap |= bit;
        }
        node.slots[place] = value;
        return node;
    }

    @Nullable
    IntNode without(int slot, Edit writer) {
        int bit = 1 << slot;
        if (bitmap == bit) {
            return null;
        }
        IntNode node = own(writer);
        int place = Integer.bitCount(node.bitmap & (bit - 1));
        int count = Integer.bitCount(node.bitmap);
        System.arraycopy(node.slots, place + 1, node.slots, place, count - place - 1);
        node.slots[count - 1] = null;
        node.bitmap &= ~bit;
        return node;
    }

    /** Visits entries from a key on; false once the visitor has had enough. */
    boolean forEach(int level, int prefix, int from, IntTrie.Visitor<Object> visitor) {
        int first = (from >>> level) & 31;
        int bits = bitmap & (-1 << first);
        for (int i = Integer.bitCount(bitmap & ~(-1 << first)); bits != 0; i++) {
            int slot = Integer.numberOfTrailingZeros(bits);
            bits &= bits - 1;
            int key = prefix | (slot << level);
            boolean goOn = level == 0
                    ? visitor.visit(key, at(i))
                    : glance(at(i)).forEach(level - IntTrie.BITS, key, slot == first ? from : 0, visitor);
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    /** Puts where they are stored in the place of nodes below that are safe. */
    @SuppressWarnings("unchecked")
    <V> void release(int level, Codec<V> codec) {
        for (int i = Integer.bitCount(bitmap) - 1; i >= 0; i--) {
            Object child = at(i);
            if (level == 0) {
                codec.release((V) child);
            } else if (child instanceof IntNode node) {
                StoredNode<IntNode> where = node.safe();
                if (where != null) {
                    slots[i] = where;
                } else {
                    node.release(level - IntTrie.BITS, codec);
                }
            }
        }
    }

    private IntNode own(Edit writer) {
        return edit == writer && writer.isOpen() ? this : new IntNode(writer, bitmap, slots.clone());
    }
}
