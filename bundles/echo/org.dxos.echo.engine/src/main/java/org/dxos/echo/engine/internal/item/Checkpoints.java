package org.dxos.echo.engine.internal.item;

import org.jspecify.annotations.Nullable;

/**
 * Earlier states of one item at growing distance from the newest: for each power of two the last two states at its multiples. A
 * state at most four times as far back as asked for is always there. Confined to the party loop.
 */
final class Checkpoints {
    private static final int SPACING = 16;
    private static final int LEVELS = 24;

    private @Nullable Checkpoint[] newest = {};
    private @Nullable Checkpoint[] older = {};

    /** A state and the number of mutations in it. */
    record Checkpoint(int applied, Object state) {}

    /** Whether a state with so many mutations is to be {@linkplain #add added}. */
    static boolean isDue(int applied) {
        return applied % SPACING == 0;
    }

    void add(int applied, Object state) {
        if (newest.length == 0) {
            newest = new Checkpoint[LEVELS];
            older = new Checkpoint[LEVELS];
        }
        Checkpoint checkpoint = new Checkpoint(applied, state);
        int steps = applied / SPACING;
        for (int level = 0; level < LEVELS && steps % (1 << level) == 0; level++) {
            older[level] = newest[level];
            newest[level] = checkpoint;
        }
    }

    /** Forgets all states with more than so many mutations, and returns the newest that is left. */
    @Nullable
    Checkpoint rewind(int applied) {
        Checkpoint best = null;
        for (int level = 0; level < newest.length; level++) {
            newest[level] = keep(newest[level], applied);
            older[level] = keep(older[level], applied);
            if (newest[level] == null) {
                newest[level] = older[level];
                older[level] = null;
            }
            Checkpoint candidate = newest[level];
            if (candidate != null && (best == null || candidate.applied > best.applied)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The newest state, if there is any. */
    @Nullable
    Checkpoint newest() {
        return rewind(Integer.MAX_VALUE);
    }

    void clear() {
        newest = new Checkpoint[0];
        older = newest;
    }

    private static @Nullable Checkpoint keep(@Nullable Checkpoint checkpoint, int applied) {
        return checkpoint == null || checkpoint.applied > applied ? null : checkpoint;
    }
}
