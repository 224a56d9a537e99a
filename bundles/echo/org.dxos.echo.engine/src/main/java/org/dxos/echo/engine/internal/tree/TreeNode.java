package org.dxos.echo.engine.internal.tree;

import java.util.Objects;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link Tree}. Immutable, but for two things that do not change what it means: it learns where it is stored, and nodes
 * below it give way to where they are stored.
 */
abstract sealed class TreeNode permits TreeLeaf, TreeBranch {
    private volatile @Nullable StoredNode<TreeNode> stored;

    /** The two halves of a node, and a string above all keys of the left one and not above any of the right one. */
    record Halves(TreeNode left, byte[] separator, TreeNode right) {}

    /** The node that a branch has below, loaded and kept if need be. */
    static TreeNode of(Object child) {
        return child instanceof TreeNode node
                ? node
                : Objects.requireNonNull(stored(child)).node();
    }

    /** The node that a branch has below, loaded but not kept. */
    static TreeNode glance(Object child) {
        return child instanceof TreeNode node
                ? node
                : Objects.requireNonNull(stored(child)).glance();
    }

    @SuppressWarnings("unchecked")
    static @Nullable StoredNode<TreeNode> stored(@Nullable Object child) {
        return (StoredNode<TreeNode>) child;
    }

    /** Where it is stored, whether that is safe or not. */
    @Nullable
    StoredNode<TreeNode> stored() {
        return stored;
    }

    void stored(StoredNode<TreeNode> where) {
        stored = where;
    }

    /** Where it is stored, if that is safe. */
    @Nullable
    StoredNode<TreeNode> safe() {
        StoredNode<TreeNode> where = stored;
        return where != null && where.ref().isSafe() ? where : null;
    }

    /** Entries below. */
    abstract long count();

    abstract @Nullable Bytes get(byte[] key);

    /** This node itself when nothing changes. */
    abstract TreeNode with(byte[] key, byte[] value);

    abstract TreeNode without(byte[] key);

    abstract boolean isTooLarge();

    abstract boolean isSmall();

    abstract Halves split();

    /** This node and its right neighbour in one; null when that would be too large. */
    abstract @Nullable TreeNode join(byte[] separator, TreeNode right);

    /** How many keys are below a key. */
    abstract long rank(byte[] key);

    /** Visits what is in a range, ascending; false once the visitor has had enough. */
    abstract boolean ascend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor);

    /** Visits what is in a range, descending; false once the visitor has had enough. */
    abstract boolean descend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor);

    /** Puts where they are stored in the place of nodes below that are safe. */
    abstract void release();
}
