package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dxos.model.text.Splice;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Recorded editing sessions, and one that is made up. */
class TraceTest {
    /** What Yjs takes for the same document in version 2 of its format. */
    private static final int YJS_SIZE = 159_926;

    @Test
    void aMadeUpSessionOfTypingGivesItsText() throws Exception {
        Random random = new Random(5);
        StringBuilder expected = new StringBuilder();
        List<Splice> splices = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(30) == 0) {
                at = random.nextInt(expected.length() + 1);
            }
            if (at > 0 && random.nextInt(4) == 0) {
                splices.add(new Splice(--at, 1, ""));
                expected.deleteCharAt(at);
            } else {
                char c = (char) ('a' + random.nextInt(26));
                splices.add(new Splice(at, 0, String.valueOf(c)));
                expected.insert(at++, c);
            }
        }
        check(splices, expected.toString());
    }

    @Test
    void recordedSessionsGiveTheirTexts() throws Exception {
        for (String name : new String[] {"automerge-paper", "sveltecomponent", "friendsforever_flat"}) {
            Trace trace = find(name);
            List<Splice> splices = new ArrayList<>();
            trace.transactions().forEach(transaction -> splices.addAll(transaction.splices()));
            int size = check(splices, trace.end());
            assertTrue(!name.equals("automerge-paper") || size <= YJS_SIZE, name + " takes " + size + " bytes");
        }
    }

    @Test
    void aConcurrentSessionGivesItsTextEverywhere() {
        Trace trace = find("friendsforever.concurrent");
        ConcurrentTrace replay = new ConcurrentTrace(trace);
        Peer late = new Peer(99);
        for (int i = 0; i < replay.updates.size(); i++) {
            replay.deliver(i, late);
        }
        for (Peer peer : replay.peers) {
            assertEquals(late.encoded(), peer.encoded());
            assertEquals(trace.end(), peer.text().text());
        }
        assertFalse(late.state.hasPending());
    }

    private static Trace find(String name) {
        return Trace.find(name + ".json.gz").orElseGet(() -> {
            Assumptions.abort("there are no editing traces; name their folder in -Ddxos.traces=");
            return null;
        });
    }

    private static int check(List<Splice> splices, String end) throws Exception {
        Peer single = new Peer(1);
        for (Splice splice : splices) {
            single.text().splice(splice.index(), splice.delete(), splice.insert());
        }
        assertEquals(end, single.text().text());
        single.reload();
        assertEquals(end, single.text().text());
        Peer whole = new Peer(1);
        whole.text().edits(splices);
        assertEquals(end, whole.text().text());
        Peer reader = new Peer(2);
        reader.receive(Peer.decode(whole.last.version1()), whole.feed);
        assertEquals(whole.encoded(), reader.encoded());
        return single.encoded().size();
    }
}
