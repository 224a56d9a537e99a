package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.Test;

/** Nodes that were given the same blocks and the same code show the same, whatever happened on the way. */
final class SimulationTest {
    private static final boolean IS_DEEP = Tier.current() == Tier.DEEP;

    @Test
    void all_nodes_come_to_the_same_state() {
        boolean isOne = !System.getProperty("dxos.seed", "").isEmpty();
        Map<Long, String> failed = new ConcurrentSkipListMap<>();
        Figures figures = new Figures();
        Seeds.of("simulation", 2_000, 100_000).parallelStream().forEach(seed -> {
            Simulation simulation = new Simulation(seed, Scale.of(seed, IS_DEEP), isOne);
            try {
                figures.add(simulation.run());
            } catch (RuntimeException | AssertionError e) {
                failed.put(seed, String.valueOf(e));
                if (isOne) {
                    e.printStackTrace(System.out);
                }
            }
            if (isOne) {
                System.out.println(simulation.trace.text() + "\n" + simulation.drawing());
            }
        });
        System.out.println("simulation: " + figures + ", " + failed.size() + " divergences");
        failed.entrySet().stream().limit(20).forEach(entry -> System.out.println("seed " + entry));
        assertEquals(Map.of(), failed, "seeds to run again with -Ddxos.seed=");
    }

    /** Sums over runs. */
    private static final class Figures {
        private final Map<String, LongAdder> sums = new ConcurrentSkipListMap<>();
        private final Map<String, Long> most = new ConcurrentSkipListMap<>();

        void add(Simulation.Outcome outcome) {
            sum("runs", 1);
            sum("nodes", outcome.nodes);
            sum("items", outcome.items);
            sum("mutations", outcome.mutations);
            sum("crashes", outcome.crashes);
            sum("restarts", outcome.restarts);
            sum("code changes", outcome.codeChanges);
            sum("messages", outcome.messages);
            sum("faulted", outcome.faulted);
            sum("outdated", outcome.outdated);
            sum("dormant", outcome.dormant);
            sum("writes", outcome.writes);
            sum("refused writes", outcome.refusedWrites);
            most.merge("most rounds to converge", (long) outcome.rounds, Math::max);
        }

        private void sum(String what, long value) {
            sums.computeIfAbsent(what, absent -> new LongAdder()).add(value);
        }

        @Override
        public String toString() {
            return sums + " " + most;
        }
    }
}
