package org.dxos.echo.engine.internal.tree;

import java.util.Arrays;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** Nodes in the order of their keys, with a separator between each two and the number of entries below each. */
final class TreeBranch extends TreeNode {
    private static final int MOST = 64;
    private static final int SMALL = MOST / 4;
    private static final int LARGE = 4096;

    private final Packed separators;
    private final long[] counts;
    /** Each a {@link TreeNode} or a {@link StoredNode}. */
    private final Object[] children;

    private final long count;

    TreeBranch(Packed separators, long[] counts, Object[] children) {
        this.separators = separators;
        this.counts = counts;
        this.children = children;
        long sum = 0;
        for (long each : counts) {
            sum += each;
        }
        this.count = sum;
    }

    static TreeBranch of(Halves halves) {
        return new TreeBranch(
                Packed.of(halves.separator()),
                new long[] {halves.left().count(), halves.right().count()},
                new Object[] {halves.left(), halves.right()});
    }

    Packed separators() {
        return separators;
    }

    int children() {
        return children.length;
    }

    Object child(int at) {
        return children[at];
    }

    long count(int at) {
        return counts[at];
    }

    @Override
    long count() {
        return count;
    }

    @Override
    @Nullable
    Bytes get(byte[] key) {
        return of(children[place(key)]).get(key);
    }

    @Override
    TreeNode with(byte[] key, byte[] value) {
        int at = place(key);
        TreeNode child = of(children[at]);
        TreeNode changed = child.with(key, value);
        if (changed == child) {
            return this;
        }
        if (!changed.isTooLarge()) {
            return replace(at, changed);
        }
        Halves halves = changed.split();
        return splice(at, at + 1, separators.splice(at, at, halves.separator()), halves.left(), halves.right());
    }

    @Override
    TreeNode without(byte[] key) {
        int at = place(key);
        TreeNode child = of(children[at]);
        TreeNode changed = child.without(key);
        if (changed == child) {
            return this;
        }
        if (changed.count() == 0) {
            return splice(at, at + 1, children.length == 1 ? separators : drop(Math.max(0, at - 1)));
        }
        if (changed.isSmall() && children.length > 1) {
            int left = at == 0 ? 0 : at - 1;
            TreeNode first = at == 0 ? changed : of(children[left]);
            TreeNode joined = first.join(separators.copy(left), at == 0 ? of(children[1]) : changed);
            if (joined != null) {
                return splice(left, left + 2, drop(left), joined);
            }
        }
        return replace(at, changed);
    }

    @Override
    boolean isTooLarge() {
        return children.length > MOST || (separators.bytes() > LARGE && children.length > 3);
    }

    @Override
    boolean isSmall() {
        return children.length < SMALL;
    }

    @Override
    Halves split() {
        int at = children.length / 2;
        return new Halves(
                new TreeBranch(separators.slice(0, at - 1), Arrays.copyOf(counts, at), Arrays.copyOf(children, at)),
                separators.copy(at - 1),
                new TreeBranch(
                        separators.slice(at, separators.size()),
                        Arrays.copyOfRange(counts, at, counts.length),
                        Arrays.copyOfRange(children, at, children.length)));
    }

    @Override
    @Nullable
    TreeNode join(byte[] separator, TreeNode right) {
        TreeBranch other = (TreeBranch) right;
        int joined = children.length + other.children.length;
        int bytes = separators.bytes() + separator.length + other.separators.bytes();
        if (joined > MOST * 3 / 4 || bytes > LARGE * 3 / 4) {
            return null;
        }
        long[] sums = Arrays.copyOf(counts, joined);
        System.arraycopy(other.counts, 0, sums, counts.length, other.counts.length);
        Object[] all = Arrays.copyOf(children, joined);
        System.arraycopy(other.children, 0, all, children.length, other.children.length);
        return new TreeBranch(separators.concat(Packed.of(separator)).concat(other.separators), sums, all);
    }

    @Override
    long rank(byte[] key) {
        int at = place(key);
        long rank = of(children[at]).rank(key);
        for (int i = 0; i < at; i++) {
            rank += counts[i];
        }
        return rank;
    }

    @Override
    boolean ascend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor) {
        int first = from == null ? 0 : place(from);
        int last = to == null ? children.length - 1 : place(to);
        for (int i = first; i <= last; i++) {
            if (!glance(children[i]).ascend(i == first ? from : null, i == last ? to : null, visitor)) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean descend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor) {
        int first = from == null ? 0 : place(from);
        int last = to == null ? children.length - 1 : place(to);
        for (int i = last; i >= first; i--) {
            if (!glance(children[i]).descend(i == first ? from : null, i == last ? to : null, visitor)) {
                return false;
            }
        }
        return true;
    }

    @Override
    void release() {
        for (int i = 0; i < children.length; i++) {
            if (children[i] instanceof TreeNode node) {
                StoredNode<TreeNode> where = node.safe();
                if (where != null) {
                    children[i] = where;
                } else {
                    node.release();
                }
            }
        }
    }

    private TreeBranch replace(int at, TreeNode child) {
        long[] sums = counts.clone();
        sums[at] = child.count();
        Object[] all = children.clone();
        all[at] = child;
        return new TreeBranch(separators, sums, all);
    }

    private TreeBranch splice(int from, int to, Packed newSeparators, TreeNode... nodes) {
        int size = children.length - (to - from) + nodes.length;
        long[] sums = Arrays.copyOf(counts, size);
        Object[] all = Arrays.copyOf(children, size);
        for (int i = 0; i < nodes.length; i++) {
            sums[from + i] = nodes[i].count();
            all[from + i] = nodes[i];
        }
        System.arraycopy(counts, to, sums, from + nodes.length, counts.length - to);
        System.arraycopy(children, to, all, from + nodes.length, children.length - to);
        return new TreeBranch(newSeparators, sums, all);
    }

    private Packed drop(int separator) {
        return separators.splice(separator, separator + 1);
    }

    /** Below which child a key is: as many separators are not above it. */
    private int place(byte[] key) {
        int low = 0;
        int high = separators.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (separators.compare(middle, key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
