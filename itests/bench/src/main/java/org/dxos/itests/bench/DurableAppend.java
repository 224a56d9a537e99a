package org.dxos.itests.bench;

import java.nio.file.Path;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Entropy;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.storage.Storage;
import org.dxos.storage.file.FileStorage;

/** W2: a signed, hash-chained log of entries of 100 B and 1,024 B. */
final class DurableAppend implements Bench.Workload {
    private static final int GROUP = 100;

    @Override
    public void run(Path folder) throws Exception {
        signerRate();
        for (int size : new int[] {100, 1024}) {
            append(folder, size, 100_000, 1, 0);
            append(folder, size, 1_000_000, GROUP, 0);
            append(folder, size, 1_000_000, 1000, 0);
            append(folder, size, 300_000, GROUP, GROUP);
            syncedEach(folder, size);
        }
        // Ten times as many: the cost of an entry does not grow.
        append(folder, 100, 10_000_000, 1000, 0);
    }

    /** What one core can sign and verify at most, measured in this run. */
    private static void signerRate() {
        Signer signer = Ed25519.signer(Ed25519.newSeed(Entropy.secure()));
        Bytes message = Entropy.secure().bytes(100);
        Bytes signature = signer.sign(message);
        for (int i = 0; i < 10_000; i++) {
            signature = signer.sign(message);
        }
        int n = 20_000;
        long start = System.nanoTime();
        for (int i = 0; i < n; i++) {
            signature = signer.sign(message);
        }
        long signing = System.nanoTime() - start;
        for (int i = 0; i < 5_000; i++) {
            Bench.check(Ed25519.verify(signer.publicKey(), message, signature), "the signature");
        }
        start = System.nanoTime();
        for (int i = 0; i < n; i++) {
            Bench.check(Ed25519.verify(signer.publicKey(), message, signature), "the signature");
        }
        Result.of("W9", "Ed25519 as used here, 100 B", n)
                .with("sign_s", n * 1e9 / signing)
                .with("verify_s", n * 1e9 / (System.nanoTime() - start))
                .print();
    }

    private static void append(Path folder, int size, int entries, int perSignature, int perSync) throws Exception {
        String variant = size + " B, " + (perSignature == 1 ? "sign each" : "sign per " + perSignature) + ", "
                + (perSync == 0 ? "no fsync" : "fsync per " + perSync);
        Signer signer = Ed25519.signer(Ed25519.newSeed(Entropy.secure()));
        FeedKey key = new FeedKey(signer.publicKey());
        PartyId party = new PartyId(Hash.sha256(key.bytes()));
        Path place = folder.resolve(size + "-" + perSignature + "-" + perSync);
        Storage disk = FileStorage.open(place);
        Storage storage = perSync == 0 ? new UnsyncedStorage(disk) : disk;
        LogFeedStore store = new LogFeedStore(storage, LogConfig.DEFAULT);
        Bytes block = Entropy.secure().bytes(size);
        long nanos;
        long bytes;
        try (Feed feed = store.openOwn(party, signer)) {
            long start = System.nanoTime();
            for (int i = 1; i <= entries; i++) {
                feed.append(block);
                if (i % perSignature == 0) {
                    feed.write();
                }
                if (perSync > 0 && i % perSync == 0) {
                    feed.sync();
                }
            }
            feed.sync();
            nanos = System.nanoTime() - start;
            bytes = feed.size();
        }
        long verified = verify(store, party, key, entries);
        storage.close();
        Result.of("W2", variant, entries)
                .rate("append_s", entries, nanos)
                .with("verify_read_s", entries * 1e9 / verified)
                .with("bytes_entry", (double) bytes / entries)
                .print();
    }

    /** A signature and a sync for each entry, beside what the disk can do. */
    private static void syncedEach(Path folder, int size) throws Exception {
        int entries = 5_000;
        Signer signer = Ed25519.signer(Ed25519.newSeed(Entropy.secure()));
        FeedKey key = new FeedKey(signer.publicKey());
        PartyId party = new PartyId(Hash.sha256(key.bytes()));
        Bytes block = Entropy.secure().bytes(size);
        Storage storage = FileStorage.open(folder.resolve(size + "-synced"));
        LogFeedStore store = new LogFeedStore(storage, LogConfig.DEFAULT);
        DiskRate.Compared compared;
        try (Feed feed = store.openOwn(party, signer)) {
            compared = DiskRate.Compared.of(folder, size + 128, entries, writes -> {
                for (int i = 0; i < writes; i++) {
                    feed.append(block);
                    feed.write();
                    feed.sync();
                }
            });
        }
        long verified = verify(store, party, key, entries);
        storage.close();
        Result.of("W2", size + " B, sign each, fsync per 1", entries)
                .rate("append_s", entries, compared.nanos())
                .with("of_disk", compared.share())
                .with("verify_read_s", entries * 1e9 / verified)
                .print();
    }

    /** Reads everything with checksum, chain and signature checked. */
    private static long verify(LogFeedStore store, PartyId party, FeedKey key, int entries) throws Exception {
        long start = System.nanoTime();
        try (Feed feed = store.open(party, key)) {
            long at = 0;
            Hash chain = feed.chain(0);
            while (at < feed.length()) {
                FeedRange range = feed.range(at, 1 << 16).orElseThrow();
                Bench.check(range.isAuthentic(chain), "chain and signature");
                chain = range.head().chain();
                at = range.head().length();
            }
            Bench.check(at == entries && List.of().equals(feed.damage()), "the number of entries");
        }
        return System.nanoTime() - start;
    }
}
