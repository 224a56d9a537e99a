package org.dxos.echo.engine.internal.tree;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A persistent sorted map from byte strings to byte strings, in the order of unsigned bytes: a B+ tree whose changed paths are copied.
 * Keys and values have at most {@value #MOST} bytes each. Immutable.
 *
 * <p>Stored in pages like {@link IntTrie}: only nodes that are not there yet are written, nodes are loaded on first use, and where
 * that fails {@link org.dxos.echo.engine.internal.page.PageException} is thrown.
 */
public final class Tree {
    /** Bytes of a key or a value at most. */
    public static final int MOST = 1024;

    private static final Tree EMPTY = new Tree(TreeLeaf.EMPTY, 0);

    /** A {@link TreeNode}, or a {@link StoredNode} once that is safe and released. */
    private Object root;

    private final long size;

    Tree(Object root, long size) {
        this.root = root;
        this.size = size;
    }

    /** Sees one entry; returns whether to go on. The bytes share the memory of a whole node: copy what is kept for long. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(Bytes key, Bytes value);
    }

    public static Tree empty() {
        return EMPTY;
    }

    /** A value that is a number. */
    public static Bytes number(long value) {
        return new ByteWriter(10).putVar(value).toBytes();
    }

    /** The number that a value is. */
    public static long number(Bytes value) {
        try {
            return new ByteReader(value).var();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a number: " + value, e);
        }
    }

    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public @Nullable Bytes get(Bytes key) {
        return TreeNode.of(root).get(key.toArray());
    }

    public boolean contains(Bytes key) {
        return get(key) != null;
    }

    public Tree with(Bytes key, Bytes value) {
        if (key.size() > MOST || value.size() > MOST) {
            throw new IllegalArgumentException(
                    "a key of " + key.size() + " bytes and a value of " + value.size() + ", more than " + MOST);
        }
        TreeNode before = TreeNode.of(root);
        TreeNode changed = before.with(key.toArray(), value.toArray());
        if (changed == before) {
            return this;
        }
        TreeNode top = changed.isTooLarge() ? TreeBranch.of(changed.split()) : changed;
        return new Tree(top, top.count());
    }

    public Tree without(Bytes key) {
        TreeNode before = TreeNode.of(root);
        TreeNode changed = before.without(key.toArray());
        if (changed == before) {
            return this;
        }
        Object top = changed;
        while (top instanceof TreeBranch branch && branch.children() <= 1) {
            top = branch.children() == 0 ? TreeLeaf.EMPTY : branch.child(0);
        }
        return changed.count() == 0 ? EMPTY : new Tree(top, changed.count());
    }

    /** How many keys are from a key (inclusive) to a key (exclusive), each null for no bound. In the time of a look-up. */
    public long count(@Nullable Bytes from, @Nullable Bytes to) {
        long end = to == null ? size : TreeNode.of(root).rank(to.toArray());
        return Math.max(0, end - (from == null ? 0 : TreeNode.of(root).rank(from.toArray())));
    }

    /**
     * Visits entries from a key (inclusive) to a key (exclusive), each null for no bound, ascending, until told to stop. Nodes that are
     * not in memory stay out of it.
     */
    public void ascend(@Nullable Bytes from, @Nullable Bytes to, Visitor visitor) {
        TreeNode.glance(root).ascend(array(from), array(to), visitor);
    }

    /** The same, descending: {@code from} is the lowest key all the same. */
    public void descend(@Nullable Bytes from, @Nullable Bytes to, Visitor visitor) {
        TreeNode.glance(root).descend(array(from), array(to), visitor);
    }

    /** The lowest key that is not below a key, or null. */
    public @Nullable Bytes ceiling(Bytes key) {
        Bytes[] found = new Bytes[1];
        ascend(key, null, (at, value) -> {
            found[0] = at;
            return false;
        });
        return found[0];
    }

    /** The lowest key above all keys that begin with a prefix; null when there is none. */
    public static @Nullable Bytes after(Bytes prefix) {
        byte[] next = prefix.toArray();
        for (int i = next.length - 1; i >= 0; i--) {
            if (next[i] != -1) {
                next[i]++;
                return Bytes.wrap(next, 0, i + 1);
            }
        }
        return null;
    }

    /** Puts this map into a page, and what is not stored yet into pages below. A small map lies in the page itself. */
    public void encode(PageWriter out) throws StorageException {
        out.bytes().putVar(size);
        TreePages.put(root, out);
    }

    /** Takes a map out of a page; its nodes are loaded on first use. */
    public static Tree decode(PageReader in) throws MalformedException {
        long size = in.bytes().var();
        return new Tree(TreePages.take(in), size);
    }

    /** Lets go of nodes that are safe in pages: they stay in memory only while there is room. Any thread, at any time. */
    public void release() {
        if (root instanceof TreeNode node) {
            StoredNode<TreeNode> stored = node.safe();
            if (stored != null) {
                root = stored;
            } else {
                node.release();
            }
        }
    }

    private static byte @Nullable [] array(@Nullable Bytes key) {
        return key == null ? null : key.toArray();
    }
}
