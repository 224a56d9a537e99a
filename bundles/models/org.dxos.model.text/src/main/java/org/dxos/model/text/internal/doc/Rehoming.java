package org.dxos.model.text.internal.doc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a foreign document shows to the end of ours, under our client id: sequences are appended, values of keys replace
 * ours. What is deleted there is left behind.
 */
final class Rehoming {
    private record Copy(int type, @Nullable String root, int parentClock) {}

    private final Document foreign;
    private final Scratch scratch;
    private final ArrayDeque<Copy> rest = new ArrayDeque<>();

    Rehoming(Document foreign, Scratch scratch) {
        this.foreign = foreign;
        this.scratch = scratch;
    }

    void run() {
        List<SharedType> types = foreign.types;
        for (int i = 0; i < types.size(); i++) {
            String root = types.get(i).root;
            if (root != null) {
                rest.add(new Copy(i, root, 0));
            }
        }
        while (!rest.isEmpty()) {
            Copy copy = rest.poll();
            SharedType type = types.get(copy.type());
            if (type.sequence != Runs.NONE) {
                copyList(type.sequence, copy, null);
            }
            List<String> keys = new ArrayList<>(type.entries.keySet());
            java.util.Collections.sort(keys);
            keys.forEach(key -> copyList(java.util.Objects.requireNonNull(type.entries.get(key)), copy, key));
        }
    }

    private void copyList(int list, Copy target, @Nullable String key) {
        Runs runs = foreign.runs;
        for (int run = foreign.lists.get(list).first; run != Runs.NONE; run = runs.right[run]) {
            if (!Document.isDeleted(runs.kind[run])) {
                append(contentOf(run), target, key);
                if (runs.kind[run] == Content.TYPE) {
                    rest.add(new Copy(runs.content[run], null, scratch.nextClock() - 1));
                }
            }
        }
    }

    private Content contentOf(int run) {
        return new Export(foreign).content(run);
    }

    private void append(Content content, Copy target, @Nullable String key) {
        Document document = scratch.document();
        String root = target.root();
        long client = scratch.clientId();
        int clock = scratch.nextClock();
        int type = root != null
                ? document.rootRow(root)
                : document.runs.content[document.runAt(document.clientRow(client), target.parentClock())];
        int last = document.lists.get(document.listRow(type, key)).last;
        if (last != Runs.NONE) {
            scratch.add(Splicer.between(document, client, clock, content, last, Runs.NONE));
        } else if (root != null) {
            scratch.add(Struct.inRoot(client, clock, content, root, key));
        } else {
            scratch.add(Struct.inItem(client, clock, content, client, target.parentClock(), key));
        }
        document.version++;
    }
}
