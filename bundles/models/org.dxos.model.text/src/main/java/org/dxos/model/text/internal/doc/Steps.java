package org.dxos.model.text.internal.doc;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** A number from 0 on for each clock of a client, kept as the clocks at which it changes. It is 0 where nothing was set. */
final class Steps {
    private final TreeMap<Integer, Integer> changes;

    Steps() {
        changes = new TreeMap<>();
    }

    private Steps(Steps other) {
        changes = new TreeMap<>(other.changes);
    }

    Steps copy() {
        return new Steps(this);
    }

    /** Whether it is 0 everywhere. */
    boolean isEmpty() {
        return changes.isEmpty();
    }

    int count() {
        return changes.size();
    }

    int at(int clock) {
        Map.Entry<Integer, Integer> change = changes.floorEntry(clock);
        return change == null ? 0 : change.getValue();
    }

    /** The first clock above this one at which the number changes. */
    int end(int clock) {
        Integer next = changes.higherKey(clock);
        return next == null ? Integer.MAX_VALUE : next;
    }

    /** Sets it from a clock to another one, which may be {@link Integer#MAX_VALUE} for all that follow. */
    void set(int from, int to, int value) {
        if (at(from) == value && end(from) >= to) {
            return;
        }
        int after = at(to);
        changes.subMap(from, true, to, true).clear();
        if (at(from) != value) {
            changes.put(from, value);
        }
        if (after != value && to != Integer.MAX_VALUE) {
            changes.put(to, after);
        }
    }

    /** Sets what is below a value to that value. */
    void raise(int from, int to, int value) {
        int at = from;
        while (at < to) {
            int end = Math.min(to, end(at));
            if (at(at) < value) {
                set(at, end, value);
            }
            at = end;
        }
    }

    /** Sets all below a clock to 0. */
    void clearBelow(int clock) {
        int after = at(clock);
        changes.headMap(clock, true).clear();
        if (after != 0) {
            changes.put(clock, after);
        }
    }

    /** Calls back with the clock and the new number of each change, in order. */
    void forEach(BiConsumer<Integer, Integer> consumer) {
        changes.forEach(consumer);
    }
}
