package org.dxos.itests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.storage.file.FileStorage;

/** W3 for feeds alone: opening feeds of growing length, and many feeds, each time in a new process. */
final class FeedOpening implements Bench.Workload {
    private static final int ROUNDS = 5;
    private static final int GROUP = 100;
    private static final PartyId PARTY = new PartyId(Hash.of("bench", Bytes.utf8("party")));

    /** The new process: opens what is in a folder and prints microseconds. */
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) throws Exception {
            try (FileStorage storage = FileStorage.open(Path.of(arguments[0]))) {
                LogFeedStore store = new LogFeedStore(storage, LogConfig.DEFAULT);
                if (arguments[1].equals("one")) {
                    one(store);
                } else {
                    many(store);
                }
            }
        }

        private static void one(LogFeedStore store) throws Exception {
            long start = System.nanoTime();
            Feed feed = store.open(PARTY, store.feeds(PARTY).get(0));
            long length = feed.head().orElseThrow().length();
            long opened = System.nanoTime();
            long at = new Random(length).nextLong(length);
            Bytes block = feed.block(at);
            long read = System.nanoTime();
            Hash chain = feed.chain(at + 1);
            long chained = System.nanoTime();
            Bench.check(block.size() == 100 && chain.bytes().size() == Hash.SIZE, "block and chain");
            Random random = new Random(1);
            long warm = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                feed.block(random.nextLong(length));
                feed.chain(random.nextLong(length));
            }
            warm = System.nanoTime() - warm;
            System.out.println((opened - start) / 1e6 + " " + (read - opened) / 1e6 + " " + (chained - read) / 1e6 + " "
                    + warm / 1e6 / 1000);
            // Without closing: a feed that was killed stays one.
            Runtime.getRuntime().halt(0);
        }

        private static void many(LogFeedStore store) throws Exception {
            long start = System.nanoTime();
            List<Feed> feeds = new ArrayList<>();
            for (FeedKey key : store.feeds(PARTY)) {
                feeds.add(store.open(PARTY, key));
            }
            long opened = System.nanoTime();
            Bench.check(feeds.stream().allMatch(feed -> feed.length() == 10), "all feeds are there");
            for (Feed feed : feeds) {
                feed.close();
            }
            System.out.println((opened - start) / 1e6 + " " + (System.nanoTime() - opened) / 1e6);
        }
    }

    @Override
    public void run(Path folder) throws Exception {
        for (int blocks : new int[] {10_000, 1_000_000, 10_000_000}) {
            for (boolean killed : new boolean[] {false, true}) {
                Path place = folder.resolve(blocks + "-" + killed);
                write(place, blocks, killed);
                double[] millis = medians(place, "one", 4);
                Result.of("W3", "feed alone, new process, " + (killed ? "after a kill" : "closed in order"), blocks)
                        .with("open_ms", millis[0])
                        .with("first_block_ms", millis[1])
                        .with("first_chain_ms", millis[2])
                        .with("block_and_chain_ms", millis[3])
                        .print();
                Bench.delete(place);
            }
        }
        Path place = folder.resolve("many");
        many(place, 1000);
        double[] millis = medians(place, "many", 2);
        Result.of("W3", "many feeds of 10 blocks, new process", 1000)
                .with("open_ms", millis[0])
                .with("close_ms", millis[1])
                .print();
    }

    private static void write(Path place, int blocks, boolean killed) throws Exception {
        FileStorage storage = FileStorage.open(place);
        Feed feed = new LogFeedStore(storage, LogConfig.DEFAULT).openOwn(PARTY, signer());
        Bytes block = Bytes.wrap(new byte[100]);
        for (int i = 1; i <= blocks; i++) {
            feed.append(block);
            if (i % GROUP == 0) {
                feed.write();
            }
            if (i % 10_000 == 0) {
                feed.sync();
            }
        }
        if (!killed) {
            feed.close();
        }
        storage.close();
    }

    private static void many(Path place, int feeds) throws Exception {
        try (FileStorage storage = FileStorage.open(place)) {
            LogFeedStore store = new LogFeedStore(storage, LogConfig.DEFAULT);
            for (int i = 0; i < feeds; i++) {
                try (Feed feed = store.openOwn(PARTY, signer())) {
                    for (int block = 0; block < 10; block++) {
                        feed.append(Bytes.wrap(new byte[100]));
                    }
                    feed.write();
                    feed.sync();
                }
            }
        }
    }

    private static Signer signer() {
        return Ed25519.signer(Ed25519.newSeed(org.dxos.base.loop.Entropy.secure()));
    }

    /** The medians of several new processes. */
    private static double[] medians(Path place, String what, int figures) throws IOException, InterruptedException {
        double[][] all = new double[figures][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Opener.class.getName(),
                            place.toString(),
                            what)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String line = String.valueOf(process.inputReader().readLine());
            Bench.check(process.waitFor() == 0, "the new process ended well");
            String[] numbers = line.split(" ", -1);
            for (int i = 0; i < figures; i++) {
                all[i][round] = Double.parseDouble(numbers[i]);
            }
        }
        double[] medians = new double[figures];
        for (int i = 0; i < figures; i++) {
            java.util.Arrays.sort(all[i]);
            medians[i] = all[i][ROUNDS / 2];
        }
        return medians;
    }
}
