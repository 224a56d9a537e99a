package org.dxos.echo.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StateMachineContractTest {
    private static final StateMachineContract.Settings SETTINGS =
            new StateMachineContract.Settings(1, 10, Bounds.DEFAULT, false);
    private static final Golden GOLDEN = Golden.resource(StateMachineContractTest.class, "tally-1.golden");

    private static List<Verdict> verdicts(Tally machine) {
        return new StateMachineContract<>(
                        machine, Mutations.fromSamples(machine, GOLDEN.mutations()), List.of(GOLDEN), SETTINGS)
                .verdicts();
    }

    @Test
    void aSoundMachineIsJudgedBySamplesAlone() {
        List<Verdict> verdicts = verdicts(new Tally());
        assertEquals(9, verdicts.size());
        assertTrue(verdicts.stream().allMatch(v -> v.outcome() == Verdict.Outcome.KEPT), verdicts::toString);
    }

    @Test
    void aBrokenMachineIsFoundBySamplesAlone() {
        assertBroken(Rule.M03, new BrokenMachines.ChangesInPlace());
        assertBroken(Rule.M05, new BrokenMachines.ThrowsOnShortInput());
        assertBroken(Rule.M08, new BrokenMachines.ChangedItsMind());
    }

    private static void assertBroken(Rule rule, Tally machine) {
        List<Verdict> broken = verdicts(machine).stream()
                .filter(verdict -> verdict.outcome() == Verdict.Outcome.BROKEN)
                .toList();
        // A golden history that the machine never wrote is broken besides.
        assertTrue(broken.stream().anyMatch(verdict -> verdict.rule() == rule), broken::toString);
        assertTrue(
                broken.stream().allMatch(verdict -> verdict.rule() == rule || verdict.rule() == Rule.M08),
                broken::toString);
    }

    @Test
    void aGoldenFileIsReadBackAsItWasWritten() {
        assertEquals(GOLDEN, Golden.parse("tally-1.golden", GOLDEN.text()));
        assertThrows(IllegalArgumentException.class, () -> Golden.parse("x", "mutation 1 00\n"));
        assertThrows(IllegalArgumentException.class, () -> Golden.parse("x", "state 1 00\nmutation 1 00\n"));
        assertThrows(IllegalArgumentException.class, () -> Golden.parse("x", "state one 00\n"));
        assertThrows(IllegalArgumentException.class, () -> Golden.resource(Golden.class, "missing.golden"));
    }
}
