package org.dxos.model.text.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dxos.base.Bytes;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Encoded;
import org.dxos.model.text.Splice;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.Export;
import org.dxos.model.text.internal.doc.LocalEdits;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.yjs.Update;

/** Workload W6: editing traces on the model alone. Prints one line {@code RESULT {json}} for each measurement. */
public final class TextBench {
    private static final int ROUNDS = 9;
    private static final TextStateMachine MACHINE = new TextStateMachine();

    private TextBench() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : new String[] {"automerge-paper", "sveltecomponent", "friendsforever_flat"}) {
            Trace trace = Trace.find(name + ".json.gz").orElseThrow();
            List<Splice> splices = new ArrayList<>();
            trace.transactions().forEach(transaction -> splices.addAll(transaction.splices()));
            perEdit(name, splices, trace.end());
            oneTransaction(name, splices, trace.end());
        }
        ConcurrentTrace.bench("friendsforever.concurrent.json.gz", ROUNDS);
    }

    private static void perEdit(String name, List<Splice> splices, String end) throws Exception {
        double best = Double.MAX_VALUE;
        List<Double> times = new ArrayList<>();
        long bytes = 0;
        Document document = null;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            bytes = 0;
            document = MACHINE.initial(Peer.genesis());
            Peer.Meta meta = new Peer.Meta(Peer.feed(1));
            EditContext context = new Peer.Context(Peer.feed(1));
            for (Splice splice : splices) {
                Update update = new LocalEdits(document, context.feed())
                        .splice(splice.index(), splice.delete(), splice.insert());
                bytes += MACHINE.encodeMutation(update).bytes().size();
                document = MACHINE.apply(document, meta, update);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            times.add(seconds);
            best = Math.min(best, seconds);
        }
        print(name, "update per edit", splices.size(), times, document, end, (double) bytes / splices.size());
    }

    private static void oneTransaction(String name, List<Splice> splices, String end) throws Exception {
        List<Double> times = new ArrayList<>();
        Document document = null;
        double bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            document = MACHINE.initial(Peer.genesis());
            Update update = new LocalEdits(document, Peer.feed(1)).edits(splices);
            bytes = MACHINE.encodeMutation(update).bytes().size();
            document = MACHINE.apply(document, new Peer.Meta(Peer.feed(1)), update);
            times.add((System.nanoTime() - start) / 1e9);
        }
        print(name, "one transaction", splices.size(), times, document, end, bytes / splices.size());
    }

    private static void print(
            String name, String variant, int n, List<Double> times, Document document, String end, double updateBytes)
            throws Exception {
        Encoded state = MACHINE.encodeState(document);
        List<Double> loads = new ArrayList<>();
        List<Double> saves = new ArrayList<>();
        boolean equal = true;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Document loaded = MACHINE.decodeState(Peer.genesis(), state);
            String text = new Reading(loaded).text();
            loads.add((System.nanoTime() - start) / 1e6);
            start = System.nanoTime();
            Bytes again = MACHINE.encodeState(loaded).bytes();
            saves.add((System.nanoTime() - start) / 1e6);
            equal &= text.equals(end) && again.equals(state.bytes());
        }
        System.out.printf(
                Locale.ROOT,
                "RESULT {\"w\":\"W6\",\"trace\":\"%s\",\"variant\":\"%s\",\"n\":%d,\"edits_s\":%.0f,\"edits_s_best\":%.0f,"
                        + "\"doc_bytes\":%d,\"doc_bytes_v1\":%d,\"update_bytes_edit\":%.1f,\"load_ms\":%.1f,"
                        + "\"load_ms_first\":%.1f,\"save_ms\":%.1f,\"equal\":%s}%n",
                name,
                variant,
                n,
                n / median(times),
                n / times.stream().min(Double::compare).orElseThrow(),
                state.bytes().size(),
                new Export(document).update().version1().size(),
                updateBytes,
                median(loads),
                loads.get(0),
                median(saves),
                equal);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
