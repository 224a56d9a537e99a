package org.dxos.model.text.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.dxos.base.Bytes;
import org.dxos.model.text.TextClients;
import org.dxos.model.text.internal.doc.Reading;

/** Replays a concurrent trace: one replica for each agent, which takes what a transaction had seen before it makes it. */
final class ConcurrentTrace {
    /** The updates in the order of the trace; null where a transaction changed nothing. */
    final List<Bytes> updates = new ArrayList<>();

    final List<Integer> agents = new ArrayList<>();
    final List<Peer> peers = new ArrayList<>();
    final double localSeconds;

    ConcurrentTrace(Trace trace) {
        int count = 1
                + trace.transactions().stream()
                        .mapToInt(Trace.Transaction::agent)
                        .max()
                        .orElse(0);
        List<BitSet> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(new Peer(i + 1));
            seen.add(new BitSet());
        }
        // Among concurrent inserts at one place the lower client id comes first; in the trace it is the lower agent.
        peers.sort(java.util.Comparator.comparingLong(peer -> TextClients.id(peer.feed, Peer.ITEM, 0)));
        List<BitSet> ancestors = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < trace.transactions().size(); i++) {
            Trace.Transaction transaction = trace.transactions().get(i);
            BitSet past = new BitSet();
            for (int parent : transaction.parents()) {
                past.or(ancestors.get(parent));
                past.set(parent);
            }
            ancestors.add(past);
            Peer peer = peers.get(transaction.agent());
            BitSet known = seen.get(transaction.agent());
            for (int n = past.nextSetBit(0); n >= 0; n = past.nextSetBit(n + 1)) {
                if (!known.get(n)) {
                    deliver(n, peer);
                    known.set(n);
                }
            }
            peer.last = null;
            peer.text().edits(transaction.splices());
            updates.add(peer.last == null ? null : peer.last.version1());
            agents.add(transaction.agent());
            known.set(i);
        }
        localSeconds = (System.nanoTime() - start) / 1e9;
        for (int p = 0; p < peers.size(); p++) {
            for (int n = 0; n < updates.size(); n++) {
                if (!seen.get(p).get(n)) {
                    deliver(n, peers.get(p));
                }
            }
        }
    }

    void deliver(int update, Peer peer) {
        Bytes bytes = updates.get(update);
        if (bytes != null) {
            peer.receive(Peer.decode(bytes), peers.get(agents.get(update)).feed);
        }
    }

    static void bench(String name, int rounds) {
        Trace trace = Trace.find(name).orElseThrow();
        List<Double> merges = new ArrayList<>();
        List<Double> locals = new ArrayList<>();
        boolean equal = true;
        long bytes = 0;
        int size = 0;
        for (int round = 0; round < rounds; round++) {
            ConcurrentTrace replay = new ConcurrentTrace(trace);
            locals.add(replay.localSeconds);
            Peer fresh = new Peer(99);
            long start = System.nanoTime();
            for (int n = 0; n < replay.updates.size(); n++) {
                replay.deliver(n, fresh);
            }
            merges.add((System.nanoTime() - start) / 1e9);
            equal &= fresh.encoded().equals(replay.peers.get(0).encoded())
                    && new Reading(fresh.state).text().equals(trace.end());
            bytes = replay.updates.stream()
                    .mapToLong(u -> u == null ? 0 : u.size())
                    .sum();
            size = fresh.encoded().size();
        }
        int n = trace.transactions().size();
        System.out.printf(
                Locale.ROOT,
                "RESULT {\"w\":\"W6c\",\"trace\":\"%s\",\"n\":%d,\"txns_merged_s\":%.0f,\"merge_all_ms\":%.1f,"
                        + "\"live_ms\":%.1f,\"update_bytes_tx\":%.1f,\"doc_bytes\":%d,\"converged_and_equal\":%s}%n",
                name,
                n,
                n / TextBench.median(merges),
                TextBench.median(merges) * 1e3,
                TextBench.median(locals) * 1e3,
                (double) bytes / n,
                size,
                equal);
    }
}
