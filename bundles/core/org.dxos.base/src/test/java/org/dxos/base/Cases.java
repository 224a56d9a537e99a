package org.dxos.base;

import java.util.SplittableRandom;

/** Runs a test body once for each seed; a failure names its seed. The testkit stands on this bundle, so it is not used here. */
final class Cases {
    private Cases() {}

    @FunctionalInterface
    interface Body {
        void run(SplittableRandom random) throws Exception;
    }

    static void each(int ci, int deep, Body body) {
        String wanted = System.getProperty("dxos.seed", "");
        long first = wanted.isEmpty() ? 1 : Long.parseLong(wanted);
        long count = wanted.isEmpty() ? (System.getProperty("dxos.tier", "ci").equals("deep") ? deep : ci) : 1;
        for (long seed = first; seed < first + count; seed++) {
            try {
                body.run(new SplittableRandom(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + " (run it again with -Ddxos.seed=" + seed + "): " + e, e);
            }
        }
    }

    static Bytes bytes(SplittableRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
