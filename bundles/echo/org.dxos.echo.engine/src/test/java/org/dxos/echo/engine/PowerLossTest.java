package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.TestReporter;

/** A whole node loses power at every call of a workload. */
final class PowerLossTest {
    private int recoveries;

    @SeededTest(ci = 1, deep = 50)
    void what_was_acknowledged_survives_a_loss_of_power_at_every_call(long seed, TestReporter reporter)
            throws Exception {
        Workload whole = new Workload(new FaultyStorage(), seed);
        whole.run();
        assertTrue(whole.isDone, () -> whole.refusals.toString());
        long calls = whole.aliceStorage.calls();
        for (long call = 1; call <= calls; call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.powerOff(call));
            Workload told = new Workload(storage, seed);
            told.run();
            String when = whole.aliceStorage.trace().get((int) call - 1).toString();
            told.refusals.forEach(e -> assertTrue(Recovery.isHonest(e.code()), () -> when + ": " + e));
            for (CrashOutcome outcome : CrashOutcome.all(seed ^ call)) {
                Recovery.check(told, storage.crash(outcome), when + " then " + outcome + ": ");
                recoveries++;
            }
            told.end();
        }
        long within = whole.aliceStorage.trace().stream()
                .filter(call -> call.location().contains("snapshots/"))
                .count();
        String counts = calls + " calls, " + within + " of them for snapshots, " + recoveries
                + " recoveries, 0 lost, 0 invented, no snapshot by halves";
        reporter.publishEntry("S2, S6", counts);
        System.out.println("S2, S6: seed " + seed + ": " + counts);
    }
}
