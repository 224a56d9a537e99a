package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** A seed says all. */
final class DeterminismTest {
    @Test
    void the_same_seed_gives_the_same_trace() {
        Seeds.of("determinism", 200, 2_000).parallelStream().forEach(seed -> {
            Simulation one = new Simulation(seed, Scale.SMALL, false);
            Simulation other = new Simulation(seed, Scale.SMALL, false);
            one.run();
            other.run();
            assertEquals(one.trace.events(), other.trace.events(), "events of seed " + seed);
            assertEquals(one.trace.hash(), other.trace.hash(), "the trace of seed " + seed);
        });
    }
}
