package org.dxos.model.text.internal.doc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dxos.model.text.internal.yjs.Struct;

/**
 * Finds who stood to the right of a left neighbour in the past of a struct. Remembers the pasts of some clients, which only grow,
 * so that going on from them costs in proportion to what is new.
 */
final class Pasts {
    private static final int MAX_KEPT = 32;

    private record Writer(int client, int list) {}

    private final Document document;
    private final Map<Writer, Past> kept = new LinkedHashMap<>(16, 0.75f, true);

    Pasts(Document document) {
        this.document = document;
    }

    /**
     * The first of a struct's past from a run on; none when there is none.
     *
     * @param named the right neighbour it names, when that is in its list
     */
    int next(int row, Struct struct, int list, int left, int named, int from) {
        Runs runs = document.runs;
        Writer writer = new Writer(row, list);
        Past past = kept.computeIfAbsent(writer, key -> new Past(document, list));
        past.add(row, struct.clock() - 1);
        if (left != Runs.NONE) {
            past.add(runs.client[left], runs.end(left) - 1);
        }
        if (named != Runs.NONE) {
            past.add(runs.client[named], runs.clock[named]);
        }
        int next = from;
        while (next != Runs.NONE && !past.has(next)) {
            next = runs.right[next];
        }
        if (next != named) {
            kept.remove(writer);
        } else if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return next;
    }
}
