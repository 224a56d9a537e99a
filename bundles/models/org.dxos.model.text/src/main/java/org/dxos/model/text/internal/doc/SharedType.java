package org.dxos.model.text.internal.doc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dxos.model.text.internal.yjs.Content;
import org.jspecify.annotations.Nullable;

/** A shared type: a root, which has a name, or the content of an item. Holds one sequence and one list for each of its keys. */
final class SharedType {
    /** The run that holds it; none for a root. */
    final int item;

    final @Nullable String root;
    final Content.@Nullable Type type;
    /** The list of its elements, once it has had any. */
    int sequence = Runs.NONE;
    /** The lists of the values that each key has had. */
    final Map<String, Integer> entries;

    SharedType(int item, @Nullable String root, Content.@Nullable Type type) {
        this(item, root, type, new LinkedHashMap<>());
    }

    private SharedType(int item, @Nullable String root, Content.@Nullable Type type, Map<String, Integer> entries) {
        this.item = item;
        this.root = root;
        this.type = type;
        this.entries = entries;
    }

    SharedType copy() {
        SharedType copy = new SharedType(item, root, type, new LinkedHashMap<>(entries));
        copy.sequence = sequence;
        return copy;
    }
}
