package org.dxos.testkit;

import java.util.List;
import java.util.stream.LongStream;
import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.loop.Entropy;
import org.opentest4j.TestAbortedException;

/**
 * The seeds a random test runs with. They follow from the test's name, so that every run of a tier is the same run. The system
 * property {@code dxos.seed} changes that: a number runs that seed alone, {@code random} starts somewhere new.
 */
public final class Seeds {
    static final String PROPERTY = "dxos.seed";

    private Seeds() {}

    /** A test body that is run once for each seed. */
    @FunctionalInterface
    public interface Body {
        void run(SeededRandom random) throws Throwable;
    }

    /** The seeds of a test for this run: so many as the tier wants, or the one that was asked for. */
    public static List<Long> of(String test, int ci, int deep) {
        return of(test, Tier.current().choose(ci, deep), System.getProperty(PROPERTY, ""));
    }

    static List<Long> of(String test, int count, String wanted) {
        if (!wanted.isEmpty() && !wanted.equals("random")) {
            try {
                return List.of(Long.parseLong(wanted));
            } catch (NumberFormatException e) {
                throw new IllegalStateException(PROPERTY + " is a whole number or random, not " + wanted, e);
            }
        }
        Bytes salt = wanted.isEmpty() ? Bytes.EMPTY : Entropy.secure().bytes(8);
        long first = number(Hash.of("dxos.testkit.seeds", Bytes.utf8(test), salt));
        return LongStream.range(0, count).mapToObj(i -> first + i).toList();
    }

    /**
     * Runs the body for every seed of the test within the calling test, for many short runs. The first failure ends it and
     * names its seed.
     *
     * @param test a name that is unique among the tests, usually that of class and method
     */
    public static void each(String test, int ci, int deep, Body body) {
        for (long seed : of(test, ci, deep)) {
            try {
                body.run(new SeededRandom(seed));
            } catch (Throwable failure) {
                throw named(seed, failure);
            }
        }
    }

    /** The failure with the seed in front of its message; an aborted test stays aborted. */
    static RuntimeException named(long seed, Throwable failure) {
        if (failure instanceof TestAbortedException aborted) {
            return aborted;
        }
        throw new AssertionError(
                "seed " + seed + " (run it again with -D" + PROPERTY + "=" + seed + "): " + failure, failure);
    }

    private static long number(Hash hash) {
        try {
            return new ByteReader(hash.bytes()).int64() >>> 16;
        } catch (MalformedException e) {
            throw new IllegalStateException("a hash has more than eight bytes", e);
        }
    }
}
