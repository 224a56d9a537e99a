package org.dxos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SeedsTest {
    @Test
    void seedsFollowFromTheTestsName() {
        List<Long> seeds = Seeds.of("a", 100, "");
        assertEquals(seeds, Seeds.of("a", 100, ""));
        assertNotEquals(seeds, Seeds.of("b", 100, ""));
        assertEquals(100, new HashSet<>(seeds).size());
        assertTrue(seeds.stream().allMatch(seed -> seed >= 0));
    }

    @Test
    void theCiSeedsAreTheFirstOfTheDeepOnes() {
        assertEquals(Seeds.of("a", 10, ""), Seeds.of("a", 100, "").subList(0, 10));
    }

    @Test
    void oneSeedCanBeAskedFor() {
        assertEquals(List.of(-7L), Seeds.of("a", 100, "-7"));
        assertNotEquals(Seeds.of("a", 3, "random"), Seeds.of("a", 3, "random"));
        assertThrows(IllegalStateException.class, () -> Seeds.of("a", 3, "seven"));
    }

    @Test
    void aFailureNamesItsSeedAndKeepsItsCause() {
        IllegalStateException cause = new IllegalStateException("broken");
        List<Long> ran = new ArrayList<>();
        AssertionError error = assertThrows(
                AssertionError.class,
                () -> Seeds.each("a", 5, 5, random -> {
                    ran.add(random.seed());
                    if (ran.size() == ran.stream().distinct().count()) {
                        throw cause;
                    }
                }));
        assertEquals(1, ran.size());
        assertTrue(error.getMessage().contains("seed " + ran.get(0)), error.getMessage());
        assertTrue(error.getMessage().contains("-Ddxos.seed=" + ran.get(0)), error.getMessage());
        assertSame(cause, error.getCause());
        assertInstanceOf(TestAbortedException.class, Seeds.named(1, new TestAbortedException("not here")));
    }

    @Test
    void tiersAreNamedOrRefused() {
        assertEquals(2, Tier.parse("ci").choose(2, 3));
        assertEquals(3, Tier.parse("deep").choose(2, 3));
        assertThrows(IllegalStateException.class, () -> Tier.parse("nightly"));
    }

    @SeededTest(ci = 20, deep = 200)
    void aSeededTestGetsItsParameters(SeededRandom random, long seed, SimScheduler scheduler) {
        assertEquals(seed, random.seed());
        assertEquals(0, scheduler.pending());
        List<Integer> numbers = List.of(1, 2, 3, 4, 5);
        List<Integer> shuffled = random.shuffled(numbers);
        assertEquals(numbers, shuffled.stream().sorted().toList());
        int drawn = random.between(3, 4);
        assertTrue(drawn == 3 || drawn == 4);
        assertEquals(new SeededRandom(seed).bytes(40), new SeededRandom(seed).bytes(40));
        assertEquals(
                new SeededRandom(seed).split().nextLong(),
                new SeededRandom(seed).split().nextLong());
    }

    @SeededTest(ci = 20, deep = 200)
    void textHasTheAskedNumberOfCodePointsAndSurvivesUtf8(SeededRandom random) {
        String text = random.text(50);
        assertEquals(50, text.codePointCount(0, text.length()));
        assertEquals(text, org.dxos.base.Bytes.utf8(text).asUtf8());
    }
}
