package com.example.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All lines of a ledger: the state. Immutable; a longer ledger shares the lines of the shorter one. */
public final class Ledger {
    public static final Ledger EMPTY = new Ledger(null, null, 0, 0);

    private final Ledger before;
    private final Line last;
    private final int size;
    private final long balance;

    /**
     * One line.
     *
     * @param taken false when the entry would have brought the balance below zero, and so changed nothing
     */
    public record Line(Entry entry, boolean taken) {}

    private Ledger(Ledger before, Line last, int size, long balance) {
        this.before = before;
        this.last = last;
        this.size = size;
        this.balance = balance;
    }

    /** The ledger with one more line. */
    public Ledger with(Entry entry) {
        long after = balance + entry.amount();
        boolean overflows = ((balance ^ after) & (entry.amount() ^ after)) < 0;
        boolean taken = !overflows && after >= 0;
        return new Ledger(this, new Line(entry, taken), size + 1, taken ? after : balance);
    }

    public long balance() {
        return balance;
    }

    public int size() {
        return size;
    }

    /** The lines, oldest first. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>(size);
        for (Ledger at = this; at.last != null; at = at.before) {
            lines.add(at.last);
        }
        Collections.reverse(lines);
        return Collections.unmodifiableList(lines);
    }
}
