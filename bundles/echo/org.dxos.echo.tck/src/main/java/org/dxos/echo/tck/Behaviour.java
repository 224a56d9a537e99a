package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.Encoded;

/** The checks of rules about {@code apply}: M1, M2, M3, M6, M9. */
final class Behaviour {
    private static final int ALL_ORDERS_UP_TO = 6;
    private static final int MOST_ORDERS = 300;
    private static final int RANDOM_ORDERS = 4;
    private static final int CHECKPOINTS = 6;

    private Behaviour() {}

    /** M1: on another thread and from other objects. That it holds on one thread is known of every trial. */
    static <S, M> void deterministic(Trial<S, M> trial) {
        List<Encoded> here = trial.history().encodedStates(trial.machine());
        List<Encoded> elsewhere = elsewhere(trial);
        if (!here.equals(elsewhere)) {
            throw trial.broken(
                    Rule.M01, "applied on another thread and from equal objects, " + trial.parting(here, elsewhere));
        }
    }

    private static <S, M> List<Encoded> elsewhere(Trial<S, M> trial) {
        try {
            return CompletableFuture.supplyAsync(() -> trial.history().copy().encodedStates(trial.machine()))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokenRule broken) {
                throw broken;
            }
            throw e;
        }
    }

    /** M2: mutations in states that they were never made for. The guard turns what is thrown into words. */
    static <S, M> void total(Trial<S, M> trial) {
        List<M> foreign = trial.foreignMutations();
        S state = trial.machine().initial(trial.history().genesis());
        Entry place = trial.history().entries().get(0);
        for (M mutation : foreign) {
            state = trial.machine().apply(state, place.meta(), mutation);
        }
        trial.foreignStates();
    }

    /** M3: a kept state stays as it is whatever is done to its fork, and the other way round. */
    static <S, M> void forked(Trial<S, M> trial) {
        Guarded<S, M> machine = trial.machine();
        List<Entry> entries = trial.history().entries();
        RandomGenerator random = trial.random();
        S state = machine.initial(trial.history().genesis());
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            M mutation = machine.ownMutation(entry.mutation());
            Encoded mutationBefore = machine.encodeMutation(mutation);
            Encoded before = machine.encodeState(state);
            S kept = machine.fork(state);
            S next = machine.apply(state, entry.meta(), mutation);
            expectSame(trial, before, machine.encodeState(kept), i, "a fork changed when its source was changed");
            Encoded after = machine.encodeState(next);
            Entry other = entries.get(random.nextInt(entries.size()));
            S branch = machine.apply(machine.fork(kept), other.meta(), machine.ownMutation(other.mutation()));
            expectSame(trial, before, machine.encodeState(kept), i, "a state changed when its fork was changed");
            expectSame(trial, after, machine.encodeState(next), i, "a state changed with another branch");
            machine.encodeState(branch);
            expectSame(trial, mutationBefore, machine.encodeMutation(mutation), i, "apply changed the mutation itself");
            state = next;
        }
    }

    private static void expectSame(Trial<?, ?> trial, Encoded before, Encoded after, int number, String what) {
        if (!before.equals(after)) {
            throw trial.broken(
                    Rule.M03,
                    what + ", at mutation " + number + ": it was " + Guarded.shown(before) + " and became "
                            + Guarded.shown(after));
        }
    }

    /** M6: from checkpoints to the end. */
    static <S, M> void replayed(Trial<S, M> trial) {
        Guarded<S, M> machine = trial.machine();
        List<Entry> entries = trial.history().entries();
        List<Encoded> states = trial.history().encodedStates(machine);
        RandomGenerator random = trial.random();
        for (int i = 0; i <= CHECKPOINTS; i++) {
            int start = random.nextInt(entries.size());
            S state = machine.ownState(trial.history().genesis(), states.get(start));
            for (int next = start; next < entries.size(); next++) {
                Entry entry = entries.get(next);
                state = machine.apply(state, entry.meta(), machine.ownMutation(entry.mutation()));
                Encoded encoded = machine.encodeState(state);
                if (!encoded.equals(states.get(next + 1))) {
                    throw trial.broken(
                            Rule.M06,
                            "from the state encoded after " + start + " mutations, mutation " + next + " ("
                                    + Guarded.shown(entry.mutation()) + ") led to " + Guarded.shown(encoded)
                                    + ", but from the start to " + Guarded.shown(states.get(next + 1)));
                }
            }
        }
    }

    /** M9: all orders of small histories, some of larger ones. */
    static <S, M> void commuting(Trial<S, M> trial) {
        History history = trial.history();
        List<List<Integer>> orders = new ArrayList<>();
        if (history.entries().size() <= ALL_ORDERS_UP_TO) {
            collectOrders(history, new ArrayList<>(), new BitSet(), orders);
        } else {
            RandomGenerator random = trial.random();
            for (int i = 0; i < RANDOM_ORDERS; i++) {
                orders.add(history.causalOrder(random));
            }
        }
        List<Integer> first = orders.get(0);
        Encoded expected = history.encodedState(trial.machine(), first);
        for (List<Integer> order : orders) {
            Encoded encoded = history.encodedState(trial.machine(), order);
            if (!encoded.equals(expected)) {
                throw trial.broken(
                        Rule.M09,
                        "mutations applied in the order " + first + " led to " + Guarded.shown(expected)
                                + ", and in the order " + order + ", which respects causality too, to "
                                + Guarded.shown(encoded));
            }
        }
    }

    private static void collectOrders(
            History history, List<Integer> begun, BitSet arrived, List<List<Integer>> orders) {
        if (begun.size() == history.entries().size()) {
            orders.add(List.copyOf(begun));
            return;
        }
        for (int next : history.ready(arrived)) {
            if (orders.size() < MOST_ORDERS) {
                begun.add(next);
                arrived.set(next);
                collectOrders(history, begun, arrived, orders);
                arrived.clear(next);
                begun.remove(begun.size() - 1);
            }
        }
    }
}
