package org.dxos.model.text.internal.doc;

import java.util.ArrayDeque;
import org.dxos.base.key.FeedKey;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/**
 * Takes updates into a document: sees who wrote them, keeps back structs whose neighbours are missing, and has the others
 * placed.
 *
 * <p>Which of two contents for one clock counts is decided by the writer's feed alone: the first one written, whether or not it
 * could be placed yet. So it does not matter in which order the updates of different feeds come.
 */
final class Integration {
    /** How many pieces of one client may wait behind a gap in its clocks, and how much they may weigh. */
    static final int MAX_GAP_PIECES = 1024;

    static final int MAX_GAP_WEIGHT = 1 << 20;

    private static final int READY = -1;

    private final Document document;
    private final Placement placement;
    private final Deletion deletion;
    private final ArrayDeque<Integer> awake = new ArrayDeque<>();
    private int age;

    Integration(Document document) {
        this.document = document;
        this.deletion = document.deletion;
        this.placement = new Placement(document);
    }

    /** Without a feed, every client id is taken. */
    void apply(Update update, @Nullable FeedKey feed, int blockAge) {
        document.version++;
        age = blockAge;
        for (Struct struct : update.structs()) {
            if (!struct.isSkip()) {
                int row = document.clientRow(struct.client());
                if (feed == null || isOwner(document.clients.get(row), feed)) {
                    take(row, struct);
                }
            }
        }
        while (!awake.isEmpty()) {
            drain(awake.poll());
        }
        for (DeleteRange range : update.deletes()) {
            deletion.delete(document.clientRow(range.client()), range.clock(), range.end(), age);
        }
        deletion.compact();
    }

    private boolean isOwner(Client client, FeedKey feed) {
        FeedKey owner = client.owner;
        if (owner != null && owner.equals(feed)) {
            return true;
        }
        if (!document.owners.owns(feed, client.id)) {
            return false;
        }
        client.owner = feed;
        return true;
    }

    private void take(int row, Struct struct) {
        Client client = document.clients.get(row);
        if (client.waiting.isEmpty() && struct.clock() == client.state) {
            int missing = missing(struct);
            if (missing == READY) {
                client.claimed = struct.end();
                client.ages.set(struct.clock(), struct.end(), age);
                placement.place(row, struct);
                wakeWaiters(client);
                return;
            }
        }
        claim(client, struct);
        awake.add(row);
    }

    private void claim(Client client, Struct struct) {
        int from = Math.max(struct.clock(), client.state);
        while (from < struct.end()) {
            var floor = client.waiting.floorEntry(from);
            if (floor != null && floor.getValue().end() > from) {
                from = floor.getValue().end();
                continue;
            }
            Integer next = client.waiting.higherKey(from);
            int to = next == null ? struct.end() : Math.min(next, struct.end());
            Struct piece = struct.part(from, to);
            if (from <= client.claimed || mayWaitBehindGap(client, piece)) {
                client.waiting.put(from, piece);
                client.ages.set(from, to, age);
            }
            advanceClaims(client);
            from = to;
        }
    }

    private static void advanceClaims(Client client) {
        client.claimed = Math.max(client.claimed, client.state);
        Struct next = client.waiting.get(client.claimed);
        while (next != null) {
            client.claimed = next.end();
            next = client.waiting.get(client.claimed);
        }
    }

    private static boolean mayWaitBehindGap(Client client, Struct piece) {
        var gap = client.waiting.tailMap(client.claimed);
        if (gap.size() >= MAX_GAP_PIECES) {
            return false;
        }
        long weight = weight(piece.content());
        for (Struct other : gap.values()) {
            weight += weight(other.content());
        }
        return weight <= MAX_GAP_WEIGHT;
    }

    private static long weight(Content content) {
        if (content instanceof Content.Text text) {
            return text.length();
        } else if (content instanceof Content.Binary binary) {
            return binary.bytes().size();
        } else if (content instanceof Content.Any any) {
            return any.values().stream().mapToLong(value -> value.size()).sum();
        } else if (content instanceof Content.Json json) {
            return json.values().stream().mapToLong(String::length).sum();
        } else if (content instanceof Content.Format format) {
            return format.key().length() + format.json().length();
        } else if (content instanceof Content.Embed embed) {
            return embed.json().length();
        } else if (content instanceof Content.Doc doc) {
            return doc.guid().length() + doc.options().size();
        }
        return 1;
    }

    private void drain(int row) {
        Client client = document.clients.get(row);
        boolean progress = false;
        Struct next = client.waiting.get(client.state);
        while (next != null) {
            int missing = missing(next);
            if (missing != READY) {
                document.clients.get(missing).waiters.add(row);
                break;
            }
            client.waiting.remove(client.state);
            placement.place(row, next);
            progress = true;
            next = client.waiting.get(client.state);
        }
        advanceClaims(client);
        if (progress) {
            wakeWaiters(client);
        }
    }

    private void wakeWaiters(Client client) {
        if (!client.waiters.isEmpty()) {
            awake.addAll(client.waiters);
            client.waiters.clear();
        }
    }

    /** The client of which something must come first, or {@link #READY}. */
    private int missing(Struct struct) {
        int missing = missing(struct, struct.originClient(), struct.originClock());
        if (missing == READY) {
            missing = missing(struct, struct.rightClient(), struct.rightClock());
        }
        if (missing == READY) {
            missing = missing(struct, struct.parentClient(), struct.parentClock());
        }
        return missing;
    }

    private int missing(Struct struct, long client, int clock) {
        if (client == Struct.NONE || client == struct.client()) {
            return READY;
        }
        int row = document.clientRow(client);
        return clock < document.clients.get(row).state ? READY : row;
    }
}
