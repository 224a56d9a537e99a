package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.Party;
import org.dxos.echo.feed.FeedException;
import org.dxos.halo.credential.Role;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** S9: an old copy of a device's disk, put back while peers hold newer blocks of its feed. */
final class RollbackTest {
    private static void gossip(BackedNode one, BackedNode other, PartyId id) throws FeedException {
        boolean changed = true;
        for (int round = 0; changed; round++) {
            assertTrue(round < 200, "the nodes do not come to rest");
            one.echo.party(id).flush();
            other.echo.party(id).flush();
            changed = Gossip.tell(
                    one.echo.feeds(id).orElseThrow(), other.echo.feeds(id).orElseThrow());
            other.scheduler.runUntilIdle();
            changed |= Gossip.tell(
                    other.echo.feeds(id).orElseThrow(), one.echo.feeds(id).orElseThrow());
            one.scheduler.runUntilIdle();
        }
    }

    private static FeedKey own(BackedNode node, PartyId id) {
        return node.echo.party(id).feeds().stream()
                .filter(FeedInfo::own)
                .map(FeedInfo::key)
                .findFirst()
                .orElseThrow();
    }

    /** A device and a peer with a party, and a disk of the device from before its last blocks. */
    private static final class Scene implements AutoCloseable {
        final BackedNode device;
        final BackedNode peer;
        final PartyId id;
        final FaultyStorage old;
        final FeedKey feed;
        final boolean isOlder;

        Scene(SeededRandom random) throws FeedException {
            device = new BackedNode(random.below(1 << 30));
            peer = new BackedNode(random.below(1 << 30) + (1L << 40));
            Party party = device.echo.createParty("home");
            id = party.id();
            party.admitMember(peer.echo.identity(), Role.WRITER).await();
            peer.echo.joinParty(party.ticket());
            BackedNode.write(party, random, random.between(1, 10));
            if (random.chance(0.5)) {
                gossip(device, peer, id);
                BackedNode.write(peer.echo.party(id), random, random.between(1, 5));
            }
            if (random.chance(0.5)) {
                gossip(device, peer, id);
            }
            party.flush();
            old = device.disk();
            isOlder = random.chance(0.9);
            if (isOlder) {
                BackedNode.write(party, random, random.between(1, 10));
            }
            gossip(device, peer, id);
            feed = own(device, id);
            device.close();
        }

        @Override
        public void close() {
            peer.close();
        }
    }

    @Test
    void is_seen_before_the_first_append_once_a_peer_is_seen_and_makes_no_fork() {
        long[] counts = new long[3];
        Seeds.each("rollback", 200, 5_000, random -> {
            try (Scene scene = new Scene(random);
                    BackedNode restored = scene.device.startedFrom(scene.old)) {
                restored.echo.party(scene.id);
                gossip(scene.peer, restored, scene.id);
                BackedNode.write(restored.echo.party(scene.id), random, random.between(1, 5));
                gossip(scene.peer, restored, scene.id);
                FeedKey now = own(restored, scene.id);
                assertEquals(!scene.isOlder, now.equals(scene.feed), "a fresh feed, if the copy was an old one");
                for (BackedNode node : new BackedNode[] {scene.peer, restored}) {
                    assertEquals(0, node.echo.party(scene.id).forks().size(), "a fork was made");
                    assertEquals(0, node.echo.feeds(scene.id).orElseThrow().forgeries());
                }
                same(scene.peer, restored, scene.id, own(restored, scene.id));
                counts[0]++;
                counts[1] += scene.isOlder ? 1 : 0;
            }
        });
        System.out.println("S9: " + counts[0] + " schedules, " + counts[1]
                + " old copies put back and seen before the first append, 0 forks made");
    }

    /** Both show the same; of a feed that forked each keeps its own blocks. */
    private static void same(BackedNode one, BackedNode other, PartyId id, FeedKey forked) {
        assertEquals(seen(one, id, forked), seen(other, id, forked));
    }

    private static String seen(BackedNode node, PartyId id, FeedKey forked) {
        return Snapshot.of(node.echo.party(id), node.echo.feeds(id).orElseThrow())
                .lines()
                .filter(line -> !line.startsWith("feed " + forked))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void a_copy_that_wrote_before_it_met_anybody_is_proven_and_goes_on_in_a_fresh_feed() {
        Seeds.each("rollback-alone", 40, 1_000, random -> {
            try (Scene scene = new Scene(random);
                    BackedNode restored = scene.device.startedFrom(scene.old)) {
                BackedNode.write(restored.echo.party(scene.id), random, random.between(1, 5));
                gossip(scene.peer, restored, scene.id);
                BackedNode.write(restored.echo.party(scene.id), random, 3);
                BackedNode.write(scene.peer.echo.party(scene.id), random, 3);
                gossip(scene.peer, restored, scene.id);
                int forks = scene.isOlder ? 1 : 0;
                assertEquals(forks, scene.peer.echo.party(scene.id).forks().size());
                assertEquals(
                        scene.peer.echo.party(scene.id).forks(),
                        restored.echo.party(scene.id).forks());
                assertEquals(!scene.isOlder, own(restored, scene.id).equals(scene.feed));
                assertFalse(
                        scene.isOlder
                                && restored.keyring.signer(scene.feed.key()).isPresent(),
                        "the key is gone");
                same(scene.peer, restored, scene.id, scene.feed);
            }
        });
    }
}
