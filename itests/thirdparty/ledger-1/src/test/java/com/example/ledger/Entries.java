package com.example.ledger;

import java.util.random.RandomGenerator;

/** Entries for tests. */
final class Entries {
    private Entries() {}

    /** Mostly ones that are covered, some that are not, a few at the limits. */
    static Entry random(RandomGenerator random) {
        long amount = random.nextInt(10) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextLong(-60, 100);
        return new Entry(amount == 0 ? 1 : amount, "memo " + random.nextInt(1000));
    }
}
