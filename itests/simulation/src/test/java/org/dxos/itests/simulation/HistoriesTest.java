package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.dxos.echo.feed.FeedRange;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.Test;

/** Small histories in every order of delivery, through real parties: order, and so state, is the same in all of them. */
final class HistoriesTest {
    private static final RawParty TWO = new RawParty(2);
    private static final RawParty THREE = new RawParty(3);

    /** Delivers in every causal order and compares all that can be seen. Returns the number of orders. */
    private static int deliverAll(RawParty raw, Replica empty, History history) {
        List<List<FeedRange>> ranges = history.ranges(raw);
        List<int[]> orders = new ArrayList<>();
        history.deliveries(orders::add);
        String expected = "";
        for (int[] order : orders) {
            try (Replica replica = empty.copy(raw)) {
                Map<Integer, Integer> next = new HashMap<>();
                for (int feed : order) {
                    replica.mustAccept(ranges.get(feed).get(next.merge(feed, 1, Integer::sum) - 1));
                    // A view taken now must not be changed by what comes later.
                    replica.party.view();
                }
                assertEquals(
                        history.canonical(),
                        replica.item(raw, NumbersMachine.Kind.CHAIN).tree(),
                        () -> history + " delivered as " + java.util.Arrays.toString(order));
                String snapshot = replica.snapshot();
                if (expected.isEmpty()) {
                    expected = snapshot;
                }
                Simulation.same(history + " delivered as " + java.util.Arrays.toString(order), expected, snapshot);
            }
        }
        return orders.size();
    }

    private static void check(History history, Long... order) {
        RawParty raw = history.toString().contains("C") ? THREE : TWO;
        try (Replica empty = Replica.of(raw)) {
            deliverAll(raw, empty, history);
        }
        assertEquals(List.of(order), history.canonical());
    }

    private static History two() {
        return History.empty(2);
    }

    @Test
    void mutations_of_one_feed_keep_their_order() {
        check(two().with(0, 0, 0).with(0, 0, 0).with(0, 0, 0), 0L, 1L, 2L);
    }

    @Test
    void concurrent_first_mutations_are_ordered_by_feed() {
        check(two().with(0, 0, 0).with(1, 0, 0), 0L, 10L);
    }

    @Test
    void what_has_seen_another_comes_after_it() {
        check(two().with(0, 0, 0).with(1, 1, 0), 0L, 10L);
        check(two().with(1, 0, 0).with(0, 0, 1), 10L, 0L);
    }

    @Test
    void what_has_seen_the_first_of_two_goes_between_them() {
        check(two().with(1, 0, 0).with(1, 0, 0).with(0, 0, 1), 10L, 0L, 11L);
    }

    @Test
    void a_late_first_mutation_beside_a_second_one_that_its_own_writer_read_back() {
        // A0, A1 and, concurrent to both, B0: the order of the original differed between peers.
        check(two().with(0, 0, 0).with(0, 0, 0).with(1, 0, 0), 0L, 10L, 1L);
    }

    @Test
    void three_feeds_of_which_one_has_seen_another() {
        // A0, B0 that has seen A0, and C0: the order of the original differed between peers.
        check(History.empty(3).with(0, 0, 0, 0).with(1, 1, 0, 0).with(2, 0, 0, 0), 0L, 20L, 10L);
    }

    @Test
    void every_small_history_in_every_order() {
        exhaustive(TWO, 2, Tier.current().choose(4, 5));
        exhaustive(THREE, 3, 4);
    }

    private static void exhaustive(RawParty raw, int feeds, int most) {
        Map<String, History> level = Map.of("", History.empty(feeds));
        AtomicLong orders = new AtomicLong();
        long histories = 0;
        try (Replica empty = Replica.of(raw)) {
            for (int size = 1; size <= most; size++) {
                Map<String, History> next = new LinkedHashMap<>();
                level.values().forEach(history -> history.successors()
                        .forEach(longer -> next.put(longer.toString(), longer)));
                next.values().parallelStream().forEach(history -> orders.addAndGet(deliverAll(raw, empty, history)));
                histories += next.size();
                level = next;
            }
        }
        System.out.println("histories: " + histories + " of up to " + most + " mutations in " + feeds + " feeds, "
                + orders + " orders of delivery, 0 divergences");
    }

    @Test
    void random_histories_of_five_mutations_in_every_order() {
        AtomicLong orders = new AtomicLong();
        try (Replica empty = Replica.of(THREE)) {
            Seeds.of("histories", 150, 5_000).parallelStream().forEach(seed -> {
                SeededRandom random = new SeededRandom(seed);
                History history = History.empty(3);
                while (history.size() < 5) {
                    history = random.pick(history.successors());
                }
                orders.addAndGet(deliverAll(THREE, empty, history));
            });
        }
        System.out.println("random histories: " + orders + " orders of delivery, 0 divergences");
    }
}
