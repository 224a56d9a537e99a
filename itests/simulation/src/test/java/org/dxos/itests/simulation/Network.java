package org.dxos.itests.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SimScheduler;
import org.jspecify.annotations.Nullable;

/** Moves ranges of feeds between nodes: late, in any order, twice, or not at all. */
final class Network {
    private final SimScheduler scheduler;
    private final SeededRandom random;
    private final Trace trace;
    private final Set<String> cuts = new HashSet<>();
    private final Map<PartyFeeds.Verdict, Integer> verdicts = new EnumMap<>(PartyFeeds.Verdict.class);
    /** How often a message is lost, and how often it comes twice. */
    private double loss;

    private double twice;
    private long messages;
    private @Nullable SimNode slow;

    Network(SimScheduler scheduler, SeededRandom random, Trace trace) {
        this.scheduler = scheduler;
        this.random = random;
        this.trace = trace;
        this.loss = random.nextDouble() * 0.4;
        this.twice = random.nextDouble() * 0.3;
    }

    /** A node whose messages take up to ten seconds. */
    void slow(SimNode node) {
        slow = node;
    }

    void cut(SimNode one, SimNode other) {
        cuts.add(key(one, other));
    }

    void heal(SimNode one, SimNode other) {
        cuts.remove(key(one, other));
    }

    /** No more cuts and losses. */
    void healAll() {
        cuts.clear();
        loss = 0;
        slow = null;
    }

    long messages() {
        return messages;
    }

    Map<PartyFeeds.Verdict, Integer> verdicts() {
        return verdicts;
    }

    /** Honest nodes are never told that they are not. */
    void check() {
        if (verdicts.containsKey(PartyFeeds.Verdict.FORGED) || verdicts.containsKey(PartyFeeds.Verdict.FORKED)) {
            throw new AssertionError("verdicts " + verdicts);
        }
    }

    private static String key(SimNode one, SimNode other) {
        return one.name.compareTo(other.name) < 0 ? one.name + other.name : other.name + one.name;
    }

    /** Sends what one node has and the other lacks, as far as a few messages reach. */
    void sync(SimNode from, SimNode to, boolean whole) {
        if (cuts.contains(key(from, to)) || !to.hasParty() || !from.hasParty()) {
            return;
        }
        Map<FeedKey, Long> had = to.feeds().lengths();
        List<FeedRange> ranges = new ArrayList<>();
        for (Map.Entry<FeedKey, Long> feed :
                new java.util.TreeMap<>(from.feeds().lengths()).entrySet()) {
            long known = had.getOrDefault(feed.getKey(), 0L);
            if (known < feed.getValue()) {
                collect(from, feed.getKey(), known, whole, ranges);
            }
        }
        for (FeedRange range : random.shuffled(ranges)) {
            if (!random.chance(loss)) {
                send(from, to, range);
                if (random.chance(twice)) {
                    send(from, to, range);
                }
            }
        }
    }

    private void collect(SimNode from, FeedKey feed, long known, boolean whole, List<FeedRange> ranges) {
        long start = whole ? known : Math.max(0, known - random.below(3));
        int limit = whole ? Integer.MAX_VALUE : random.pick(1, 200, 5000);
        int count = whole ? 1 : random.between(1, 4);
        try {
            for (int i = 0; i < count; i++) {
                Optional<FeedRange> range = from.feeds().range(feed, start, limit);
                if (range.isEmpty()) {
                    return;
                }
                ranges.add(range.get());
                start = range.get().head().length();
            }
        } catch (FeedException e) {
            throw new AssertionError(e);
        }
    }

    private void send(SimNode from, SimNode to, FeedRange range) {
        boolean isSlow = from == slow || to == slow;
        Duration delay = Duration.ofMillis(random.between(1, isSlow ? 10_000 : 400));
        scheduler.schedule(delay, () -> deliver(from, to, range));
    }

    private void deliver(SimNode from, SimNode to, FeedRange range) {
        if (cuts.contains(key(from, to))) {
            return;
        }
        to.openFeeds().ifPresent(feeds -> {
            messages++;
            feeds.offer(range).whenComplete((verdict, failure) -> {
                verdicts.merge(verdict == null ? PartyFeeds.Verdict.FORGED : verdict, 1, Integer::sum);
                trace.add(from + " -> " + to + " " + range.feed().hex().substring(0, 8) + " " + range.from() + ".."
                        + range.head().length() + " " + verdict);
            });
        });
    }
}
