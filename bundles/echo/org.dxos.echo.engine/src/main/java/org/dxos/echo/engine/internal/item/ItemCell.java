package org.dxos.echo.engine.internal.item;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.jspecify.annotations.Nullable;

/** One item: what it was made as, its history, and its state as far as there is code for it. Confined to the party loop. */
public final class ItemCell {
    static final int NEVER = Integer.MAX_VALUE;
    static final int AT_BIRTH = -1;

    private final int number;
    private final Birth birth;
    final History history;
    final Checkpoints checkpoints = new Checkpoints();
    /** Mutations appended at the end and not applied yet, to spare reading them again; empty or all of them. */
    final ArrayDeque<Pending> tail = new ArrayDeque<>(0);
    /** Mutations of a commutative item that stand before ones applied already. */
    final ArrayDeque<Late> late = new ArrayDeque<>(0);

    @Nullable
    StateCell state;
    /** Whose the checkpoints are, when there is no state because it has to be made again from one of them. */
    @Nullable
    Machine rewound;
    /** How many mutations at the start of the history are in the state, or among the late ones. */
    int applied;
    /** The index of the mutation on which the state machine failed; {@link #AT_BIRTH} when it failed to make a first state. */
    int faultedAt = NEVER;
    /** Whether the next mutation is in a format that the state machine does not read. */
    boolean outdated;

    String trouble = "";
    /**
     * Earlier states as bytes, by how many mutations are in them: those on disk, and the last one of a state machine that left.
     * Each holds a beginning of the history; while there is no state, the newest also stands before the {@link #late} mutations.
     */
    final List<KeptState> kept = new ArrayList<>(1);
    /** Whether it is going to be brought up to date. */
    boolean awaited;

    private int lastUse;

    record Late(long place, long height, Pending pending) {}

    public ItemCell(int number, Birth birth) {
        this(number, birth, Recorded.EMPTY, List.of());
    }

    /** An item that goes on from what was recorded of it. */
    public ItemCell(int number, Birth birth, Recorded recorded, List<KeptState> states) {
        this.number = number;
        this.birth = birth;
        this.history = new History(recorded);
        kept.addAll(states);
    }

    /** Its number among the items of the party on this node. */
    public int number() {
        return number;
    }

    public Birth birth() {
        return birth;
    }

    public History history() {
        return history;
    }

    public @Nullable StateCell state() {
        return state;
    }

    public Status status() {
        if (faultedAt != NEVER) {
            return Status.FAULTED;
        }
        if (outdated) {
            return Status.OUTDATED;
        }
        return isCurrent() ? Status.LIVE : Status.DORMANT;
    }

    /** Why it is not live; empty when it is. */
    public String reason() {
        if (!trouble.isEmpty()) {
            return trouble;
        }
        if (state == null && rewound == null && !awaited) {
            return "no state machine " + birth.stateMachine() + " is installed";
        }
        return isCurrent() ? "" : "catching up: " + applied + " of " + history.size() + " mutations";
    }

    /** How many mutations at the start of the history make the state; -1 when it has others in it, or there is none. */
    public int applied() {
        return state != null && late.isEmpty() ? applied : -1;
    }

    /** Earlier states on disk, each of which is a beginning of the history. */
    public List<KeptState> stored() {
        if (state == null && !late.isEmpty()) {
            return kept.subList(0, kept.size() - 1).stream()
                    .filter(one -> one.source().isStored())
                    .toList();
        }
        for (KeptState one : kept) {
            if (!one.source().isStored()) {
                return kept.stream().filter(state -> state.source().isStored()).toList();
            }
        }
        return kept.isEmpty() ? List.of() : List.copyOf(kept);
    }

    /** Adds a state that has come to disk, if the history it was made of still begins like that. */
    public void store(List<KeptState> states, Recorded madeOf) {
        boolean isKnown =
                states.isEmpty() || (!kept.isEmpty() && kept.get(kept.size() - 1) == states.get(states.size() - 1));
        if (state == null || isKnown) {
            return;
        }
        kept.removeIf(state -> state.source().isStored());
        for (KeptState state : states) {
            int last = state.applied() - 1;
            if (last < history.size() && (last < 0 || history.place(last) == madeOf.place(last))) {
                kept.add(state);
            }
        }
        kept.sort(java.util.Comparator.comparingInt(KeptState::applied));
    }

    /** Notes when it was used, by the count of those who keep it. */
    public void use(int generation) {
        lastUse = generation;
    }

    public int lastUse() {
        return lastUse;
    }

    /** Notes whether it is going to be brought up to date; false when that was known. */
    public boolean setAwaited(boolean value) {
        boolean isNews = awaited != value;
        awaited = value;
        return isNews;
    }

    /** Whether nothing of it is wanted in memory: all there is to know of it is in the view. */
    public boolean isAtRest() {
        return kept.stream().allMatch(one -> one.source().isStored())
                && !awaited
                && late.isEmpty()
                && tail.isEmpty()
                && rewound == null
                && (state == null || isCurrent());
    }

    /** Whether every mutation is in the state. */
    public boolean isCurrent() {
        return state != null && late.isEmpty() && applied == history.size();
    }
}
