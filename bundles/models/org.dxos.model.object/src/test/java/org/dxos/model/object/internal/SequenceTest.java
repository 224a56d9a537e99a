package org.dxos.model.object.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private final long seed = Long.getLong("dxos.seed", 1);

    @Test
    void behavesLikeAnArrayListAndLeavesOlderVersionsAlone() {
        for (long s = seed; s < seed + 30; s++) {
            RandomGenerator random = new SplittableRandom(s);
            List<Integer> expected = new ArrayList<>();
            for (int i = random.nextInt(3_000); i > 0; i--) {
                expected.add(random.nextInt());
            }
            Sequence<Integer> sequence = Sequence.copyOf(expected);
            List<Sequence<Integer>> versions = new ArrayList<>();
            List<List<Integer>> copies = new ArrayList<>();
            int growth = 1 + random.nextInt(4);
            for (int i = 0; i < 3_000; i++) {
                int kind = random.nextInt(6);
                if (expected.isEmpty() || kind < growth) {
                    int at = random.nextInt(expected.size() + 1);
                    expected.add(at, i);
                    sequence = sequence.inserted(at, i);
                } else if (kind == 5) {
                    int at = random.nextInt(expected.size());
                    expected.set(at, i);
                    sequence = sequence.with(at, i);
                } else {
                    int at = random.nextInt(expected.size());
                    expected.remove(at);
                    sequence = sequence.without(at);
                }
                if (i % 500 == 0) {
                    versions.add(sequence);
                    copies.add(List.copyOf(expected));
                }
            }
            assertEquals(expected, sequence, "-Ddxos.seed=" + s);
            assertEquals(copies, versions, "-Ddxos.seed=" + s);
        }
    }

    @Test
    void searchesLikeBinarySearch() {
        RandomGenerator random = new SplittableRandom(seed);
        Sequence<Integer> sequence = Sequence.empty();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int wanted = random.nextInt(10_000);
            int at = sequence.search(item -> Integer.compare(item, wanted));
            assertEquals(Collections.binarySearch(expected, wanted), at, "-Ddxos.seed=" + seed);
            if (at < 0) {
                sequence = sequence.inserted(-at - 1, wanted);
                expected.add(-at - 1, wanted);
            } else if (random.nextInt(3) == 0) {
                sequence = sequence.without(at);
                expected.remove(at);
            }
        }
    }

    @Test
    void emptiesToNothingAndRefusesIndexesBeyondItsSize() {
        Sequence<Integer> sequence = Sequence.copyOf(Collections.nCopies(2_000, 7));
        while (!sequence.isEmpty()) {
            sequence = sequence.without(sequence.size() / 2);
        }
        assertEquals(-1, sequence.search(item -> 0));
        Sequence<Integer> empty = sequence;
        assertThrows(IndexOutOfBoundsException.class, () -> empty.get(0));
        assertThrows(IndexOutOfBoundsException.class, () -> empty.inserted(1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> empty.without(0));
    }
}
