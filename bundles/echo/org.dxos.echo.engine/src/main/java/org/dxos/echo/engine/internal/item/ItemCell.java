package org.dxos.echo.engine.internal.item;

import java.util.ArrayDeque;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.dxos.echo.model.Encoded;
import org.jspecify.annotations.Nullable;

/** One item: what it was made as, its history, and its state as far as there is code for it. Confined to the party loop. */
public final class ItemCell {
    static final int NEVER = Integer.MAX_VALUE;
    static final int AT_BIRTH = -1;

    private final int number;
    private final Birth birth;
    final History history = new History();
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
    /** The last state of a state machine that left, and how many mutations it holds. */
    @Nullable
    Encoded kept;

    int keptApplied;

    record Late(long place, long height, Pending pending) {}

    public ItemCell(int number, Birth birth) {
        this.number = number;
        this.birth = birth;
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
        if (state == null && rewound == null) {
            return "no state machine " + birth.stateMachine() + " is installed";
        }
        return isCurrent() ? "" : "catching up: " + applied + " of " + history.size() + " mutations";
    }

    /** Whether every mutation is in the state. */
    public boolean isCurrent() {
        return state != null && late.isEmpty() && applied == history.size();
    }
}
