package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.key.FeedKey;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/**
 * Takes own updates back: what they inserted is deleted where it is still there; what they deleted is inserted anew, beside what
 * is left of it, with the content it had before.
 */
public final class Reversal {
    private final Document before;
    private final Document present;
    private final FeedKey feed;
    private final Export contents;
    private final List<Struct> structs = new ArrayList<>();
    private final Map<Long, List<DeleteRange>> deletes = new LinkedHashMap<>();

    /**
     * @param before the document before the first of the updates
     * @param present the document now; not changed
     */
    public Reversal(Document before, Document present, FeedKey feed) {
        this.before = before;
        this.present = present;
        this.feed = feed;
        this.contents = new Export(before);
    }

    /**
     * The update that takes others back, or null when nothing is left of them.
     *
     * @throws IllegalArgumentException when they deleted an XML element, an attribute of one, or a document within the document
     */
    public @Nullable Update of(List<Update> undone) {
        for (Update update : undone) {
            for (Struct struct : update.structs()) {
                if (!struct.isSkip() && present.owns(feed, struct.client())) {
                    delete(struct);
                }
            }
        }
        long client = present.ownClient(feed);
        undone.forEach(update -> update.deletes().forEach(range -> restore(range, client)));
        if (structs.isEmpty() && deletes.isEmpty()) {
            return null;
        }
        return new Update(
                structs, deletes.values().stream().flatMap(List::stream).toList());
    }

    private void delete(Struct struct) {
        int at = Math.max(struct.clock(), before.state(struct.client()));
        int end = Math.min(struct.end(), present.state(struct.client()));
        while (at < end) {
            int run = present.runAt(present.clientRow(struct.client()), at);
            int to = Math.min(end, present.runs.end(run));
            if (!Document.isDeleted(present.runs.kind[run])) {
                addDelete(struct.client(), at, to);
            }
            at = to;
        }
    }

    private void addDelete(long client, int from, int to) {
        List<DeleteRange> ranges = deletes.computeIfAbsent(client, absent -> new ArrayList<>());
        DeleteRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last != null && last.end() == from) {
            ranges.set(ranges.size() - 1, new DeleteRange(client, last.clock(), to - last.clock()));
        } else {
            ranges.add(new DeleteRange(client, from, to - from));
        }
    }

    private void restore(DeleteRange range, long client) {
        int at = range.clock();
        int end = Math.min(range.end(), before.state(range.client()));
        while (at < end) {
            int old = before.runAt(before.clientRow(range.client()), at);
            int now = present.runAt(present.clientRow(range.client()), at);
            int to = Math.min(end, Math.min(before.runs.end(old), present.runs.end(now)));
            // What is not shown any more as a whole, as its element was deleted, has no place to come back to.
            if (!Document.isDeleted(before.runs.kind[old]) && present.runs.kind[now] == Content.DELETED) {
                structs.add(copy(old, now, at, to, client));
            }
            at = to;
        }
    }

    /** Clocks of a run that were deleted, as new content right behind them. */
    private Struct copy(int old, int now, int from, int to, long client) {
        int kind = before.runs.kind[old];
        if (kind == Content.TYPE || kind == Content.DOC || before.lists.get(before.runs.list[old]).key != null) {
            throw new IllegalArgumentException(
                    "an XML element, an attribute of one, or a document within the text was deleted; that cannot be undone");
        }
        int start = before.runs.clock[old];
        Content content = contents.content(old).part(from - start, to - start);
        Struct last = structs.isEmpty() ? null : structs.get(structs.size() - 1);
        int clock = last == null ? present.state(client) : last.end();
        Runs runs = present.runs;
        long origin = present.clients.get(runs.client[now]).id;
        int next = runs.right[now];
        if (to < runs.end(now)) {
            return Struct.between(client, clock, content, origin, to - 1, origin, to);
        }
        return next == Runs.NONE
                ? Struct.between(client, clock, content, origin, to - 1, Struct.NONE, 0)
                : Struct.between(
                        client,
                        clock,
                        content,
                        origin,
                        to - 1,
                        present.clients.get(runs.client[next]).id,
                        runs.clock[next]);
    }
}
