package org.dxos.model.text.internal.doc;

import org.jspecify.annotations.Nullable;

/** A list of runs: the elements of a type, or all values of one of its keys, of which the last is the present one. */
final class RunList {
    final int type;
    final @Nullable String key;
    int first = Runs.NONE;
    int last = Runs.NONE;

    RunList(int type, @Nullable String key) {
        this.type = type;
        this.key = key;
    }

    RunList copy() {
        RunList copy = new RunList(type, key);
        copy.first = first;
        copy.last = last;
        return copy;
    }
}
