package org.dxos.echo.engine.internal.tree;

import java.util.function.IntConsumer;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A persistent map from non-negative ints to values: a radix trie of 32-way nodes that hold only the slots in use. Immutable;
 * {@link #with} copies the path to one slot. A writer that makes many changes in a row passes one {@link Edit}, so that nodes it
 * made itself are changed in place until it is {@linkplain Edit#close closed}.
 *
 * <p>A map can be {@linkplain #encode written} to pages: only nodes that are not there yet are written. One that is {@linkplain
 * #decode read} loads its nodes on first use, and throws {@link org.dxos.echo.engine.internal.page.PageException} where that fails.
 */
public final class IntTrie<V> {
    static final int BITS = 5;
    private static final int MASK = 31;
    private static final int HIGHEST_SHIFT = 30;
    private static final IntTrie<?> EMPTY = new IntTrie<>(null, 0, 0);

    /** An {@link IntNode}, or a {@link StoredNode} once that is safe and released. */
    private @Nullable Object root;
    /** Shift of the root's slots; keys below {@code 1 << (shift + 5)} fit. */
    private final int shift;

    private final int size;

    private IntTrie(@Nullable Object root, int shift, int size) {
        this.root = root;
        this.shift = shift;
        this.size = size;
    }

    /** Sees one entry; returns whether to go on. */
    @FunctionalInterface
    public interface Visitor<V> {
        boolean visit(int key, V value);
    }

    @SuppressWarnings("unchecked")
    public static <V> IntTrie<V> empty() {
        return (IntTrie<V>) EMPTY;
    }

    /** How maps lie in pages as values of other maps. */
    public static <V> Codec<IntTrie<V>> codec(Codec<V> values) {
        return new Codec<>() {
            @Override
            public void encode(IntTrie<V> value, PageWriter out) throws StorageException {
                value.encode(out, values);
            }

            @Override
            public IntTrie<V> decode(PageReader in) throws MalformedException {
                return IntTrie.decode(in, values);
            }

            @Override
            public void release(IntTrie<V> value) {
                value.release(values);
            }
        };
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(int key) {
        Object top = root;
        if (top == null || !fits(key, shift)) {
            return null;
        }
        IntNode node = IntNode.of(top);
        for (int level = shift; ; level -= BITS) {
            Object child = node.get((key >>> level) & MASK);
            if (child == null || level == 0) {
                return (V) child;
            }
            node = IntNode.of(child);
        }
    }

    public boolean contains(int key) {
        return get(key) != null;
    }

    public IntTrie<V> with(int key, V value, Edit edit) {
        if (key < 0) {
            throw new IllegalArgumentException("a key below zero: " + key);
        }
        IntNode top = root == null ? new IntNode(edit) : IntNode.of(root);
        int level = shift;
        while (!fits(key, level)) {
            IntNode wrapped = new IntNode(edit);
            if (!top.isEmpty()) {
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
        IntNode top = remove(IntNode.of(root), shift, key, edit);
        return top == null ? empty() : new IntTrie<>(top, shift, size - 1);
    }

    /** Calls with every key, ascending. */
    public void forEachKey(IntConsumer consumer) {
        forEach(0, (key, value) -> {
            consumer.accept(key);
            return true;
        });
    }

    /** Calls with every entry from a key on, ascending, until told to stop. Nodes that are not in memory stay out of it. */
    @SuppressWarnings("unchecked")
    public void forEach(int from, Visitor<? super V> visitor) {
        Object top = root;
        if (top != null && fits(from, shift)) {
            IntNode.glance(top).forEach(shift, 0, from, (Visitor<Object>) visitor);
        }
    }

    /**
     * Puts this map into a page, and what is not stored yet into pages below. Small maps lie in the page itself. All edits of this map
     * are closed.
     */
    public void encode(PageWriter out, Codec<V> codec) throws StorageException {
        out.bytes().putVar(size);
        if (root != null) {
            out.bytes().put(shift);
            new IntPages<>(codec).put(root, shift, out);
        }
    }

    /** Takes a map out of a page; its nodes are loaded on first use. */
    public static <V> IntTrie<V> decode(PageReader in, Codec<V> codec) throws MalformedException {
        int size = in.bytes().var(Integer.MAX_VALUE);
        if (size == 0) {
            return empty();
        }
        int shift = in.bytes().unsignedByte();
        if (shift % BITS != 0 || shift > HIGHEST_SHIFT) {
            throw new MalformedException("a map with the shift " + shift);
        }
        return new IntTrie<>(new IntPages<>(codec).take(in, shift), shift, size);
    }

    /**
     * Lets go of nodes that are safe in pages: they stay in memory only while there is room. Any thread, also while the map is
     * read; all edits of this map are closed.
     */
    public void release(Codec<V> codec) {
        Object top = root;
        if (top instanceof IntNode node) {
            StoredNode<IntNode> stored = node.safe();
            if (stored != null) {
                root = stored;
            } else {
                node.release(shift, codec);
            }
        }
    }

    /** The page of the topmost node, if it has one of its own. */
    @Nullable
    PageRef page() {
        Object top = root;
        StoredNode<IntNode> stored = top instanceof IntNode node ? node.safe() : IntNode.stored(top);
        return stored == null ? null : stored.ref();
    }

    private static boolean fits(int key, int shift) {
        return shift + BITS >= 32 || key >>> (shift + BITS) == 0;
    }

    private static IntNode put(IntNode node, int level, int key, Object value, Edit edit) {
        int slot = (key >>> level) & MASK;
        if (level == 0) {
            return node.with(slot, value, edit);
        }
        Object child = node.get(slot);
        IntNode below = child == null ? new IntNode(edit) : IntNode.of(child);
        IntNode changed = put(below, level - BITS, key, value, edit);
        return changed == child ? node : node.with(slot, changed, edit);
    }

    private static @Nullable IntNode remove(IntNode node, int level, int key, Edit edit) {
        int slot = (key >>> level) & MASK;
        Object child = node.get(slot);
        if (child == null) {
            return node;
        }
        IntNode changed = level == 0 ? null : remove(IntNode.of(child), level - BITS, key, edit);
        if (changed != null) {
            return changed == child ? node : node.with(slot, changed, edit);
        }
        return node.without(slot, edit);
    }

    /** The right to change nodes in place that were made under it. Confined to one writer. */
    public static final class Edit {
        /** That of nodes that nobody may change in place. */
        static final Edit CLOSED = new Edit();

        static {
            CLOSED.close();
        }

        private boolean open = true;

        /** From here on, nodes made under this edit are immutable. */
        public void close() {
            open = false;
        }

        boolean isOpen() {
            return open;
        }
    }
}
