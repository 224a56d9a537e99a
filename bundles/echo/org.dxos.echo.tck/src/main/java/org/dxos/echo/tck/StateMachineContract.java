package org.dxos.echo.tck;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.model.Order;
import org.dxos.echo.model.StateMachine;

/**
 * Judges a state machine by the rules, without a test framework: on a node, for an installed bundle; {@link StateMachineTck} is
 * the same for JUnit. Where nothing is known of a state machine but golden histories, {@link Mutations#fromSamples} makes
 * mutations of them.
 *
 * <p>Work is done on the calling thread and on one of the common pool. Immutable.
 */
public final class StateMachineContract<S, M> {
    private static final int SURROUNDINGS = 3;

    private final StateMachine<S, M> machine;
    private final Mutations<S, M> mutations;
    private final List<Golden> goldens;
    private final Settings settings;

    /**
     * How much is done.
     *
     * @param seed of the first history; each further one has the next seed
     * @param histories how many
     * @param bounds of decoding
     * @param defaults whether the locale and time zone of the process may be changed for a moment: not in a running node
     */
    public record Settings(long seed, int histories, Bounds bounds, boolean defaults) {
        /** 40 histories from seed 1, default bounds, and leave the process alone. */
        public static final Settings NODE = new Settings(1, 40, Bounds.DEFAULT, false);
    }

    public StateMachineContract(
            StateMachine<S, M> machine, Mutations<S, M> mutations, List<Golden> goldens, Settings settings) {
        this.machine = machine;
        this.mutations = mutations;
        this.goldens = List.copyOf(goldens);
        this.settings = settings;
    }

    /** Judges by all rules. */
    public List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            verdicts.add(verdict(rule));
        }
        return verdicts;
    }

    private Verdict verdict(Rule rule) {
        try {
            verify(rule);
            return new Verdict(rule, Verdict.Outcome.KEPT, "");
        } catch (BrokenRule e) {
            return new Verdict(rule, Verdict.Outcome.BROKEN, String.valueOf(e.getMessage()));
        } catch (NotJudged e) {
            return new Verdict(rule, Verdict.Outcome.NOT_JUDGED, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns when the rule was kept.
     *
     * @throws BrokenRule when it was broken
     * @throws NotJudged when nothing can be said: the rule does not apply, or another one is broken and stands in the way
     */
    public void verify(Rule rule) {
        try {
            int histories = rule == Rule.M08 ? 1 : rule == Rule.M07 ? SURROUNDINGS : settings.histories();
            for (int i = 0; i < histories; i++) {
                verify(rule, settings.seed() + i);
            }
        } catch (BrokenRule e) {
            if (e.rule() == rule) {
                throw e;
            }
            throw new NotJudged(rule + " was not judged because another rule is broken: " + e.getMessage());
        }
    }

    private void verify(Rule rule, long seed) {
        Guarded<S, M> guarded = new Guarded<>(machine, seed);
        if (rule == Rule.M08 && !goldens.isEmpty()) {
            Codecs.readable(guarded, goldens);
            return;
        } else if (rule == Rule.M09 && machine.descriptor().order() == Order.TOTAL) {
            throw new NotJudged("M9 is about commutative state machines; this one asks for total order");
        }
        Trial<S, M> trial = Trial.of(guarded, mutations);
        switch (rule) {
            case M01 -> Behaviour.deterministic(trial);
            case M02 -> Behaviour.total(trial);
            case M03 -> Behaviour.forked(trial);
            case M04 -> Codecs.roundTrip(trial);
            case M05 -> Codecs.bounded(trial, settings.bounds());
            case M06 -> Behaviour.replayed(trial);
            case M07 -> Surroundings.independent(trial, settings.defaults());
            case M08 -> throw new NotJudged(Codecs.suggestion(trial));
            case M09 -> Behaviour.commuting(trial);
        }
    }
}
