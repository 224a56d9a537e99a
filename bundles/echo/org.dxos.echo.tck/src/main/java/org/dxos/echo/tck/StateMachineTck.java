package org.dxos.echo.tck;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link org.dxos.echo.model} as tests. Extend it, give it your state machine and a generator of mutations, and keep
 * golden files. {@code -Ddxos.seed=<n>} starts at another seed; {@code -Ddxos.tier=deep} runs fifty times as many histories.
 *
 * <p>Tests named {@code required_…} must pass. One that is skipped says why: there are no golden files yet, the rule does not
 * apply, or another broken rule stands in the way. {@code untested_…} stands for what cannot be tested here.
 */
public abstract class StateMachineTck<S, M> {
    private static final int CI_HISTORIES = 40;
    private static final int DEEP_HISTORIES = 2_000;

    /** The state machine. */
    protected abstract StateMachine<S, M> machine();

    /** See {@link Mutations#next}. */
    protected abstract M mutation(RandomGenerator random, S state, EditContext context);

    /** Histories that were written by this and earlier versions; at least one for each format. */
    protected List<Golden> goldens() {
        return List.of();
    }

    /** What decoding may take. */
    protected Bounds bounds() {
        return Bounds.DEFAULT;
    }

    /** How many random histories each rule is tried on. */
    protected int histories() {
        return "deep".equals(System.getProperty("dxos.tier")) ? DEEP_HISTORIES : CI_HISTORIES;
    }

    @Test
    void required_m01_applyIsDeterministic() {
        verify(Rule.M01);
    }

    @Test
    void required_m02_applyNeverThrowsForADecodableMutation() {
        verify(Rule.M02);
    }

    @Test
    void required_m03_statesStayAsTheyAreWhateverHappensToTheirForks() {
        verify(Rule.M03);
    }

    @Test
    void required_m04_codecsRoundTrip() {
        verify(Rule.M04);
    }

    @Test
    void required_m05_decodingBrokenBytesIsBoundedAndThrowsMalformedException() {
        verify(Rule.M05);
    }

    @Test
    void required_m06_replayFromAnyCheckpointEqualsReplayFromTheStart() {
        verify(Rule.M06);
    }

    @Test
    void required_m07_surroundingsDoNotMatterAndAreLeftAlone() {
        verify(Rule.M07);
    }

    @Test
    void required_m08_goldenFilesStayReadableAndKeepTheirMeaning() {
        verify(Rule.M08);
    }

    @Test
    void required_m09_concurrentMutationsCommute() {
        verify(Rule.M09);
    }

    @Test
    void untested_m10_nothingOfTheBundleIsReachableAfterItsServicesAreUnregistered() {
        Assumptions.abort("M10 can be tested in a framework only");
    }

    private void verify(Rule rule) {
        StateMachineContract.Settings settings =
                new StateMachineContract.Settings(Long.getLong("dxos.seed", 1), histories(), bounds(), true);
        try {
            new StateMachineContract<>(machine(), this::mutation, goldens(), settings).verify(rule);
        } catch (NotJudged e) {
            Assumptions.abort(e.getMessage());
        }
    }
}
