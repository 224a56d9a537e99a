package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.feed.FeedRange;

/**
 * A causal history: for each feed its mutations, for each mutation how many of every feed its writer had seen. Mutation
 * {@code i} of feed {@code f} is the number {@code 10 * f + i}.
 */
final class History {
    private final List<List<int[]>> feeds;

    private History(List<List<int[]>> feeds) {
        this.feeds = feeds;
    }

    /** Of so many feeds, without mutations. */
    static History empty(int feeds) {
        List<List<int[]>> lists = new ArrayList<>();
        for (int i = 0; i < feeds; i++) {
            lists.add(List.of());
        }
        return new History(lists);
    }

    /** One more mutation of a feed, whose writer has seen so many of each feed. Its own count follows by itself. */
    History with(int feed, int... seen) {
        int[] clock = seen.clone();
        List<int[]> own = feeds.get(feed);
        clock[feed] = own.size();
        List<List<int[]>> next = new ArrayList<>(feeds);
        List<int[]> longer = new ArrayList<>(own);
        longer.add(clock);
        next.set(feed, longer);
        return new History(next);
    }

    int length(int feed) {
        return feeds.get(feed).size();
    }

    int size() {
        return feeds.stream().mapToInt(List::size).sum();
    }

    /** Everything that the writer of a feed must have seen by now: what it saw, and what those had seen whom it saw. */
    private int[] seenBy(int feed) {
        List<int[]> own = feeds.get(feed);
        return own.isEmpty() ? new int[feeds.size()] : own.get(own.size() - 1);
    }

    private boolean isClosed(int feed, int[] clock) {
        for (int other = 0; other < feeds.size(); other++) {
            if (other != feed && clock[other] > 0) {
                int[] theirs = feeds.get(other).get(clock[other] - 1);
                for (int i = 0; i < clock.length; i++) {
                    if (i != other && theirs[i] > clock[i]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Every history with one more mutation. */
    List<History> successors() {
        List<History> next = new ArrayList<>();
        for (int feed = 0; feed < feeds.size(); feed++) {
            int[] clock = seenBy(feed).clone();
            clock[feed] = length(feed);
            extend(feed, clock, 0, next);
        }
        return next;
    }

    private void extend(int feed, int[] clock, int at, List<History> next) {
        if (at == feeds.size()) {
            if (isClosed(feed, clock)) {
                next.add(with(feed, clock));
            }
            return;
        }
        if (at == feed) {
            extend(feed, clock, at + 1, next);
            return;
        }
        int from = clock[at];
        for (int seen = from; seen <= length(at); seen++) {
            clock[at] = seen;
            extend(feed, clock, at + 1, next);
        }
        clock[at] = from;
    }

    /** Every order of delivery, as feed numbers, in which nothing comes before what its writer had seen. */
    void deliveries(Consumer<int[]> each) {
        deliver(new int[feeds.size()], new int[size()], 0, each);
    }

    private void deliver(int[] delivered, int[] order, int at, Consumer<int[]> each) {
        if (at == order.length) {
            each.accept(order.clone());
            return;
        }
        for (int feed = 0; feed < feeds.size(); feed++) {
            if (delivered[feed] < length(feed) && isReady(feed, delivered)) {
                delivered[feed]++;
                order[at] = feed;
                deliver(delivered, order, at + 1, each);
                delivered[feed]--;
            }
        }
    }

    private boolean isReady(int feed, int[] delivered) {
        int[] clock = feeds.get(feed).get(delivered[feed]);
        for (int i = 0; i < clock.length; i++) {
            if (delivered[i] < clock[i]) {
                return false;
            }
        }
        return true;
    }

    /** The numbers in canonical order, worked out here. */
    List<Long> canonical() {
        List<long[]> all = new ArrayList<>();
        for (int feed = 0; feed < feeds.size(); feed++) {
            for (int i = 0; i < length(feed); i++) {
                all.add(new long[] {height(feed, i), feed, i});
            }
        }
        all.sort(Arrays::compare);
        return all.stream().map(entry -> 10 * entry[1] + entry[2]).toList();
    }

    private long height(int feed, int index) {
        int[] clock = feeds.get(feed).get(index);
        long height = RawParty.BASE;
        for (int i = 0; i < clock.length; i++) {
            if (clock[i] > 0) {
                height = Math.max(height, height(i, clock[i] - 1));
            }
        }
        return height + 1;
    }

    /** The blocks, each as a range of its own, by feed. */
    List<List<FeedRange>> ranges(RawParty party) {
        List<List<FeedRange>> ranges = new ArrayList<>();
        for (int feed = 0; feed < feeds.size(); feed++) {
            RawFeed raw = party.feed(feed);
            Map<Integer, Integer> numbers = new HashMap<>();
            int[] before = new int[feeds.size()];
            List<FeedRange> own = new ArrayList<>();
            for (int i = 0; i < length(feed); i++) {
                int[] clock = feeds.get(feed).get(i);
                raw.append(new Block(
                        dependencies(party, feed, clock, before, numbers),
                        height(feed, i),
                        2000 + i,
                        List.of(),
                        party.numbers(10L * feed + i)));
                own.add(raw.range(i, i + 1));
                before = clock;
            }
            ranges.add(own);
        }
        return ranges;
    }

    private static List<Block.Dependency> dependencies(
            RawParty party, int feed, int[] clock, int[] before, Map<Integer, Integer> numbers) {
        List<Block.Dependency> known = new ArrayList<>();
        List<Block.Dependency> fresh = new ArrayList<>();
        if (numbers.isEmpty()) {
            numbers.put(-1, 0);
            fresh.add(new Block.Dependency(0, party.base.key, RawParty.BASE));
        }
        Map<Integer, Integer> seen = new java.util.TreeMap<>();
        for (int other = 0; other < clock.length; other++) {
            if (other != feed && clock[other] > before[other]) {
                Integer number = numbers.get(other);
                if (number != null) {
                    seen.put(number, clock[other]);
                } else {
                    numbers.put(other, numbers.size());
                    fresh.add(new Block.Dependency(numbers.get(other), party.feeds.get(other), clock[other]));
                }
            }
        }
        seen.forEach((number, length) -> known.add(new Block.Dependency(number, null, length)));
        known.addAll(fresh);
        return known;
    }

    /** Equal for equal histories; such as {@code A0 A1 B0{A:1}}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        for (int feed = 0; feed < feeds.size(); feed++) {
            for (int i = 0; i < length(feed); i++) {
                StringBuilder word =
                        new StringBuilder().append((char) ('A' + feed)).append(i);
                int[] clock = feeds.get(feed).get(i);
                for (int other = 0; other < clock.length; other++) {
                    if (other != feed && clock[other] > 0) {
                        word.append('{')
                                .append((char) ('A' + other))
                                .append(':')
                                .append(clock[other])
                                .append('}');
                    }
                }
                words.add(word.toString());
            }
        }
        return String.join(" ", words);
    }
}
