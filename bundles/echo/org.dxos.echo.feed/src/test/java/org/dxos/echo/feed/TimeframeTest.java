package org.dxos.echo.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

class TimeframeTest {
    private static final List<FeedKey> FEEDS = List.of(
            TestIdentity.ALICE.feedKey(),
            TestIdentity.BOB.feedKey(),
            TestIdentity.CAROL.feedKey(),
            TestIdentity.MALLORY.feedKey());

    private static Timeframe draw(SeededRandom random) {
        Map<FeedKey, Long> lengths = new TreeMap<>();
        random.some(FEEDS, 0.7).forEach(feed -> lengths.put(feed, (long) random.below(4)));
        return Timeframe.of(lengths);
    }

    @Test
    void feedsOfWhichNothingWasSeenAreAbsent() {
        FeedKey feed = FEEDS.get(0);
        assertEquals(Timeframe.EMPTY, Timeframe.of(Map.of(feed, 0L)));
        assertEquals(Timeframe.EMPTY, Timeframe.EMPTY.with(feed, 0));
        assertEquals(0, Timeframe.EMPTY.length(feed));
        assertEquals(Map.of(), Timeframe.EMPTY.lengths());
        assertThrows(IllegalArgumentException.class, () -> Timeframe.of(Map.of(feed, -1L)));
        assertThrows(
                UnsupportedOperationException.class,
                () -> Timeframe.EMPTY.lengths().put(feed, 1L));
    }

    @SeededTest(ci = 200, deep = 20_000)
    void mergeIsTheLeastTimeframeThatCoversBoth(SeededRandom random) {
        Timeframe a = draw(random);
        Timeframe b = draw(random);
        Timeframe c = draw(random);
        Timeframe both = a.merge(b);
        assertEquals(both, b.merge(a));
        assertEquals(a.merge(b.merge(c)), both.merge(c));
        assertEquals(a, a.merge(a));
        assertEquals(a, a.merge(Timeframe.EMPTY));
        assertTrue(both.covers(a) && both.covers(b));
        assertEquals(c.covers(a) && c.covers(b), c.covers(both));
    }

    @SeededTest(ci = 200, deep = 20_000)
    void coversIsAPartialOrder(SeededRandom random) {
        Timeframe a = draw(random);
        Timeframe b = draw(random);
        Timeframe c = draw(random);
        assertTrue(a.covers(a) && a.covers(Timeframe.EMPTY));
        assertEquals(a.equals(b), a.covers(b) && b.covers(a));
        assertTrue(!(a.covers(b) && b.covers(c)) || a.covers(c));
    }

    @SeededTest(ci = 200, deep = 20_000)
    void whatIsMissingIsWhatMergingAdds(SeededRandom random) {
        Timeframe a = draw(random);
        Timeframe b = draw(random);
        Timeframe missing = a.missingFrom(b);
        assertEquals(a.covers(b), missing.equals(Timeframe.EMPTY));
        assertEquals(a.merge(b), a.merge(missing));
        assertTrue(b.covers(missing));
        missing.lengths().forEach((feed, length) -> assertTrue(length > a.length(feed)));
    }

    @SeededTest(ci = 200, deep = 20_000)
    void withNeverGoesBack(SeededRandom random) {
        Timeframe a = draw(random);
        FeedKey feed = random.pick(FEEDS);
        long length = random.below(6);
        Timeframe more = a.with(feed, length);
        assertEquals(Math.max(length, a.length(feed)), more.length(feed));
        assertEquals(a.merge(Timeframe.of(Map.of(feed, length))), more);
        assertEquals(a.hashCode(), Timeframe.of(a.lengths()).hashCode());
        assertEquals(more.lengths().values().stream().mapToLong(Long::longValue).sum(), more.total());
    }
}
