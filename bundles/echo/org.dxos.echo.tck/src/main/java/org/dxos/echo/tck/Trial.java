package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;

/** What the checks of one seed work on. */
record Trial<S, M>(Guarded<S, M> machine, Mutations<S, M> mutations, History history) {
    private static final long OTHER = 0x5DEECE66DL;
    private static final int FUZZED = 40;

    /** A trial of a state machine that is deterministic at least at first sight: without that, nothing else can be judged. */
    static <S, M> Trial<S, M> of(Guarded<S, M> machine, Mutations<S, M> mutations) {
        Trial<S, M> trial = new Trial<>(machine, mutations, History.of(machine, mutations));
        List<Encoded> first = trial.history.encodedStates(machine);
        List<Encoded> second = trial.history.encodedStates(machine);
        if (!first.equals(second)) {
            throw trial.broken(Rule.M01, "applied twice, " + trial.parting(first, second));
        }
        return trial;
    }

    /** Always the same. */
    RandomGenerator random() {
        return new SplittableRandom(machine.seed() + 1);
    }

    /** The mutations of the history. */
    List<Encoded> encodedMutations() {
        return history.entries().stream().map(Entry::mutation).toList();
    }

    /** The mutations of an unrelated history, and what could be decoded of broken ones. */
    List<M> foreignMutations() {
        Guarded<S, M> other = new Guarded<>(machine.machine(), machine.seed() ^ OTHER);
        List<M> foreign = new ArrayList<>();
        for (Entry entry : History.of(other, mutations).entries()) {
            foreign.add(machine.ownMutation(entry.mutation()));
        }
        RandomGenerator random = random();
        List<Encoded> samples = encodedMutations();
        for (int i = 0; i < FUZZED; i++) {
            Encoded sample = samples.get(random.nextInt(samples.size()));
            try {
                foreign.add(machine.decodeMutation(
                        new Encoded(sample.format(), Fuzz.changed(random, sample.bytes(), samples))));
            } catch (MalformedException e) {
                continue;
            }
        }
        return foreign;
    }

    /** States to which mutations were applied that were never made for them. */
    List<S> foreignStates() {
        List<S> states = new ArrayList<>();
        List<M> foreign = foreignMutations();
        RandomGenerator random = random();
        S state = machine.initial(history.genesis());
        for (Entry entry : history.entries()) {
            state = machine.apply(state, entry.meta(), machine.ownMutation(entry.mutation()));
            S strange = machine.fork(state);
            for (int i = 0; i < 3 && !foreign.isEmpty(); i++) {
                strange = machine.apply(strange, entry.meta(), foreign.get(random.nextInt(foreign.size())));
            }
            states.add(strange);
        }
        return states;
    }

    BrokenRule broken(Rule rule, String what) {
        return machine.broken(rule, what, null);
    }

    /** Where two lists of states part, in words. */
    String parting(List<Encoded> one, List<Encoded> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return "after " + i + " of " + history.entries().size() + " mutations the states are "
                        + Guarded.shown(one.get(i)) + " and " + Guarded.shown(other.get(i));
            }
        }
        return "they do not part";
    }
}
