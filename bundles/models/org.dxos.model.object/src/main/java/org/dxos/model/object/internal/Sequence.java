package org.dxos.model.object.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An immutable list whose changed copies share all but a path of O(log n) small arrays with it. A B-tree by position: leaves
 * hold up to {@value #WIDTH} items, inner nodes up to as many children.
 */
public final class Sequence<E> extends AbstractList<E> implements RandomAccess {
    static final int WIDTH = 32;
    private static final Sequence<?> EMPTY = new Sequence<>(new Node(new Object[0], null));

    private final Node root;

    private Sequence(Node root) {
        this.root = root;
    }

    /** Where an item stands in relation to what is looked for. */
    @FunctionalInterface
    public interface Probe<E> {
        /** Negative when the item sorts before what is looked for, 0 when it is found, positive when behind it. */
        int compare(E item);
    }

    @SuppressWarnings("unchecked") // holds nothing
    public static <E> Sequence<E> empty() {
        return (Sequence<E>) EMPTY;
    }

    /** The same items in the same order. */
    public static <E> Sequence<E> copyOf(List<? extends E> items) {
        if (items.isEmpty()) {
            return empty();
        }
        Object[] level = items.toArray();
        boolean leaves = true;
        do {
            Object[] next = new Object[(level.length + WIDTH - 1) / WIDTH];
            for (int i = 0; i < next.length; i++) {
                int from = i * WIDTH;
                Object[] slots = new Object[Math.min(WIDTH, level.length - from)];
                System.arraycopy(level, from, slots, 0, slots.length);
                next[i] = leaves ? new Node(slots, null) : Node.inner(slots);
            }
            level = next;
            leaves = false;
        } while (level.length > 1);
        return new Sequence<>((Node) level[0]);
    }

    @Override
    public int size() {
        return root.size();
    }

    @Override
    @SuppressWarnings("unchecked") // only E go in
    public E get(int index) {
        java.util.Objects.checkIndex(index, size());
        Node node = root;
        int at = index;
        while (node.ends != null) {
            int child = node.childOf(at);
            at -= node.start(child);
            node = node.child(child);
        }
        return (E) node.slots[at];
    }

    /** The index of the item that the probe finds among sorted items, or {@code -(insertion point) - 1}. */
    @SuppressWarnings("unchecked") // only E go in
    public int search(Probe<? super E> probe) {
        Node node = root;
        int base = 0;
        while (node.ends != null) {
            int low = 0;
            int high = node.slots.length - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (probe.compare((E) node.child(middle).last()) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            base += node.start(low);
            node = node.child(low);
        }
        int low = 0;
        int high = node.slots.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = probe.compare((E) node.slots[middle]);
            if (order == 0) {
                return base + middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -(base + low) - 1;
    }

    /** With another item at an index. */
    public Sequence<E> with(int index, E item) {
        java.util.Objects.checkIndex(index, size());
        return new Sequence<>(root.with(index, item));
    }

    /** With one more item, at an index from 0 to the size. */
    public Sequence<E> inserted(int index, E item) {
        java.util.Objects.checkIndex(index, size() + 1);
        Node changed = root.inserted(index, item);
        return new Sequence<>(changed.isOverfull() ? Node.inner(changed.halves()) : changed);
    }

    /** Without the item at an index. */
    public Sequence<E> without(int index) {
        java.util.Objects.checkIndex(index, size());
        Node changed = root.without(index);
        while (changed.ends != null && changed.slots.length == 1) {
            changed = changed.child(0);
        }
        return changed.slots.length == 0 ? empty() : new Sequence<>(changed);
    }

    /** Items, or children with the sum of their sizes up to each. */
    private record Node(Object[] slots, int @Nullable [] ends) {
        static Node inner(Object[] children) {
            int[] ends = new int[children.length];
            int sum = 0;
            for (int i = 0; i < children.length; i++) {
                sum += ((Node) children[i]).size();
                ends[i] = sum;
            }
            return new Node(children, ends);
        }

        private Node like(Object[] changed) {
            return ends == null ? new Node(changed, null) : inner(changed);
        }

        int size() {
            return ends == null ? slots.length : ends[ends.length - 1];
        }

        Node child(int index) {
            return (Node) slots[index];
        }

        Object last() {
            Node node = this;
            while (node.ends != null) {
                node = node.child(node.slots.length - 1);
            }
            return node.slots[node.slots.length - 1];
        }

        int start(int child) {
            return child == 0 || ends == null ? 0 : ends[child - 1];
        }

        /** The child that holds a position; the last one for the position behind the end. */
        int childOf(int position) {
            int child = 0;
            while (child < slots.length - 1 && ends != null && position >= ends[child]) {
                child++;
            }
            return child;
        }

        boolean isOverfull() {
            return slots.length > WIDTH;
        }

        Object[] halves() {
            int half = slots.length / 2;
            return new Object[] {
                like(Arrays.copyOfRange(slots, 0, half)), like(Arrays.copyOfRange(slots, half, slots.length))
            };
        }

        Node with(int index, Object item) {
            Object[] changed = slots.clone();
            if (ends == null) {
                changed[index] = item;
                return new Node(changed, null);
            }
            int at = childOf(index);
            changed[at] = child(at).with(index - start(at), item);
            return new Node(changed, ends);
        }

        /** May be overfull by one slot. */
        Node inserted(int index, Object item) {
            if (ends == null) {
                return new Node(replaced(slots, index, index, item), null);
            }
            int at = childOf(index);
            Node changed = child(at).inserted(index - start(at), item);
            return inner(
                    changed.isOverfull()
                            ? replaced(slots, at, at + 1, changed.halves())
                            : replaced(slots, at, at + 1, changed));
        }

        /** May be empty, or an inner node with a single child. */
        Node without(int index) {
            if (ends == null) {
                return new Node(replaced(slots, index, index + 1), null);
            }
            int at = childOf(index);
            Node changed = child(at).without(index - start(at));
            if (changed.slots.length == 0) {
                return innerOrEmpty(replaced(slots, at, at + 1));
            }
            int left = at == slots.length - 1 ? at - 1 : at;
            if (left >= 0 && changed.slots.length < WIDTH / 4) {
                Node first = left == at ? changed : child(left);
                Node second = left == at ? child(at + 1) : changed;
                if (first.slots.length + second.slots.length <= WIDTH) {
                    Object[] joined = replaced(first.slots, first.slots.length, first.slots.length, second.slots);
                    return inner(replaced(slots, left, left + 2, first.like(joined)));
                }
            }
            return inner(replaced(slots, at, at + 1, changed));
        }

        private static Node innerOrEmpty(Object[] children) {
            return children.length == 0 ? new Node(children, null) : inner(children);
        }
    }

    private static Object[] replaced(Object[] source, int from, int to, Object... by) {
        Object[] result = new Object[source.length - (to - from) + by.length];
        System.arraycopy(source, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(source, to, result, from + by.length, source.length - to);
        return result;
    }
}
