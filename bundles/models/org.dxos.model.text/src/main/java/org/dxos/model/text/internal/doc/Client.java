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
    /** When what is written was written, in ages. */
    final Steps ages;
    /** For clocks that are not in the document and are to be deleted when they come: one more than the age of the last delete. */
    final Steps deletesAhead;
    /** The clients that wait for more of this one. */
    final TreeSet<Integer> waiters;

    Client(long id) {
        this.id = id;
        runs = new ClockIndex();
        pool = new Pool();
        waiting = new TreeMap<>();
        ages = new Steps();
        deletesAhead = new Steps();
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
        ages = other.ages.copy();
        deletesAhead = other.deletesAhead.copy();
        waiters = new TreeSet<>(other.waiters);
    }

    Client copy() {
        return new Client(this);
    }
}
