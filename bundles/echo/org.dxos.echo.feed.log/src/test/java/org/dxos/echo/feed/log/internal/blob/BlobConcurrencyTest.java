package org.dxos.echo.feed.log.internal.blob;

import static org.dxos.echo.feed.log.internal.blob.Blobs.content;
import static org.dxos.echo.feed.log.internal.blob.Blobs.put;
import static org.dxos.echo.feed.log.internal.blob.Blobs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.file.FileStorage;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads on one store, on real files. */
class BlobConcurrencyTest {
    private static final int THREADS = 8;

    @TempDir
    Path folder;

    private static void together(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> futures = new ArrayList<>();
            for (Callable<Void> one : work) {
                futures.add(threads.submit(one));
            }
            for (Future<Void> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void putsOfOneContentAtOnceAreOneBlob() throws Exception {
        try (FileStorage storage = FileStorage.open(folder)) {
            BlobStore store = Blobs.open(storage);
            Set<BlobRef> refs = java.util.concurrent.ConcurrentHashMap.newKeySet();
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                int number = i % 4;
                work.add(() -> {
                    refs.add(put(store, content(number, 250)));
                    return null;
                });
            }
            together(work);
            assertEquals(4, refs.size());
            assertEquals(4, store.blobs().size());
            for (BlobRef blob : refs) {
                assertEquals(List.of(), store.verify(blob));
                store.delete(blob.hash());
            }
            assertEquals(List.of(), List.copyOf(store.blobs()));
        }
    }

    @Test
    void partsFromManyPeersAtOnceCompleteTheBlobOnce() throws Exception {
        BlobStore peer = Blobs.open(new FaultyStorage());
        BlobRef blob = put(peer, content(1, 256));
        for (int round = 0; round < 20; round++) {
            BlobStore store = Blobs.open(new FaultyStorage());
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SeededRandom random = new SeededRandom(31L * round + i);
                work.add(() -> {
                    Blobs.fetch(blob, peer, store, random);
                    return null;
                });
            }
            together(work);
            assertEquals(content(1, 256), read(store, blob));
            assertEquals(List.of(), store.unfinished());
        }
    }

    @Test
    void puttingFetchingDeletingAndCollectingAtOnceLeavesWholeBlobsOnly() throws Exception {
        BlobStore peer = Blobs.open(new FaultyStorage());
        List<BlobRef> refs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            refs.add(put(peer, blob(i)));
        }
        FaultyStorage storage = new FaultyStorage();
        BlobStore store = Blobs.open(storage);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            SeededRandom random = new SeededRandom(i);
            work.add(() -> {
                for (int step = 0; step < 150; step++) {
                    step(store, peer, refs, random);
                }
                return null;
            });
        }
        together(work);
        for (BlobRef blob : store.blobs()) {
            assertEquals(List.of(), store.verify(blob));
            assertEquals(blob(refs.indexOf(blob)), read(store, blob));
        }
        for (BlobRef blob : refs) {
            store.delete(blob.hash());
        }
        assertTrue(storage.sizes().isEmpty(), () -> storage.sizes().toString());
    }

    private static Bytes blob(int number) {
        return content(100, 48).concat(content(number, 20 * number));
    }

    private static void step(BlobStore store, BlobStore peer, List<BlobRef> refs, SeededRandom random)
            throws BlobException {
        int number = random.below(refs.size());
        BlobRef blob = refs.get(number);
        switch (random.below(5)) {
            case 0 -> store.delete(blob.hash());
            case 1 -> store.collect(Set.of());
            case 2 -> assertEquals(blob, put(store, blob(number)));
            case 3 -> {
                for (BlobPart part : store.missing(blob, 5)) {
                    store.accept(blob, part, peer.part(blob, part).orElseThrow());
                }
            }
            default -> {
                try {
                    assertEquals(blob(number), read(store, blob));
                } catch (BlobException e) {
                    assertEquals(BlobException.Reason.MISSING, e.reason(), e.getMessage());
                }
            }
        }
    }
}
