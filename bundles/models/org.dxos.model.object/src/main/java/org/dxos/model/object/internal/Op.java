package org.dxos.model.object.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a mutation. The path is that of the value it changes and has at least one step. */
public sealed interface Op {
    List<Step> path();

    /** Puts a value in the place of what is there. */
    record Set(List<Step> path, Value value) implements Op {}

    /** Removes a name from its object, or an element from its list. */
    record Delete(List<Step> path) implements Op {}

    /** Inserts values into a list. */
    record Insert(List<Step> path, Place place, List<Value> values) implements Op {}

    /** Adds values to a set. */
    record Add(List<Step> path, List<Value> values) implements Op {}

    /** Removes values from a set. */
    record Remove(List<Step> path, List<Value> values) implements Op {}

    /** Adds to an integer, modulo 2^64. */
    record Count(List<Step> path, long delta) implements Op {}

    /** Where in a list. */
    sealed interface Place {
        enum Edge implements Place {
            START,
            END
        }

        /**
         * Behind one element; when that is gone, before another; when that is gone too or null, at the end. Nothing comes between
         * an element and what is inserted behind it, so runs of two writers do not interleave.
         */
        record Behind(Step.At left, Step.@Nullable At right) implements Place {}
    }
}
