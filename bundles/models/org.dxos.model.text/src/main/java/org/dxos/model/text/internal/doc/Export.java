package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;

/**
 * A document as structs. Runs that belong together come as one, so that the result depends on what the document holds and not
 * on how it came to.
 */
public final class Export {
    private final Document document;
    private final Runs runs;

    public Export(Document document) {
        this.document = document;
        this.runs = document.runs;
    }

    /** All that is in the document, as an update. What waits is not part of it. */
    public Update update() {
        List<Struct> structs = structs();
        return new Update(structs, deletesOf(structs));
    }

    /** The Yjs state vector: for each client, its id and how many of its clocks are in the document. */
    public Bytes stateVector() {
        List<Client> present =
                sortedClients().stream().filter(client -> client.state > 0).toList();
        ByteWriter out = new ByteWriter();
        out.putVar(present.size());
        present.forEach(client -> out.putVar(client.id).putVar(client.state));
        return out.toBytes();
    }

    List<Client> sortedClients() {
        return document.clients.stream()
                .sorted(Comparator.comparingLong(client -> client.id))
                .toList();
    }

    List<Struct> structs() {
        List<Struct> structs = new ArrayList<>();
        for (Client client : sortedClients()) {
            addStructs(client, 0, structs);
        }
        return structs;
    }

    static List<DeleteRange> deletesOf(List<Struct> structs) {
        List<DeleteRange> deletes = new ArrayList<>();
        for (Struct struct : structs) {
            if (Document.isDeleted(struct.content().kind())) {
                int last = deletes.size() - 1;
                if (last >= 0
                        && deletes.get(last).client() == struct.client()
                        && deletes.get(last).end() == struct.clock()) {
                    DeleteRange before = deletes.get(last);
                    deletes.set(
                            last, new DeleteRange(before.client(), before.clock(), before.length() + struct.length()));
                } else {
                    deletes.add(new DeleteRange(struct.client(), struct.clock(), struct.length()));
                }
            }
        }
        return deletes;
    }

    /** Adds what a client wrote from a clock on. */
    void addStructs(Client client, int from, List<Struct> structs) {
        if (from >= client.state) {
            return;
        }
        int first = Runs.NONE;
        int last = Runs.NONE;
        for (int run : rows(client)) {
            if (runs.end(run) <= from) {
                continue;
            }
            if (first != Runs.NONE && !belongTogether(last, run)) {
                structs.add(struct(client, first, last, from));
                first = run;
            } else if (first == Runs.NONE) {
                first = run;
            }
            last = run;
        }
        structs.add(struct(client, first, last, from));
    }

    private int[] rows(Client client) {
        java.util.stream.IntStream.Builder rows = java.util.stream.IntStream.builder();
        client.runs.forEach(rows);
        return rows.build().toArray();
    }

    private boolean belongTogether(int run, int next) {
        int kind = runs.kind[run];
        if (kind != runs.kind[next]) {
            return false;
        }
        if (kind == Content.GC) {
            return true;
        }
        boolean joins =
                kind == Content.STRING || kind == Content.DELETED || kind == Content.JSON || kind == Content.ANY;
        return joins
                && runs.right[run] == next
                && runs.hasOrigin(next, runs.client[run], runs.end(run) - 1)
                && runs.hasRight(next, runs.rightClient[run], runs.rightClock[run]);
    }

    private Struct struct(Client client, int first, int last, int from) {
        int clock = runs.clock[first];
        Struct whole;
        if (runs.kind[first] == Content.GC) {
            whole = Struct.gone(client.id, clock, Content.GC, runs.end(last) - clock);
        } else {
            Content content = content(client, first, last);
            boolean hasOrigin = runs.originClient[first] != Runs.NONE;
            boolean hasRight = runs.rightClient[first] != Runs.NONE;
            if (hasOrigin || hasRight) {
                whole = Struct.between(
                        client.id,
                        clock,
                        content,
                        hasOrigin ? document.clients.get(runs.originClient[first]).id : Struct.NONE,
                        hasOrigin ? runs.originClock[first] : 0,
                        hasRight ? document.clients.get(runs.rightClient[first]).id : Struct.NONE,
                        hasRight ? runs.rightClock[first] : 0);
            } else {
                whole = alone(client.id, clock, content, document.lists.get(runs.list[first]));
            }
        }
        return whole.part(Math.max(clock, from), whole.end());
    }

    private Struct alone(long client, int clock, Content content, RunList list) {
        SharedType parent = document.types.get(list.type);
        String root = parent.root;
        if (root != null) {
            return Struct.inRoot(client, clock, content, root, list.key);
        }
        long parentClient = document.clients.get(runs.client[parent.item]).id;
        return Struct.inItem(client, clock, content, parentClient, runs.clock[parent.item], list.key);
    }

    /** What a run holds. */
    Content content(int run) {
        return content(document.clients.get(runs.client[run]), run, run);
    }

    private Content content(Client client, int first, int last) {
        int kind = runs.kind[first];
        switch (kind) {
            case Content.DELETED:
                return new Content.Gone(kind, runs.end(last) - runs.clock[first]);
            case Content.STRING:
                return new Content.Text(text(client, first, last));
            case Content.TYPE:
                return java.util.Objects.requireNonNull(document.types.get(runs.content[first]).type);
            default:
                Content content = document.object(runs.content[first]);
                for (int run = first; run != last; ) {
                    run = runs.right[run];
                    content = java.util.Objects.requireNonNull(
                            Content.joined(content, document.object(runs.content[run])));
                }
                return content;
        }
    }

    private String text(Client client, int first, int last) {
        char[] characters = client.pool.characters;
        if (first == last) {
            return new String(characters, runs.content[first], runs.length[first]);
        }
        StringBuilder text = new StringBuilder(runs.end(last) - runs.clock[first]);
        for (int run = first; ; run = runs.right[run]) {
            text.append(characters, runs.content[run], runs.length[run]);
            if (run == last) {
                return text.toString();
            }
        }
    }
}
