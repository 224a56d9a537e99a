package org.dxos.echo.engine.internal.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** How far back a late mutation makes an item go. */
final class CheckpointsTest {
    @SeededTest(ci = 200, deep = 20_000)
    void going_back_costs_at_most_four_times_the_distance_and_a_little(SeededRandom random) {
        Checkpoints checkpoints = new Checkpoints();
        int applied = random.between(1, 20_000);
        for (int i = 1; i <= applied; i++) {
            if (Checkpoints.isDue(i)) {
                checkpoints.add(i, i);
            }
        }

        int distance = random.between(1, applied);
        Checkpoints.Checkpoint found = checkpoints.rewind(applied - distance);

        int at = found == null ? 0 : found.applied();
        assertTrue(at <= applied - distance, () -> "the checkpoint at " + at + " holds what has to be undone");
        assertTrue(applied - at <= 4 * distance + 32, () -> "from " + applied + " by " + distance + " back to " + at);
    }

    @Test
    void a_checkpoint_gone_back_to_serves_again() {
        Checkpoints checkpoints = new Checkpoints();
        for (int i = 16; i <= 160; i += 16) {
            checkpoints.add(i, i);
        }

        assertEquals(128, found(checkpoints.rewind(130)).applied());
        assertEquals(128, found(checkpoints.rewind(129)).applied());
        checkpoints.add(144, 144);
        assertEquals(144, found(checkpoints.rewind(150)).applied());
    }

    private static Checkpoints.Checkpoint found(Checkpoints.@org.jspecify.annotations.Nullable Checkpoint found) {
        assertNotNull(found);
        return found;
    }
}
