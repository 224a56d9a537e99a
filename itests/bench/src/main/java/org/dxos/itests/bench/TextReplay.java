package org.dxos.itests.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.text.Splice;
import org.dxos.model.text.TextItem;

/** W6: editing traces written into a text item, each edit a signed, durable mutation of its own, and in batches. */
final class TextReplay implements Bench.Workload {
    private static final List<String> TRACES = List.of("automerge-paper", "sveltecomponent", "friendsforever_flat");
    private static final int ROUNDS = 3;
    private static final int BATCH = 1000;

    @Override
    public void run(Path folder) throws Exception {
        for (String name : TRACES) {
            Optional<EditTrace> trace = EditTrace.find(name);
            if (trace.isEmpty()) {
                System.err.println("W6: no trace " + name + "; set -Ddxos.traces to the folder of editing traces");
                continue;
            }
            for (int round = 0; round < ROUNDS; round++) {
                Path home = folder.resolve(name + "-" + round);
                replay(home.resolve("each"), name, trace.get(), 1, round);
                replay(home.resolve("batch"), name, trace.get(), BATCH, round);
            }
        }
    }

    private static void replay(Path home, String name, EditTrace trace, int batch, int round) throws Exception {
        List<Splice> splices = trace.splices();
        try (Node node = Node.onDisk(home)) {
            Party party = node.echo.createParty("bench");
            Batch create = party.batch();
            ItemId id = create.create(NewItem.of("dxos.model/text"));
            create.commit().await();
            TextItem text = party.item(id, TextItem.class);
            long start = System.nanoTime();
            Receipt last = null;
            for (int at = 0; at < splices.size(); at += batch) {
                if (batch == 1) {
                    Splice splice = splices.get(at);
                    last = text.splice(splice.index(), splice.delete(), splice.insert());
                } else {
                    last = text.edits(splices.subList(at, Math.min(splices.size(), at + batch)));
                }
            }
            if (last != null) {
                last.await();
            }
            long nanos = System.nanoTime() - start;
            Bench.check(text.text().equals(trace.end()), name + ": the final text");
            Result.of(
                            "W6",
                            name
                                    + (batch == 1
                                            ? ", durable mutation per edit"
                                            : ", durable, " + batch + " edits a mutation"),
                            splices.size())
                    .rate("edits_s", splices.size(), nanos)
                    .with("round", round)
                    .with("bytes_edit", (double) party.feeds().get(0).bytes() / splices.size())
                    .with("rss", Bench.residentMebibytes())
                    .with("equal", true)
                    .print();
        }
    }
}
