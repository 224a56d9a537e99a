package org.dxos.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
import org.dxos.model.object.ObjectItem;

/**
 * W3: a history of property writes, each its own transaction, is written by one process and opened by others. The writer has a heap of
 * 512 MiB. With {@code -Ddxos.bench.large=true} also a history ten times as long as the longest.
 */
final class Reopening implements Bench.Workload {
    private static final int ROUNDS = 5;
    private static final int PROPERTIES = 10;

    /** Writes a history. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            int objects = Integer.parseInt(arguments[1]) / PROPERTIES;
            long start = System.nanoTime();
            long close;
            try (Node node = Node.kept(folder)) {
                Party party = node.echo.createParty("bench");
                ItemId last = null;
                for (int i = 0; i < objects; i++) {
                    Batch batch = party.batch().acknowledge(Acknowledgement.MEMORY);
                    last = batch.create(NewItem.of("dxos.model/object").type("bench"));
                    batch.commit().await();
                    ObjectItem object = party.item(last, ObjectItem.class, Acknowledgement.MEMORY);
                    for (int p = 0; p < PROPERTIES; p++) {
                        object.set("p" + p, ObjectWrites.value(i, p)).await();
                    }
                }
                Files.writeString(
                        folder.resolve("last"),
                        java.util.Objects.requireNonNull(last).hex());
                close = System.nanoTime();
            }
            System.out.println(
                    (close - start) / 1e9 + " " + (System.nanoTime() - close) / 1e6 + " " + Bench.peakMebibytes());
        }
    }

    /** Opens it, and ends without closing. */
    static final class Reader {
        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            int objects = Integer.parseInt(arguments[1]) / PROPERTIES;
            long started = Long.parseLong(arguments[2]);
            ItemId last = ItemId.fromHex(Files.readString(folder.resolve("last")));
            Node node = Node.kept(folder);
            PartyId id = node.echo.parties().get(0).id();
            double cold = open(node, id, objects, last);
            double sinceStart = System.currentTimeMillis() - started;
            double[] warm = new double[20];
            for (int i = 0; i < warm.length; i++) {
                node.echo.closeParty(id);
                warm[i] = open(node, id, objects, last);
            }
            Arrays.sort(warm);
            System.out.println(cold + " " + sinceStart + " " + warm[warm.length / 2] + " " + Bench.residentMebibytes());
            Runtime.getRuntime().halt(0);
        }

        private static double open(Node node, PartyId id, int objects, ItemId last) {
            long start = System.nanoTime();
            View view = node.echo.party(id).view();
            boolean right = view.size() == objects
                    && ObjectWrites.value(objects - 1, 9)
                            .equals(view.item(last).orElseThrow().field("p9"));
            long nanos = System.nanoTime() - start;
            Bench.check(right, "the number of objects, and the last property of the last object");
            return nanos / 1e6;
        }
    }

    @Override
    public void run(Path folder) throws Exception {
        List<Integer> sizes = new ArrayList<>(List.of(10_000, 100_000, 1_000_000));
        if (Boolean.getBoolean("dxos.bench.large")) {
            sizes.add(10_000_000);
        }
        for (int mutations : sizes) {
            Path place = Files.createDirectories(folder.resolve("history-" + mutations));
            double[] written = child(Writer.class, place, mutations, "-Xmx512m");
            double[][] rounds = new double[ROUNDS][];
            for (int round = 0; round < ROUNDS; round++) {
                rounds[round] = child(Reader.class, place, mutations, "-Xshare:auto");
            }
            Result.of("W3", "snapshot, new process", mutations)
                    .with("ms", median(rounds, 0))
                    .with("since_process_start_ms", median(rounds, 1))
                    .with("warm_ms", median(rounds, 2))
                    .with("rss", median(rounds, 3))
                    .with("disk_MiB", mebibytes(place))
                    .print();
            Result.of("W3", "writing that history, heap of 512 MiB", mutations)
                    .rate("ops_s", mutations, (long) (written[0] * 1e9))
                    .with("close_ms", written[1])
                    .with("peak_rss", written[2])
                    .print();
            Bench.delete(place);
        }
    }

    private static double median(double[][] rounds, int column) {
        return Arrays.stream(rounds)
                .mapToDouble(round -> round[column])
                .sorted()
                .toArray()[ROUNDS / 2];
    }

    private static double mebibytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    / 1048576.0;
        }
    }

    private static double[] child(Class<?> main, Path place, int mutations, String option) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        place.toString(),
                        Integer.toString(mutations),
                        Long.toString(System.currentTimeMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        Bench.check(process.waitFor() == 0, main.getSimpleName() + " ends well");
        return Arrays.stream(line.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
