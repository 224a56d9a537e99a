package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;

/**
 * What several writers did to one item while now and then receiving from each other.
 *
 * @param entries in canonical order
 * @param past for each entry the ones its writer had seen, by index
 */
record History(long seed, Genesis genesis, List<Entry> entries, List<BitSet> past) {
    private static final int MAX_WRITERS = 5;
    private static final int MAX_WRITES = 40;

    /** The history of a seed: the same for the same seed, if the state machine and the generator are deterministic. */
    static <S, M> History of(Guarded<S, M> machine, Mutations<S, M> mutations) {
        RandomGenerator random = new SplittableRandom(machine.seed());
        int writers = 2 + random.nextInt(MAX_WRITERS - 1);
        int writes = 2 + random.nextInt(random.nextInt(4) == 0 ? 5 : MAX_WRITES);
        List<DetachedItem<S, M>> replicas = new ArrayList<>();
        replicas.add(DetachedItem.of(machine));
        for (int i = 1; i < writers; i++) {
            replicas.add(replicas.get(0).replica(Writer.of(i)));
        }
        Map<Entry, List<Entry>> past = new HashMap<>();
        for (int i = 0; i < writes; i++) {
            DetachedItem<S, M> replica = replicas.get(random.nextInt(writers));
            if (random.nextInt(3) == 0) {
                replica.receive(replicas.get(random.nextInt(writers)));
            }
            List<Entry> seen = replica.entries();
            write(machine, mutations, random, replica);
            replica.entries().stream().filter(entry -> !seen.contains(entry)).forEach(entry -> past.put(entry, seen));
        }
        return of(machine.seed(), past);
    }

    private static <S, M> void write(
            Guarded<S, M> machine, Mutations<S, M> mutations, RandomGenerator random, DetachedItem<S, M> replica) {
        try {
            replica.write((state, context) -> mutations.next(random, state, context))
                    .await();
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof MalformedException) {
                throw machine.broken(
                        Rule.M04,
                        "its own mutation did not decode: " + e.getCause().getMessage(),
                        e);
            }
            throw e;
        }
    }

    private static History of(long seed, Map<Entry, List<Entry>> past) {
        List<Entry> entries = new ArrayList<>(past.keySet());
        entries.sort(Comparator.comparing(Entry::meta, DetachedMeta.CANONICAL));
        Map<Entry, Integer> numbers = new HashMap<>();
        entries.forEach(entry -> numbers.put(entry, numbers.size()));
        List<BitSet> sets = new ArrayList<>();
        for (Entry entry : entries) {
            BitSet set = new BitSet();
            past.getOrDefault(entry, List.of()).forEach(seen -> set.set(numbers.getOrDefault(seen, 0)));
            sets.add(set);
        }
        return new History(seed, DetachedGenesis.of(Writer.of(0), 0), List.copyOf(entries), List.copyOf(sets));
    }

    /** An order in which the entries could arrive somewhere. */
    List<Integer> causalOrder(RandomGenerator random) {
        BitSet arrived = new BitSet();
        List<Integer> order = new ArrayList<>();
        while (order.size() < entries.size()) {
            List<Integer> ready = ready(arrived);
            int next = ready.get(random.nextInt(ready.size()));
            arrived.set(next);
            order.add(next);
        }
        return order;
    }

    /** The entries that could arrive next. */
    List<Integer> ready(BitSet arrived) {
        List<Integer> ready = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            BitSet missing = (BitSet) past.get(i).clone();
            missing.andNot(arrived);
            if (!arrived.get(i) && missing.isEmpty()) {
                ready.add(i);
            }
        }
        return ready;
    }

    /** The states after each entry in canonical order, encoded; the initial one first. */
    <S, M> List<Encoded> encodedStates(Guarded<S, M> machine) {
        List<Encoded> states = new ArrayList<>();
        S state = machine.initial(genesis);
        states.add(machine.encodeState(state));
        for (Entry entry : entries) {
            state = machine.apply(state, entry.meta(), machine.ownMutation(entry.mutation()));
            states.add(machine.encodeState(state));
        }
        return states;
    }

    /** The state after an order of arrival. */
    <S, M> Encoded encodedState(Guarded<S, M> machine, List<Integer> order) {
        S state = machine.initial(genesis);
        for (int number : order) {
            Entry entry = entries.get(number);
            state = machine.apply(state, entry.meta(), machine.ownMutation(entry.mutation()));
        }
        return machine.encodeState(state);
    }

    /** An equal history that shares no object with this one. */
    History copy() {
        List<Entry> copies = new ArrayList<>();
        for (Entry entry : entries) {
            Encoded mutation = entry.mutation();
            copies.add(new Entry(
                    entry.meta().copy(),
                    new Encoded(mutation.format(), Bytes.copyOf(mutation.bytes().toArray()))));
        }
        return new History(seed, DetachedGenesis.of(Writer.of(0), 0), copies, past);
    }
}
