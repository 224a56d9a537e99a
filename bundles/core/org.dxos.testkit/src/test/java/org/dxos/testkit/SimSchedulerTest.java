package org.dxos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.loop.Scheduler.Timer;
import org.junit.jupiter.api.Test;

class SimSchedulerTest {
    private final SimScheduler scheduler = new SimScheduler();
    private final List<String> ran = new ArrayList<>();

    @Test
    void nothingRunsBeforeTheTestSaysSo() {
        scheduler.execute(() -> ran.add("a"));
        assertEquals(List.of(), ran);
        assertEquals(1, scheduler.pending());
        assertTrue(scheduler.runNext());
        assertEquals(List.of("a"), ran);
        assertFalse(scheduler.runNext());
    }

    @Test
    void tasksRunByTimeAndThenInTheOrderTheyCame() {
        scheduler.schedule(Duration.ofSeconds(2), () -> ran.add("late"));
        scheduler.schedule(Duration.ofSeconds(1), () -> ran.add("first"));
        scheduler.schedule(Duration.ofSeconds(1), () -> ran.add("second"));
        assertEquals(3, scheduler.runUntilIdle());
        assertEquals(List.of("first", "second", "late"), ran);
        assertEquals(Duration.ofSeconds(2), scheduler.clock().since(0));
    }

    @Test
    void readyLeavesLaterTimersAlone() {
        scheduler.schedule(Duration.ofNanos(1), () -> ran.add("later"));
        scheduler.execute(() -> scheduler.execute(() -> ran.add("now")));
        assertEquals(2, scheduler.runReady());
        assertEquals(List.of("now"), ran);
        assertEquals(0, scheduler.clock().nanos());
    }

    @Test
    void runForEndsAtTheEndOfTheTimeAndIncludesIt() {
        scheduler.schedule(Duration.ofSeconds(5), () -> ran.add("at the end"));
        scheduler.schedule(Duration.ofSeconds(5).plusNanos(1), () -> ran.add("after"));
        scheduler.runFor(Duration.ofSeconds(5));
        assertEquals(List.of("at the end"), ran);
        assertEquals(SimClock.START.plusSeconds(5), scheduler.clock().now());
    }

    @Test
    void aCancelledTimerDoesNotRun() {
        Timer timer = scheduler.schedule(Duration.ofSeconds(1), () -> ran.add("a"));
        timer.cancel();
        timer.cancel();
        assertEquals(0, scheduler.runUntilIdle());
    }

    @Test
    void runUntilFailsWhenTheConditionDoesNotComeTrueInTime() {
        scheduler.schedule(Duration.ofMinutes(1), () -> ran.add("a"));
        assertThrows(AssertionError.class, () -> scheduler.runUntil(() -> !ran.isEmpty(), Duration.ofSeconds(59)));
        scheduler.runUntil(() -> !ran.isEmpty(), Duration.ofSeconds(60));
        assertEquals(List.of("a"), ran);
    }

    @Test
    void aFailingTaskFailsTheRunOrGoesToTheHandler() {
        scheduler.execute(() -> {
            throw new IllegalStateException("broken");
        });
        scheduler.execute(() -> ran.add("next"));
        AssertionError error = assertThrows(AssertionError.class, scheduler::runUntilIdle);
        assertEquals("broken", error.getCause().getMessage());
        scheduler.runUntilIdle();
        assertEquals(List.of("next"), ran);

        List<Throwable> seen = new ArrayList<>();
        SimScheduler handled = new SimScheduler(new SimClock(), null, seen::add);
        handled.execute(() -> {
            throw new IllegalStateException("seen");
        });
        handled.runUntilIdle();
        assertEquals("seen", seen.get(0).getMessage());
    }

    @Test
    void aSeedGivesOneOrderAndAnotherSeedAnother() {
        assertEquals(order(7), order(7));
        assertNotEquals(order(7), order(8));
        assertEquals(20, order(7).stream().distinct().count());
    }

    private static List<Integer> order(long seed) {
        SimScheduler seeded = new SimScheduler(new SeededRandom(seed));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            seeded.execute(() -> order.add(number));
        }
        seeded.runUntilIdle();
        return order;
    }

    @Test
    void aSkewedClockDiffersInTheTimeOfDayOnly() {
        var skewed = scheduler.simClock().skewed(Duration.ofHours(-1));
        scheduler.runFor(Duration.ofSeconds(3));
        assertEquals(scheduler.clock().nanos(), skewed.nanos());
        assertEquals(scheduler.clock().now().minusSeconds(3600), skewed.now());
        assertThrows(IllegalArgumentException.class, () -> scheduler.simClock().advance(Duration.ofNanos(-1)));
    }
}
