package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.dxos.base.Bytes;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.yjs.Update;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    /** An update, who wrote it, and what its writer had seen. */
    private record Written(Bytes bytes, int writer, BitSet past, long height) {}

    @Test
    void replicasThatGotTheSameUpdatesInAnyCausalOrderAreEqual() {
        Seeds.forEach(150, random -> check(random, 0));
    }

    @Test
    void replicasAreEqualEvenWhenSomeWritersAreHostile() {
        Seeds.forEach(300, random -> check(random, 2));
    }

    private static void check(Random random, int hostile) {
        int writers = 2 + random.nextInt(5);
        List<Peer> peers = new ArrayList<>();
        List<BitSet> seen = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            peers.add(new Peer(i + 1));
            seen.add(new BitSet());
        }
        List<Written> log = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            int writer = random.nextInt(writers);
            Peer peer = peers.get(writer);
            if (random.nextInt(3) == 0) {
                catchUp(log, peer, seen.get(writer), seen.get(random.nextInt(writers)), random);
            }
            RandomUpdates updates = new RandomUpdates(random, peer.state, peer.feed);
            Update update = writer < hostile && random.nextInt(2) == 0 ? updates.hostile() : updates.honest();
            BitSet past = (BitSet) seen.get(writer).clone();
            long height =
                    past.stream().mapToLong(n -> log.get(n).height()).max().orElse(0) + 1 + random.nextInt(40);
            log.add(new Written(update.version1(), writer, past, height));
            seen.get(writer).set(log.size() - 1);
            peer.receive(update, peer.feed, height);
        }
        BitSet all = new BitSet();
        all.set(0, log.size());
        Bytes expected = null;
        String text = null;
        for (int i = 0; i < writers + 3; i++) {
            Peer peer = i < writers ? peers.get(i) : new Peer(100 + i);
            catchUp(log, peer, i < writers ? seen.get(i) : new BitSet(), all, random);
            if (expected == null) {
                expected = peer.encoded();
                text = new Reading(peer.state).text();
            }
            assertEquals(text, new Reading(peer.state).text());
            assertEquals(new Reading(peers.get(0).state).xml(), new Reading(peer.state).xml());
            assertEquals(expected, peer.encoded());
            assertEquals(text.length() <= peer.state.length(), true);
        }
    }

    /** Delivers what is wanted in a random order that respects causality, some of it twice, some after a reload. */
    private static void catchUp(List<Written> log, Peer peer, BitSet seen, BitSet wanted, Random random) {
        BitSet missing = (BitSet) wanted.clone();
        missing.andNot(seen);
        while (!missing.isEmpty()) {
            List<Integer> ready = new ArrayList<>();
            for (int n = missing.nextSetBit(0); n >= 0; n = missing.nextSetBit(n + 1)) {
                BitSet past = (BitSet) log.get(n).past().clone();
                past.andNot(seen);
                if (past.isEmpty()) {
                    ready.add(n);
                }
            }
            int next = ready.get(random.nextInt(ready.size()));
            Written written = log.get(next);
            for (int times = random.nextInt(8) == 0 ? 2 : 1; times > 0; times--) {
                peer.receive(Peer.decode(written.bytes()), Peer.feed(written.writer() + 1), written.height());
            }
            seen.set(next);
            missing.clear(next);
            if (random.nextInt(40) == 0) {
                try {
                    peer.reload();
                } catch (org.dxos.base.MalformedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
