package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Surrogates;
import org.dxos.model.text.internal.yjs.Update;

/** A copy of a document in which several edits are made one after the other, to become one update. */
final class Scratch {
    private final Document document;
    private final int row;
    private final Client client;
    private final int before;
    private final Deletion deletion;
    private final Placement placement;
    private final List<DeleteRange> deletes = new ArrayList<>();

    Scratch(Document document, long clientId) {
        this.document = document;
        row = document.clientRow(clientId);
        client = document.clients.get(row);
        before = client.state;
        deletion = document.deletion;
        placement = new Placement(document);
    }

    Document document() {
        return document;
    }

    long clientId() {
        return client.id;
    }

    int nextClock() {
        return client.state;
    }

    /** The run that holds what was added last. */
    int lastRun() {
        return client.runs.last();
    }

    void splice(int index, int delete, String insert) {
        if (delete > 0) {
            List<DeleteRange> ranges = Splicer.delete(document, index, delete);
            ranges.forEach(this::delete);
            document.cursor.keep();
        }
        if (!insert.isEmpty()) {
            Content content = new Content.Text(Surrogates.replaceUnpaired(insert));
            add(Splicer.insert(document, client.id, client.state, index, content));
            document.version++;
            document.cursor.moveTo(client.runs.last(), index + insert.length());
        }
    }

    /** Places a struct of this client at its next clock. */
    void add(Struct struct) {
        client.claimed = Math.max(client.claimed, struct.end());
        placement.place(row, struct);
    }

    void delete(DeleteRange range) {
        int target = document.clientRow(range.client());
        deletion.delete(target, range.clock(), range.end(), Deletion.ANY_AGE);
        if (target != row || range.clock() < before) {
            deletes.add(range);
        }
        document.version++;
        deletion.compact();
    }

    Update update() {
        List<Struct> structs = new ArrayList<>();
        new Export(document).addStructs(client, before, structs);
        return new Update(structs, sorted(deletes));
    }

    private static List<DeleteRange> sorted(List<DeleteRange> ranges) {
        List<DeleteRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(DeleteRange::client).thenComparingInt(DeleteRange::clock));
        List<DeleteRange> joined = new ArrayList<>();
        for (DeleteRange range : sorted) {
            int last = joined.size() - 1;
            DeleteRange previous = last < 0 ? null : joined.get(last);
            if (previous != null && previous.client() == range.client() && previous.end() >= range.clock()) {
                int end = Math.max(previous.end(), range.end());
                joined.set(last, new DeleteRange(range.client(), previous.clock(), end - previous.clock()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
