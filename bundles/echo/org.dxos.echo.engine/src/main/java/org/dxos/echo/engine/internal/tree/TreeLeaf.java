package org.dxos.echo.engine.internal.tree;

import java.util.Arrays;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** Entries in the order of their keys: each key followed by its value. */
final class TreeLeaf extends TreeNode {
    private static final int LARGE = 1024;
    private static final int SMALL = LARGE / 4;
    private static final int JOINED = LARGE * 3 / 4;

    static final TreeLeaf EMPTY = new TreeLeaf(Packed.EMPTY);

    private final Packed entries;

    TreeLeaf(Packed entries) {
        this.entries = entries;
    }

    Packed entries() {
        return entries;
    }

    @Override
    long count() {
        return entries.size() / 2;
    }

    @Override
    @Nullable
    Bytes get(byte[] key) {
        int at = place(key);
        return at < 0 ? null : entries.at(2 * at + 1);
    }

    @Override
    TreeNode with(byte[] key, byte[] value) {
        int at = place(key);
        if (at < 0) {
            int next = 2 * ~at;
            return new TreeLeaf(entries.splice(next, next, key, value));
        }
        return entries.isAt(2 * at + 1, value) ? this : new TreeLeaf(entries.splice(2 * at + 1, 2 * at + 2, value));
    }

    @Override
    TreeNode without(byte[] key) {
        int at = place(key);
        return at < 0 ? this : new TreeLeaf(entries.splice(2 * at, 2 * at + 2));
    }

    @Override
    boolean isTooLarge() {
        return entries.bytes() + 2 * entries.size() > LARGE && entries.size() > 2;
    }

    @Override
    boolean isSmall() {
        return entries.bytes() + 2 * entries.size() < SMALL;
    }

    @Override
    Halves split() {
        int half = entries.bytes() / 2;
        int count = entries.size() / 2;
        int at = 1;
        int bytes = entries.at(0).size() + entries.at(1).size();
        while (at < count - 1 && bytes < half) {
            bytes += entries.at(2 * at).size() + entries.at(2 * at + 1).size();
            at++;
        }
        int shared = entries.shared(2 * at - 2, 2 * at);
        byte[] separator = Arrays.copyOf(entries.copy(2 * at), shared + 1);
        return new Halves(
                new TreeLeaf(entries.slice(0, 2 * at)), separator, new TreeLeaf(entries.slice(2 * at, entries.size())));
    }

    @Override
    @Nullable
    TreeNode join(byte[] separator, TreeNode right) {
        Packed other = ((TreeLeaf) right).entries;
        int size = entries.bytes() + other.bytes() + 2 * (entries.size() + other.size());
        return size > JOINED ? null : new TreeLeaf(entries.concat(other));
    }

    @Override
    long rank(byte[] key) {
        return first(key);
    }

    @Override
    boolean ascend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor) {
        int end = to == null ? entries.size() / 2 : first(to);
        for (int i = from == null ? 0 : first(from); i < end; i++) {
            if (!visitor.visit(entries.at(2 * i), entries.at(2 * i + 1))) {
                return false;
            }
        }
        return true;
    }

    @Override
    boolean descend(byte @Nullable [] from, byte @Nullable [] to, Tree.Visitor visitor) {
        int start = from == null ? 0 : first(from);
        for (int i = (to == null ? entries.size() / 2 : first(to)) - 1; i >= start; i--) {
            if (!visitor.visit(entries.at(2 * i), entries.at(2 * i + 1))) {
                return false;
            }
        }
        return true;
    }

    @Override
    void release() {
        // There is nothing below a leaf.
    }

    private int first(byte[] key) {
        int at = place(key);
        return at < 0 ? ~at : at;
    }

    private int place(byte[] key) {
        int low = 0;
        int high = entries.size() / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = entries.compare(2 * middle, key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }
}
