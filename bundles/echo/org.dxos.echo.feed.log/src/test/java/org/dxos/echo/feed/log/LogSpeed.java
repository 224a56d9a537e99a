package org.dxos.echo.feed.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Signer;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedRange;
import org.dxos.storage.Storage;
import org.dxos.storage.file.FileStorage;
import org.dxos.storage.memory.MemoryStorage;

/** Measures appending, reading and opening, and prints what it finds. The argument is a folder for files. */
final class LogSpeed {
    private static final int BATCHED = 1_000_000;
    private static final int SINGLE = 20_000;

    private LogSpeed() {}

    /** Something that is measured. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path base = Files.createTempDirectory(Path.of(arguments[0]), "speed");
        for (int round = 0; round < 4; round++) {
            run("file, round " + round, FileStorage.open(base.resolve("r" + round)));
        }
        run("memory", new MemoryStorage());
    }

    private static void run(String name, Storage storage) throws Exception {
        System.out.println(name);
        LogFeedStore store = new LogFeedStore(storage, LogConfig.DEFAULT);
        Bytes block = Bytes.wrap(new byte[100]);
        Signer signer = Logs.SIGNER;
        for (int batch : new int[] {100, 1000}) {
            try (Feed feed = store.openOwn(Logs.PARTY, signer)) {
                long first = feed.length();
                print("append in batches of " + batch, BATCHED, () -> {
                    while (feed.length() < first + BATCHED) {
                        for (int i = 0; i < batch; i++) {
                            feed.append(block);
                        }
                        feed.write();
                    }
                });
                print("one sync", 1, feed::sync);
            }
        }
        try (Feed feed = store.openOwn(Logs.PARTY, signer)) {
            print("signatures alone", SINGLE, () -> {
                for (int i = 0; i < SINGLE; i++) {
                    signer.sign(block);
                }
            });
            print("append with one signature each", SINGLE, () -> {
                for (int i = 0; i < SINGLE; i++) {
                    feed.append(block);
                    feed.write();
                }
            });
            print("append with one signature and sync each", 500, () -> {
                for (int i = 0; i < 500; i++) {
                    feed.append(block);
                    feed.write();
                    feed.sync();
                }
            });
        }
        LogFeedStore copies = new LogFeedStore(new MemoryStorage(), LogConfig.DEFAULT);
        print("open and close", 1, () -> store.openOwn(Logs.PARTY, signer).close());
        print("open and close again", 1, () -> store.openOwn(Logs.PARTY, signer).close());
        try (Feed feed = store.openOwn(Logs.PARTY, signer);
                Feed copy = copies.open(Logs.PARTY, Logs.KEY)) {
            print("read all", (int) feed.length(), () -> {
                for (long at = 0; at < feed.length(); at += 1000) {
                    feed.blocks(at, 1000);
                }
            });
            print("read at random", 100_000, () -> {
                for (long i = 0, at = 0; i < 100_000; i++, at = (at + 1_000_003) % feed.length()) {
                    feed.block(at);
                }
            });
            print("ranges to another feed, verified", BATCHED, () -> {
                while (copy.length() < BATCHED) {
                    FeedRange range = feed.range(copy.length(), 1 << 18).orElseThrow();
                    if (!range.isAuthentic(copy.chain(copy.length()))) {
                        throw new IllegalStateException("forged");
                    }
                    copy.accept(range);
                }
            });
        }
        storage.close();
    }

    private static void print(String what, int count, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "  %-45s %9d in %8.2f ms, %,12.0f/s%n", what, count, seconds * 1e3, count / seconds);
    }
}
