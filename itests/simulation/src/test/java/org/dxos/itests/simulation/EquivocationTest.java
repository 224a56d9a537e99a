package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.Party;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.ForkProof;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** B2: two histories of one feed, in any order to any number of peers, are proven, told, and end where they part, for everybody. */
final class EquivocationTest {
    private static final RawParty PARTY = new RawParty(3);

    @Test
    void all_honest_peers_end_a_forked_feed_at_the_same_block_and_go_on() {
        long[] counts = new long[3];
        Seeds.each("equivocation", 1_000, 50_000, random -> {
            Scene scene = new Scene(random);
            try {
                scene.deliver();
                counts[2] += scene.converge();
                scene.check();
                counts[0]++;
                counts[1] += scene.peers.size();
            } finally {
                scene.peers.forEach(Replica::close);
            }
        });
        System.out.println("B2: " + counts[0] + " forks, " + counts[1] + " peers, most at one verdict after "
                + counts[2] + " rounds in all, 0 disagreements");
    }

    /** A feed that forks, two honest ones that build on either of its histories, and the peers who are told of all that. */
    private static final class Scene {
        private final SeededRandom random;
        private final int common;
        private final List<FeedRange> ranges = new ArrayList<>();
        private final List<RawFeed> histories = new ArrayList<>();
        private final List<RawFeed> honest = new ArrayList<>();
        final List<Replica> peers = new ArrayList<>();

        Scene(SeededRandom random) {
            this.random = random;
            this.common = random.between(0, 4);
            RawFeed root = PARTY.feed(0);
            grow(root, common, 1);
            int branches = random.chance(0.2) ? 3 : 2;
            for (int i = 0; i < branches; i++) {
                RawFeed history = root.fork();
                grow(history, random.between(1, 5), 100 * (i + 1));
                histories.add(history);
                cut(history);
            }
            for (int i = 1; i < 3; i++) {
                RawFeed feed = PARTY.feed(i);
                builtOn(histories.get(i - 1), feed);
                honest.add(feed);
                cut(feed);
            }
            for (int i = 0; i < random.between(3, 6); i++) {
                peers.add(Replica.of(PARTY));
            }
        }

        private void grow(RawFeed feed, int blocks, long number) {
            for (int i = 0; i < blocks; i++) {
                feed.append(
                        feed.length() == 0
                                ? PARTY.first(number)
                                : PARTY.next(RawParty.BASE + 1 + feed.length(), number + i));
            }
        }

        /** Blocks of somebody who has seen the base and all of one history, and then writes on. */
        private void builtOn(RawFeed history, RawFeed feed) {
            long height = RawParty.BASE + 1 + history.length();
            feed.append(new Block(
                    List.of(PARTY.seesBase().get(0), new Block.Dependency(1, history.key, history.length())),
                    height,
                    2000,
                    List.of(),
                    PARTY.numbers(1000 + random.below(100))));
            for (int i = 0; i < random.below(3); i++) {
                feed.append(PARTY.next(++height, 2000 + i));
            }
        }

        private void cut(RawFeed feed) {
            int at = 0;
            while (at < feed.length()) {
                int end = random.between(at + 1, feed.length());
                ranges.add(feed.range(at, end));
                at = end;
            }
        }

        /** Every range reaches somebody, in any order. */
        void deliver() {
            List<FeedRange> order = random.shuffled(ranges);
            for (int i = 0; i < 2 * order.size(); i++) {
                Replica peer = random.pick(peers);
                peer.offer(order.get(i % order.size()));
                peer.scheduler.runUntilIdle();
            }
            // Each history begins somewhere, and is whole there.
            for (int i = 0; i < histories.size(); i++) {
                Replica peer = peers.get(i);
                peer.offer(histories.get(i).all());
                peer.scheduler.runUntilIdle();
            }
            for (int i = 0; i < honest.size(); i++) {
                Replica peer = peers.get(random.below(peers.size()));
                peer.offer(honest.get(i).all());
                peer.scheduler.runUntilIdle();
            }
        }

        int converge() throws FeedException {
            int rounds = 0;
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Replica to : random.shuffled(peers)) {
                    for (Replica from : random.shuffled(peers)) {
                        if (from != to && Gossip.tell(from.feeds(), to.feeds())) {
                            to.scheduler.runUntilIdle();
                            changed = true;
                        }
                    }
                }
                assertTrue(++rounds < 60, "the peers do not come to rest");
            }
            return rounds;
        }

        void check() {
            RawFeed forked = histories.get(0);
            long parted = parting();
            String first = null;
            for (Replica peer : peers) {
                Party party = peer.echo.party(PARTY.id);
                PartyFeeds feeds = peer.feeds();
                assertEquals(
                        List.of(forked.key + " " + parted),
                        party.forks().stream()
                                .map(fork -> fork.feed() + " " + fork.length())
                                .toList());
                assertTrue(feeds.forks().get(0).isAuthentic());
                assertEquals(parted, party.view().timeframe().getOrDefault(forked.key, 0L));
                for (RawFeed other : honest) {
                    assertEquals(
                            (long) other.length(),
                            party.view().timeframe().get(other.key),
                            () -> "honest blocks count though they were written on blocks that do not: " + party.feeds()
                                    + party.rejections());
                }
                String seen = Snapshot.of(party, feeds)
                        .lines()
                        .filter(line -> !line.startsWith("feed " + forked.key))
                        .collect(Collectors.joining("\n"));
                first = Objects.requireNonNullElse(first, seen);
                assertEquals(first, seen);
                try (Replica again = peer.copy(PARTY)) {
                    assertEquals(parted, again.party.forks().get(0).length(), "the proof outlives a restart");
                    assertEquals(parted, again.party.view().timeframe().getOrDefault(forked.key, 0L));
                }
            }
        }

        /** Where the first of the histories parts from the others: all of them part at the end of what they have in common. */
        private long parting() {
            return common;
        }
    }

    @Test
    void a_proof_that_proves_nothing_is_refused_and_counted() throws MalformedException {
        RawFeed one = PARTY.feed(0).append(PARTY.first(1));
        RawFeed same = PARTY.feed(0).append(PARTY.first(1)).append(PARTY.next(4, 2));
        RawFeed other = PARTY.feed(0).append(PARTY.first(3));
        RawFeed stranger = new RawFeed(org.dxos.testkit.TestIdentity.MALLORY.feed()).append(PARTY.first(1));
        ForkProof good = proof(one, other);
        try (Replica replica = Replica.of(PARTY)) {
            replica.mustAccept(one.all());
            List<ForkProof> forged = List.of(
                    proof(one, same),
                    proof(one, one),
                    new ForkProof(good.feed(), 0, Hash.of("no such value"), good.one(), good.other()),
                    new ForkProof(stranger.key, 0, good.chain(), good.one(), good.other()),
                    new ForkProof(good.feed(), 0, good.chain(), good.one(), unsigned(good.other())),
                    new ForkProof(
                            good.feed(),
                            0,
                            good.chain(),
                            good.one(),
                            new ForkProof.Branch(List.of(), good.other().head())));
            for (ForkProof each : forged) {
                assertEquals(Verdict.FORGED, offer(replica, each), each.toString());
            }
            Bytes encoded = good.encode();
            assertEquals(good, ForkProof.decode(encoded));
            for (int bit = 0; bit < encoded.size() * 8; bit++) {
                byte[] changed = encoded.toArray();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                ForkProof read;
                try {
                    read = ForkProof.decode(Bytes.wrap(changed));
                } catch (MalformedException e) {
                    continue;
                }
                assertTrue(!read.isAuthentic(), "bit " + bit);
            }
            assertEquals(forged.size(), replica.feeds().forgeries());
            assertEquals(List.of(), replica.feeds().forks());
            RawFeed otherStranger = new RawFeed(org.dxos.testkit.TestIdentity.MALLORY.feed()).append(PARTY.first(2));
            assertEquals(Verdict.NOT_ADMITTED, offer(replica, proof(stranger, otherStranger)));
            assertEquals(Verdict.ACCEPTED, offer(replica, good));
            replica.scheduler.runUntilIdle();
            assertEquals(Verdict.KNOWN, offer(replica, proof(other, one)));
            assertEquals(Verdict.FROZEN, replica.offer(same.all()), "nothing more is taken of it");
        }
    }

    private static Verdict offer(Replica replica, ForkProof proof) {
        return replica.feeds().offer(proof).toCompletableFuture().join();
    }

    private static ForkProof.Branch unsigned(ForkProof.Branch branch) {
        FeedHead head = branch.head();
        return new ForkProof.Branch(
                branch.blocks(), new FeedHead(head.feed(), head.length(), head.chain(), Bytes.wrap(new byte[64])));
    }

    /** Of two histories that part at the first block. */
    private static ForkProof proof(RawFeed one, RawFeed other) {
        return new ForkProof(one.key, 0, org.dxos.echo.feed.Chain.start(one.key), branch(one), branch(other));
    }

    private static ForkProof.Branch branch(RawFeed feed) {
        return new ForkProof.Branch(
                feed.all().blocks().stream().map(Hash::sha256).toList(), feed.head(feed.length()));
    }
}
