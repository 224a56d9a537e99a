package org.dxos.model.chess.internal;

import java.util.Random;
import java.util.function.Consumer;

/** Runs a seeded check many times; a failure names its seed, {@code -Ddxos.seed=} runs that one alone. */
public final class Seeds {
    private Seeds() {}

    public static void forEach(int count, Consumer<Random> check) {
        String given = System.getProperty("dxos.seed");
        long first = given == null ? 1 : Long.parseLong(given);
        int runs = given == null ? count * ("deep".equals(System.getProperty("dxos.tier")) ? 50 : 1) : 1;
        for (long seed = first; seed < first + runs; seed++) {
            try {
                check.accept(new Random(seed * 0x9E3779B97F4A7C15L));
            } catch (Throwable failure) {
                throw new AssertionError("failed with -Ddxos.seed=" + seed + ": " + failure, failure);
            }
        }
    }
}
