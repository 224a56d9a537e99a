package org.dxos.model.text.internal.doc;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Some structs of one list, and of the same list all those before them: what their clients wrote earlier, what they name as
 * neighbours, and so on. For each client that is what lies below some clock.
 *
 * <p>Other lists are left out, though a writer may have seen more by way of them. When a type is deleted, who named whom in it is
 * forgotten; what is known of a list must not depend on whether that has happened already.
 */
final class Past {
    private record Range(int client, int from, int to) {}

    private final Document document;
    private final int list;
    /** By client, the first clock that is not part of it. */
    private int[] ends;

    private final ArrayDeque<Range> rest = new ArrayDeque<>();

    Past(Document document, int list) {
        this.document = document;
        this.list = list;
        this.ends = new int[document.clients.size()];
    }

    /** Adds what a client wrote up to a clock that is in the document; a client of {@link Runs#NONE} adds nothing. */
    void add(int client, int clock) {
        reach(client, clock);
        while (!rest.isEmpty()) {
            follow(rest.poll());
        }
    }

    boolean has(int run) {
        int client = document.runs.client[run];
        return client < ends.length && document.runs.clock[run] < ends[client];
    }

    private void follow(Range range) {
        Runs runs = document.runs;
        int at = range.from;
        while (at < range.to) {
            int run = document.runAt(range.client, at);
            if (runs.list[run] == list) {
                reach(runs.originClient[run], runs.originClock[run]);
                reach(runs.rightClient[run], runs.rightClock[run]);
            }
            at = runs.end(run);
        }
    }

    private void reach(int client, int clock) {
        if (client == Runs.NONE) {
            return;
        }
        if (client >= ends.length) {
            ends = Arrays.copyOf(ends, document.clients.size());
        }
        int from = ends[client];
        if (clock >= from) {
            ends[client] = clock + 1;
            rest.add(new Range(client, from, clock + 1));
        }
    }
}
