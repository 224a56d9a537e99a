package org.dxos.echo.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.StateMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class BrokenMachinesTest {
    private static final List<Golden> SOUND = List.of(Golden.resource(BrokenMachinesTest.class, "tally-1.golden"));

    private static StateMachine<Tally.Sums, Tally.Add> underTest = new Tally();
    private static List<Golden> goldens = List.of();

    /** What an author would write. Run by the launcher only. */
    static class Author extends StateMachineTck<Tally.Sums, Tally.Add> {
        @Override
        protected StateMachine<Tally.Sums, Tally.Add> machine() {
            return underTest;
        }

        @Override
        protected Tally.Add mutation(RandomGenerator random, Tally.Sums state, EditContext context) {
            return Tally.Add.random(random);
        }

        @Override
        protected List<Golden> goldens() {
            return goldens;
        }

        @Override
        protected int histories() {
            return 15;
        }
    }

    @Test
    void aSoundMachineFailsNothingAndSkipsOnlyWhatCannotBeTested() {
        Results results = run(new Tally(), SOUND);
        assertEquals(Map.of(), results.failures);
        assertEquals(1, results.skipped.size(), results.skipped::toString);
        assertTrue(results.skipped.get(0).startsWith("untested_m10"), results.skipped::toString);
        assertEquals(9, results.passed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ByIdentityHash               | m01 | applied twice",
                "UsesTheIdentityOfKeys        | m01 | from equal objects",
                "ThrowsOnMissingName          | m02 | nothing to take from",
                "ChangesInPlace               | m03 | a fork changed when its source was changed",
                "CutsAmounts                  | m04 | a mutation came back unequal",
                "TrustsCounts                 | m05 | allocated",
                "ThrowsOnShortInput           | m05 | decodeMutation threw java.lang.IndexOutOfBounds",
                "NeverEnds                    | m05 | ms, more than",
                "ForgetsTheLastName           | m06 | from the state encoded after",
                "LeavesThreads                | m07 | left-over",
                "UsesTheDefaultLocale         | m07 | another default locale",
                "RemembersTheFirstAmount      | m07 | loaded anew",
                "ChangedItsMind               | m08 | now lead to",
                "DroppedItsFormat             | m08 | cannot be read any more",
                "DeclaresAFormatWithoutGolden | m08 | no golden history holds the mutation formats [] and the state formats [7]",
                "LastToArriveWins             | m09 | which respects causality too",
            })
    void aBrokenMachineFailsTheTestOfItsRuleAndNoOther(String machine, String rule, String words)
            throws ReflectiveOperationException {
        Class<?> type = Class.forName(BrokenMachines.class.getName() + "$" + machine);
        Tally broken = (Tally) type.getConstructor().newInstance();
        // Most were broken from the start: what they wrote then is no golden history of the sound machine.
        Results results = run(broken, rule.equals("m08") ? SOUND : List.of());
        assertEquals(1, results.failures.size(), () -> new TreeSet<>(results.failures.keySet()).toString());
        String test = results.failures.keySet().iterator().next();
        assertTrue(test.startsWith("required_" + rule + "_"), test);
        String message = String.valueOf(results.failures.get(test).getMessage());
        Rule expected = Rule.valueOf(rule.toUpperCase(java.util.Locale.ROOT));
        assertTrue(message.startsWith(expected + " is broken by test.state/tally: " + expected.title()), message);
        assertTrue(message.contains(words), message);
        assertTrue(message.contains("run again with -Ddxos.seed="), message);
        assertTrue(message.contains("What to do: " + expected.advice()), message);
    }

    @Test
    void theSeedOfAFailureFailsAgainAtOnce() {
        String message = failure(new BrokenMachines.ForgetsTheLastName());
        String seed = message.replaceAll("(?s).*-Ddxos.seed=([0-9]+).*", "$1");
        System.setProperty("dxos.seed", seed);
        try {
            assertEquals(message, failure(new BrokenMachines.ForgetsTheLastName()));
        } finally {
            System.clearProperty("dxos.seed");
        }
    }

    private static String failure(Tally machine) {
        return String.valueOf(
                run(machine, List.of()).failures.values().iterator().next().getMessage());
    }

    private record Results(Map<String, Throwable> failures, List<String> skipped, int passed) {}

    private static Results run(StateMachine<Tally.Sums, Tally.Add> machine, List<Golden> kept) {
        underTest = machine;
        goldens = kept;
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Author.class))
                .build();
        Map<String, Throwable> failures = new TreeMap<>();
        List<String> skipped = new java.util.ArrayList<>();
        int[] passed = {0};
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!test.isTest()) {
                    return;
                }
                switch (result.getStatus()) {
                    case SUCCESSFUL -> passed[0]++;
                    case ABORTED -> skipped.add(test.getDisplayName() + ": " + result.getThrowable());
                    case FAILED ->
                        failures.put(
                                test.getDisplayName(), result.getThrowable().orElseThrow());
                }
            }
        });
        return new Results(failures, skipped, passed[0]);
    }
}
