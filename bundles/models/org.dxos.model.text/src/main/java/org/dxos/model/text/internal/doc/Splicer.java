package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.List;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;

/** Says what an edit of the text means in terms of runs. Does not change the document. */
final class Splicer {
    /** How many deleted runs an insert steps over to stand behind them. */
    private static final int MAX_STEPS = 64;

    private Splicer() {}

    /** What to insert at an index, at a client's next clock. */
    static Struct insert(Document document, long client, int clock, int index, Content content) {
        Runs runs = document.runs;
        int left = Runs.NONE;
        int right;
        if (index > 0) {
            Cursor cursor = document.cursor;
            cursor.find(index - 1);
            left = cursor.run;
            int offset = index - cursor.start;
            if (offset < runs.length[left]) {
                long id = document.clients.get(runs.client[left]).id;
                int at = runs.clock[left] + offset;
                return Struct.between(client, clock, content, id, at - 1, id, at);
            }
            right = runs.right[left];
        } else {
            right = document.textList == Runs.NONE ? Runs.NONE : document.lists.get(document.textList).first;
        }
        for (int step = 0; right != Runs.NONE && runs.kind[right] == Content.DELETED && step < MAX_STEPS; step++) {
            left = right;
            right = runs.right[right];
        }
        return between(document, client, clock, content, left, right);
    }

    /** Something between two runs of the text, either of which may be none. */
    static Struct between(Document document, long client, int clock, Content content, int left, int right) {
        Runs runs = document.runs;
        if (left == Runs.NONE && right == Runs.NONE) {
            return Struct.inRoot(client, clock, content, Document.TEXT, null);
        }
        return Struct.between(
                client,
                clock,
                content,
                left == Runs.NONE ? Struct.NONE : document.clients.get(runs.client[left]).id,
                left == Runs.NONE ? 0 : runs.end(left) - 1,
                right == Runs.NONE ? Struct.NONE : document.clients.get(runs.client[right]).id,
                right == Runs.NONE ? 0 : runs.clock[right]);
    }

    /** What to delete so that some characters from an index on go; clocks that follow each other as one range. */
    static List<DeleteRange> delete(Document document, int index, int count) {
        if (count == 0) {
            return List.of();
        }
        Runs runs = document.runs;
        document.cursor.find(index);
        int run = document.cursor.run;
        int offset = index - document.cursor.start;
        if (offset + count <= runs.length[run]) {
            return List.of(new DeleteRange(document.clients.get(runs.client[run]).id, runs.clock[run] + offset, count));
        }
        List<DeleteRange> ranges = new ArrayList<>();
        int left = count;
        while (left > 0) {
            int take = Math.min(left, document.visible(run) - offset);
            if (take > 0) {
                add(ranges, document.clients.get(runs.client[run]).id, runs.clock[run] + offset, take);
                left -= take;
            }
            offset = 0;
            run = runs.right[run];
        }
        return ranges;
    }

    private static void add(List<DeleteRange> ranges, long client, int clock, int length) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).client() == client && ranges.get(last).end() == clock) {
            DeleteRange before = ranges.get(last);
            ranges.set(last, new DeleteRange(client, before.clock(), before.length() + length));
        } else {
            ranges.add(new DeleteRange(client, clock, length));
        }
    }
}
