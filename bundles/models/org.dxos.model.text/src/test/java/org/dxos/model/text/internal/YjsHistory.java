package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.model.text.TextRun;
import org.dxos.model.text.internal.yjs.Json;
import org.dxos.model.text.internal.yjs.Update;

/** Updates that real Yjs documents wrote, and what they showed in the end. */
record YjsHistory(long seed, List<Written> updates, Shown expected) {
    /** An update in the version it came in, who wrote it, and what its writer had seen. */
    record Written(int writer, Encoded update, BitSet past) {
        Update decode() {
            try {
                return new TextStateMachine().decodeMutation(update);
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
    }

    record Shown(String text, String delta, String xml) {
        static Shown of(Peer peer) {
            List<Object> runs = new ArrayList<>();
            for (TextRun run : peer.text().delta()) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("insert", run.insert());
                map.put("attributes", new TreeMap<>(run.attributes()));
                runs.add(map);
            }
            return new Shown(peer.text().text(), Json.write(runs), peer.text().xml());
        }
    }

    static YjsHistory parse(String line) {
        Map<?, ?> json = map(Json.value(line));
        List<Written> updates = new ArrayList<>();
        for (Object element : (List<?>) json.get("updates")) {
            Map<?, ?> update = map(element);
            BitSet past = new BitSet();
            List<?> ranges = (List<?>) update.get("past");
            for (int i = 0; i < ranges.size(); i += 2) {
                past.set(((Long) ranges.get(i)).intValue(), ((Long) ranges.get(i + 1)).intValue());
            }
            updates.add(new Written(
                    ((Long) update.get("writer")).intValue(),
                    new Encoded(((Long) update.get("version")).intValue(), Bytes.fromHex((String) update.get("hex"))),
                    past));
        }
        Map<?, ?> expected = map(json.get("expected"));
        return new YjsHistory(
                (Long) json.get("seed"),
                updates,
                new Shown((String) expected.get("text"), Json.write(expected.get("delta")), (String)
                        expected.get("xml")));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    /** Delivers all in some causal order, and expects what Yjs showed. Gives back the encoded state. */
    Bytes check(Random random) {
        Peer peer = new Peer(200);
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < updates.size(); i++) {
            left.add(i);
        }
        BitSet seen = new BitSet();
        while (!left.isEmpty()) {
            int at = random.nextInt(left.size());
            while (!isReady(left.get(at), seen)) {
                at = (at + 1) % left.size();
            }
            int number = left.remove(at);
            Written written = updates.get(number);
            peer.receive(written.decode(), Peer.feed(written.writer() + 1), 1 + 10L * number);
            seen.set(number);
        }
        assertEquals(expected, Shown.of(peer), "history " + seed);
        Bytes encoded = peer.encoded();
        try {
            peer.reload();
        } catch (MalformedException e) {
            throw new AssertionError("history " + seed, e);
        }
        assertEquals(expected, Shown.of(peer), "history " + seed + " after a reload");
        assertEquals(encoded, peer.encoded());
        return encoded;
    }

    private boolean isReady(int number, BitSet seen) {
        BitSet missing = (BitSet) updates.get(number).past().clone();
        missing.andNot(seen);
        return missing.isEmpty();
    }
}
