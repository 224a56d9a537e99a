package org.dxos.model.text.internal.doc;

import java.util.TreeMap;
import java.util.TreeSet;
import org.dxos.base.key.FeedKey;
import org.dxos.model.text.internal.yjs.Struct;
import org.jspecify.annotations.Nullable;

/** What is known of one client. */
final class Client {
    final long id;
    /** The first clock that is not in the document. */
    int state;
    /** The first clock that has not been written. */
    int claimed;

    ClockIndex runs;
    Pool pool;
    /** The feed this id was found to belong to. */
    @Nullable
    FeedKey owner;
    /** Written, but not in the document, by clock; they do not overlap. */
    final TreeMap<Integer, Struct> waiting;
    /** Ranges, first clock to end, that are to be deleted when they come; they neither overlap nor touch. */
    final TreeMap<Integer, Integer> deletesAhead;
    /** The clients that wait for more of this one. */
    final TreeSet<Integer> waiters;

    Client(long id) {
        this.id = id;
        runs = new ClockIndex();
        pool = new Pool();
        waiting = new TreeMap<>();
        deletesAhead = new TreeMap<>();
        waiters = new TreeSet<>();
    }

    private Client(Client other) {
        id = other.id;
        state = other.state;
        claimed = other.claimed;
        runs = other.runs.copy();
        pool = other.pool.copy();
        owner = other.owner;
        waiting = new TreeMap<>(other.waiting);
        deletesAhead = new TreeMap<>(other.deletesAhead);
        waiters = new TreeSet<>(other.waiters);
    }

    Client copy() {
        return new Client(this);
    }

    /** Adds a range to those to be deleted when they come. */
    void deleteAhead(int from, int to) {
        int start = from;
        int end = to;
        var floor = deletesAhead.floorEntry(start);
        if (floor != null && floor.getValue() >= start) {
            start = floor.getKey();
            end = Math.max(end, floor.getValue());
        }
        var next = deletesAhead.ceilingEntry(start);
        while (next != null && next.getKey() <= end) {
            end = Math.max(end, next.getValue());
            deletesAhead.remove(next.getKey());
            next = deletesAhead.ceilingEntry(start);
        }
        deletesAhead.put(start, end);
    }
}
