package org.dxos.echo.engine.internal.item;

import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Order;
import org.jspecify.annotations.Nullable;

/**
 * Brings items' states up to date with their histories: forward one mutation at a time; back to a checkpoint when a mutation
 * sorts before ones already applied. Whatever a state machine does, the item ends in a status that says so, and the others go on.
 *
 * <p>Confined to the party loop. Foreign code is called by {@link #catchUp}, {@link #checkpoint}, {@link #fork}, {@link #writable}
 * and {@link #release} only; between any two such calls all cells are consistent, as the loop demands.
 */
public final class States {
    private final Mutations mutations;
    private final Foreign foreign;
    private final FeedOrder feeds;
    /** How often a view has been taken; see {@link StateCell}. */
    private long pins;

    public States(Mutations mutations, Foreign foreign, FeedOrder feeds) {
        this.mutations = mutations;
        this.foreign = foreign;
        this.feeds = feeds;
    }

    /** To be called when a published view has been taken: states in it must not change from now on. */
    public void pin() {
        pins++;
    }

    /** Records a mutation. {@link #catchUp} applies it. */
    public void add(ItemCell cell, long height, long place, Pending pending) {
        int before = cell.applied;
        int index = cell.history.insert(height, place, feeds);
        if (index == cell.history.size() - 1) {
            if (cell.state != null && before + cell.tail.size() == index) {
                cell.tail.add(pending);
            }
            return;
        }
        if (cell.state != null && index >= before) {
            cell.tail.clear();
            if (index == before || index <= cell.faultedAt) {
                // It comes before the mutation on which the item stands, or moves that one on.
                forgive(cell);
            }
        } else if (cell.state != null && isCommutative(cell) && cell.status() != Status.FAULTED && !cell.outdated) {
            cell.kept.removeIf(state -> state.applied() > index);
            cell.applied++;
            cell.late.add(new ItemCell.Late(place, height, pending));
        } else if (cell.state != null || cell.rewound != null) {
            rewind(cell, index);
        } else if (!cell.kept.isEmpty()) {
            addToKept(cell, index, new ItemCell.Late(place, height, pending));
        }
    }

    /** A mutation within the history of an item of which there is a state as bytes only. */
    private static void addToKept(ItemCell cell, int index, ItemCell.Late mutation) {
        KeptState newest = cell.kept.get(cell.kept.size() - 1);
        if (index >= newest.applied() + cell.late.size()) {
            return;
        }
        boolean goesOn = newest.order() == Order.COMMUTATIVE;
        cell.kept.removeIf(state -> state.applied() > index && !(goesOn && state == newest));
        if (goesOn) {
            cell.late.add(mutation);
        } else {
            cell.late.clear();
        }
    }

    /**
     * Records mutations of one block whose effect is in the given state already. All earlier ones are applied. Follow it with
     * {@link #checkpoint} when all items of the block are recorded.
     */
    public void addApplied(ItemCell cell, long height, Iterable<Long> places, Object state) {
        for (long place : places) {
            cell.history.insert(height, place, feeds);
            cell.applied++;
        }
        replaceState(cell, state);
    }

    /** Gives a new item its first state. */
    public void begin(ItemCell cell, Machine machine, Object state) {
        cell.state = new StateCell(machine, state, pins);
        cell.rewound = null;
    }

    /**
     * Applies what is not applied yet.
     *
     * @param machine the state machine to use if the item has none yet; null when there is none
     * @param budget how many mutations at most
     * @return how many mutations were applied, and 1 more
     */
    public int catchUp(ItemCell cell, @Nullable Machine machine, int budget) {
        int used = 1;
        while (used <= budget) {
            Machine starting = cell.rewound != null ? cell.rewound : machine;
            if (cell.state == null
                    && (starting == null || cell.faultedAt == ItemCell.AT_BIRTH || !start(cell, starting))) {
                return used;
            }
            if (!hasMore(cell) || !step(cell, cell.late.peek())) {
                return used;
            }
            used++;
        }
        return used;
    }

    /** Whether there are mutations that can be applied. */
    public boolean hasMore(ItemCell cell) {
        if (cell.state == null) {
            return cell.rewound != null;
        }
        return !cell.outdated && (!cell.late.isEmpty() || cell.applied < Math.min(cell.history.size(), cell.faultedAt));
    }

    /** Whether a state machine's objects are held for an item. */
    public boolean uses(ItemCell cell, Machine machine) {
        StateCell held = cell.state;
        return held != null ? held.machine() == machine : cell.rewound == machine;
    }

    /** Forgets that a state machine failed, so that it is tried again. */
    public void forgive(ItemCell cell) {
        cell.faultedAt = ItemCell.NEVER;
        cell.trouble = "";
        cell.outdated = false;
    }

    /**
     * Lets go of a state machine: keeps its last state as bytes and nothing of its objects.
     *
     * @param encodes whether to ask the state machine for the bytes; without them the item is replayed
     */
    public void release(ItemCell cell, boolean encodes) {
        StateCell held = cell.state;
        if (held == null) {
            if (cell.rewound != null) {
                drop(cell);
            }
            return;
        }
        int applied = cell.applied;
        boolean isStored = cell.kept.stream().anyMatch(state -> state.applied() == applied);
        if (encodes && cell.late.isEmpty() && !isStored) {
            try {
                Encoded encoded = foreign.call(held::encode, () -> drop(cell));
                cell.kept.add(KeptState.of(
                        encoded, applied, held.machine().descriptor().order()));
            } catch (RuntimeException | Error e) {
                rethrowAbandoned(e);
            }
        }
        drop(cell);
    }

    private void drop(ItemCell cell) {
        cell.state = null;
        cell.rewound = null;
        cell.applied = 0;
        cell.checkpoints.clear();
        cell.tail.clear();
        cell.late.clear();
        forgive(cell);
    }

    /** A working copy of an item's state for a batch that may be given up. Calls foreign code without a guard of its own. */
    public Object fork(ItemCell cell) {
        StateCell held = java.util.Objects.requireNonNull(cell.state);
        synchronized (held) {
            return held.machine().fork(held.state());
        }
    }

    /** The state to change in place: the present one, or a {@linkplain #fork copy} when a view shows it. */
    public Object writable(ItemCell cell) {
        StateCell held = java.util.Objects.requireNonNull(cell.state);
        return held.isShared(pins) ? fork(cell) : held.state();
    }

    /** Has the state made again from a checkpoint by {@link #catchUp}, because the present one may be spoilt. */
    public void rebuild(ItemCell cell) {
        int size = cell.applied;
        rewind(cell, Math.max(0, size - 1));
    }

    /** Makes the state from which an item goes on: a checkpoint, a state kept as bytes, or the first. */
    private boolean start(ItemCell cell, Machine machine) {
        KeptState kept = newestReadable(cell, machine);
        Checkpoints.Checkpoint checkpoint = cell.rewound == machine ? cell.checkpoints.newest() : null;
        if (checkpoint != null && (kept == null || kept.applied() <= checkpoint.applied())) {
            Object copy = copy(machine, checkpoint.state(), checkpoint, () -> forget(cell));
            if (copy != null) {
                begin(cell, machine, copy);
                cell.applied = checkpoint.applied();
                return true;
            }
            cell.checkpoints.clear();
        }
        return kept == null ? startAtBirth(cell, machine) : startFrom(cell, machine, kept);
    }

    /** The newest state that the state machine reads; forgets those after it. */
    private static @Nullable KeptState newestReadable(ItemCell cell, Machine machine) {
        while (!cell.kept.isEmpty()) {
            KeptState newest = cell.kept.get(cell.kept.size() - 1);
            if (machine.descriptor().readsState(newest.format())) {
                return newest;
            }
            forgetNewest(cell);
        }
        return null;
    }

    private boolean startFrom(ItemCell cell, Machine machine, KeptState kept) {
        try {
            Encoded encoded = kept.encoded();
            Object state = foreign.call(() -> decoded(cell, machine, encoded), () -> {
                forgetNewest(cell);
                cell.checkpoints.clear();
                mutations.again(cell);
            });
            begin(cell, machine, state);
            cell.applied = kept.applied() + cell.late.size();
            // With mutations before its end, it is no beginning of the history any more.
            boolean isOvertaken = !cell.late.isEmpty();
            cell.kept.removeIf(one -> !one.source().isStored() || (isOvertaken && one == kept));
            return true;
        } catch (RuntimeException | Error e) {
            rethrowAbandoned(e);
            if (e instanceof EchoException failure && failure.code() == EchoException.Code.STORAGE) {
                throw failure;
            }
            forgetNewest(cell);
            return start(cell, machine);
        }
    }

    private boolean startAtBirth(ItemCell cell, Machine machine) {
        cell.applied = 0;
        try {
            Object state = foreign.call(() -> machine.initial(cell.birth()), () -> hung(cell, 0));
            begin(cell, machine, state);
            return true;
        } catch (RuntimeException | Error e) {
            rethrowAbandoned(e);
            fault(cell, 0, describe(e));
            return false;
        }
    }

    private static Object decoded(ItemCell cell, Machine machine, Encoded kept) {
        try {
            return machine.decodeState(cell.birth(), kept);
        } catch (MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest state kept as bytes cannot be used; what stood late after it is read again from the feeds. */
    private static void forgetNewest(ItemCell cell) {
        cell.kept.remove(cell.kept.size() - 1);
        cell.late.clear();
    }

    /** The state machine did not return while it made a state from an earlier one: the item is replayed. */
    private void forget(ItemCell cell) {
        cell.checkpoints.clear();
        cell.kept.clear();
        mutations.again(cell);
    }

    /** Applies the next mutation, or a late one; false when the item cannot go on. */
    private boolean step(ItemCell cell, ItemCell.@Nullable Late late) {
        StateCell held = java.util.Objects.requireNonNull(cell.state);
        Machine machine = held.machine();
        long place = late == null ? cell.history.place(cell.applied) : late.place();
        long height = late == null ? cell.history.height(cell.applied) : late.height();
        Pending pending =
                late != null ? late.pending() : cell.tail.isEmpty() ? mutations.fetch(place) : cell.tail.peek();
        if (!machine.descriptor().readsMutation(pending.mutation().format())) {
            if (late != null) {
                return replay(cell, late);
            }
            cell.outdated = true;
            cell.trouble = "a mutation is in format " + pending.mutation().format() + "; the installed "
                    + machine.type() + " reads " + machine.descriptor().mutationFormats();
            cell.tail.clear();
            return false;
        }
        int index = cell.applied;
        Meta meta = mutations.meta(cell, place, height, pending.claimedMillis());
        Object outcome;
        try {
            outcome = foreign.call(
                    () -> apply(machine, writable(cell), meta, pending.mutation()), () -> hung(cell, index));
        } catch (RuntimeException | Error e) {
            rethrowAbandoned(e);
            if (late != null) {
                return replay(cell, late);
            }
            fault(cell, index, describe(e));
            return true;
        }
        if (outcome instanceof MalformedException malformed) {
            mutations.undecodable(cell, place, String.valueOf(malformed.getMessage()));
        } else {
            replaceState(cell, outcome);
        }
        if (late != null) {
            cell.late.poll();
        } else {
            cell.tail.poll();
            cell.applied++;
            checkpoint(cell);
        }
        return true;
    }

    /**
     * A late mutation cannot be applied: goes back before it, so that the item stops at the same mutation as on peers that had
     * it in time.
     */
    private boolean replay(ItemCell cell, ItemCell.Late late) {
        rewind(cell, cell.history.indexOf(late.height(), late.place(), feeds));
        return true;
    }

    private static Object apply(Machine machine, Object state, Meta meta, Encoded mutation) {
        Object decoded;
        try {
            decoded = machine.decodeMutation(mutation);
        } catch (MalformedException e) {
            return e;
        }
        return machine.apply(state, meta, decoded);
    }

    private void replaceState(ItemCell cell, Object state) {
        StateCell held = java.util.Objects.requireNonNull(cell.state);
        if (held.state() != state) {
            cell.state = new StateCell(held.machine(), state, pins);
        }
    }

    /** Keeps the present state to come back to, now and then. */
    public void checkpoint(ItemCell cell) {
        StateCell held = cell.state;
        if (held != null && Checkpoints.isDue(cell.applied) && !isCommutative(cell)) {
            Object copy = copy(held.machine(), held.state(), held, () -> mutations.again(cell));
            if (copy != null) {
                cell.checkpoints.add(cell.applied, copy);
            }
        }
    }

    /** Goes back to a state that holds nothing from {@code index} on; {@link #catchUp} makes it. */
    private void rewind(ItemCell cell, int index) {
        cell.tail.clear();
        cell.late.clear();
        if (cell.faultedAt >= index || cell.outdated) {
            forgive(cell);
        }
        cell.kept.removeIf(state -> state.applied() > index);
        StateCell held = cell.state;
        if (held != null) {
            cell.rewound = held.machine();
            cell.state = null;
            cell.applied = 0;
        }
        cell.outdated = false;
        cell.checkpoints.rewind(index);
    }

    /** A copy of a state, or null when the state machine fails to make one. */
    private @Nullable Object copy(Machine machine, Object state, Object monitor, Runnable hung) {
        try {
            return foreign.call(
                    () -> {
                        synchronized (monitor) {
                            return machine.fork(state);
                        }
                    },
                    hung);
        } catch (RuntimeException | Error e) {
            rethrowAbandoned(e);
            return null;
        }
    }

    /** The state machine failed on the mutation at an index: the item shows the state before it. */
    private void fault(ItemCell cell, int index, String how) {
        String type = cell.birth().stateMachine();
        if (cell.state == null) {
            cell.faultedAt = ItemCell.AT_BIRTH;
            cell.rewound = null;
            cell.checkpoints.clear();
            cell.trouble = type + " " + how;
            return;
        }
        rewind(cell, index);
        cell.faultedAt = Math.min(index, cell.faultedAt);
        cell.trouble = type + " " + how + " at mutation " + (index + 1) + " of " + cell.history.size();
    }

    private void hung(ItemCell cell, int index) {
        fault(cell, index, "did not return in time");
        mutations.again(cell);
    }

    private static boolean isCommutative(ItemCell cell) {
        StateCell held = cell.state;
        return held != null && held.machine().descriptor().order() == Order.COMMUTATIVE;
    }

    private static String describe(Throwable failure) {
        return "threw " + failure;
    }

    /** The loop's own signal that this thread has lost its turn must not be taken for a failure of foreign code. */
    public static void rethrowAbandoned(Throwable failure) {
        if (failure instanceof org.dxos.base.loop.CombiningLoop.Abandoned abandoned) {
            throw abandoned;
        }
    }
}
