package org.dxos.model.text.internal.doc;

import java.util.ArrayDeque;
import org.dxos.model.text.internal.yjs.Content;

/**
 * Deletes ranges of clocks. Of what is deleted only the place remains; of what was inside a deleted type, not even that.
 *
 * <p>Who deletes has seen what it deletes, so the delete stands in a block of greater height. That is asked for in ages, which are
 * {@value #BLOCKS_OF_AGE} heights each, so that little has to be kept: a delete does nothing to what was written in a later age.
 * So nobody can delete far ahead of what others write.
 */
final class Deletion {
    /** The age of a delete that goes for all that is there. */
    static final int ANY_AGE = Integer.MAX_VALUE - 1;

    private static final int BLOCKS_OF_AGE = 64;

    private final Document document;
    private boolean dropped;

    Deletion(Document document) {
        this.document = document;
    }

    /** The age of a block. */
    static int age(long height) {
        return (int) Math.min(height / BLOCKS_OF_AGE, ANY_AGE);
    }

    /** Deletes what is there and not of a later age, and notes what is not there yet. */
    void delete(int row, int from, int to, int age) {
        Client client = document.clients.get(row);
        if (to > client.state) {
            client.deletesAhead.raise(Math.max(from, client.state), to, age + 1);
        }
        deletePresent(row, from, Math.min(to, client.state), age);
    }

    /** Deletes what was to be deleted of clocks that just came. */
    void deleteArrived(int row, int from, int to) {
        Client client = document.clients.get(row);
        int at = from;
        while (at < to) {
            int end = Math.min(to, client.deletesAhead.end(at));
            int age = client.deletesAhead.at(at) - 1;
            if (age >= 0) {
                deletePresent(row, at, end, age);
            }
            at = end;
        }
        client.deletesAhead.clearBelow(to);
    }

    private void deletePresent(int row, int from, int to, int age) {
        Steps ages = document.clients.get(row).ages;
        int at = from;
        while (at < to) {
            int end = Math.min(to, ages.end(at));
            if (ages.at(at) <= age) {
                deletePresent(row, at, end);
            }
            at = end;
        }
    }

    private void deletePresent(int row, int from, int to) {
        Runs runs = document.runs;
        int at = from;
        while (at < to) {
            int run = document.runAt(row, at);
            int end = Math.min(to, runs.end(run));
            if (!Document.isDeleted(runs.kind[run])) {
                deletePart(run, at, end);
            }
            at = end;
        }
    }

    private void deletePart(int run, int from, int to) {
        Runs runs = document.runs;
        boolean whole = runs.clock[run] == from && runs.end(run) == to;
        if (!whole && runs.kind[run] == Content.STRING && (giveToRight(run, from, to) || giveToLeft(run, from, to))) {
            return;
        }
        int part = runs.clock[run] < from ? document.split(run, from) : run;
        if (to < runs.end(part)) {
            document.split(part, to);
        }
        delete(part);
    }

    /** Moves the border between a run and the deleted one to its right that was once part of it. */
    private boolean giveToRight(int run, int from, int to) {
        Runs runs = document.runs;
        int next = runs.right[run];
        if (to != runs.end(run)
                || next == Runs.NONE
                || runs.kind[next] != Content.DELETED
                || runs.client[next] != runs.client[run]
                || runs.clock[next] != to
                || !runs.hasOrigin(next, runs.client[run], to - 1)
                || !runs.hasRight(next, runs.rightClient[run], runs.rightClock[run])) {
            return false;
        }
        int length = to - from;
        document.breakPair(run, runs.content[run] + from - runs.clock[run]);
        runs.length[run] -= length;
        runs.clock[next] = from;
        runs.length[next] += length;
        runs.originClock[next] = from - 1;
        dropCharacters(run, length);
        return true;
    }

    private boolean giveToLeft(int run, int from, int to) {
        Runs runs = document.runs;
        int before = runs.left[run];
        if (from != runs.clock[run]
                || before == Runs.NONE
                || runs.kind[before] != Content.DELETED
                || runs.client[before] != runs.client[run]
                || runs.end(before) != from
                || !runs.hasOrigin(run, runs.client[run], from - 1)
                || !runs.hasRight(before, runs.rightClient[run], runs.rightClock[run])) {
            return false;
        }
        int length = to - from;
        document.breakPair(run, runs.content[run] + length);
        runs.length[before] += length;
        runs.clock[run] = to;
        runs.length[run] -= length;
        runs.content[run] += length;
        runs.originClock[run] = to - 1;
        dropCharacters(run, length);
        return true;
    }

    private void dropCharacters(int run, int length) {
        Runs runs = document.runs;
        document.clients.get(runs.client[run]).pool.drop(length);
        dropped = true;
        if (runs.list[run] == document.textList) {
            document.places.change(runs, run, -length);
        }
    }

    /** Deletes a whole run. */
    void delete(int run) {
        Runs runs = document.runs;
        int kind = runs.kind[run];
        if (Document.isDeleted(kind)) {
            return;
        }
        if (runs.list[run] == document.textList && Document.isVisible(kind)) {
            document.places.change(runs, run, -runs.length[run]);
        }
        int content = runs.content[run];
        dropContent(run, Content.DELETED);
        if (kind == Content.TYPE) {
            dropType(content);
        }
    }

    private void dropContent(int run, int newKind) {
        Runs runs = document.runs;
        int kind = runs.kind[run];
        if (kind == Content.STRING) {
            document.clients.get(runs.client[run]).pool.drop(runs.length[run]);
            dropped = true;
        } else if (kind != Content.TYPE && !Document.isDeleted(kind)) {
            document.dropObject(runs.content[run]);
        }
        runs.kind[run] = (byte) newKind;
        runs.content[run] = Runs.NONE;
    }

    private void dropType(int typeRow) {
        ArrayDeque<Integer> rest = new ArrayDeque<>();
        rest.add(typeRow);
        while (!rest.isEmpty()) {
            SharedType type = document.types.get(rest.poll());
            if (type.sequence != Runs.NONE) {
                dropList(type.sequence, rest);
            }
            type.entries.values().forEach(list -> dropList(list, rest));
            type.entries.clear();
            type.sequence = Runs.NONE;
        }
    }

    private void dropList(int listRow, ArrayDeque<Integer> types) {
        Runs runs = document.runs;
        RunList list = document.lists.get(listRow);
        int run = list.first;
        while (run != Runs.NONE) {
            int next = runs.right[run];
            if (runs.kind[run] == Content.TYPE) {
                types.add(runs.content[run]);
            }
            dropContent(run, Content.GC);
            runs.originClient[run] = Runs.NONE;
            runs.rightClient[run] = Runs.NONE;
            runs.left[run] = Runs.NONE;
            runs.right[run] = Runs.NONE;
            runs.list[run] = Runs.NONE;
            run = next;
        }
        list.first = Runs.NONE;
        list.last = Runs.NONE;
    }

    /** Gives back the memory of characters that are gone, where that is worth it. */
    void compact() {
        if (!dropped) {
            return;
        }
        dropped = false;
        for (Client client : document.clients) {
            if (client.pool.wantsCompaction()) {
                Runs runs = document.runs;
                Pool old = client.pool;
                Pool fresh = new Pool();
                client.runs.forEach(run -> {
                    if (runs.kind[run] == Content.STRING) {
                        runs.content[run] = fresh.appendFrom(old, runs.content[run], runs.length[run]);
                    }
                });
                client.pool = fresh;
            }
        }
    }
}
