package org.dxos.echo.feed.log.internal.blob;

import static org.dxos.echo.feed.log.internal.blob.Blobs.content;
import static org.dxos.echo.feed.log.internal.blob.Blobs.put;
import static org.dxos.echo.feed.log.internal.blob.Blobs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.BlobArrival;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobException.Reason;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.tck.FaultyStorage;
import org.junit.jupiter.api.Test;

/** Bits that turn, files that lose their ends, and files that go. */
class BlobDamageTest {
    private static final Bytes CONTENT = content(1, 150);

    private final FaultyStorage theirs = new FaultyStorage();
    private final FaultyStorage storage = new FaultyStorage();

    @FunctionalInterface
    private interface Harm {
        void to(String path);
    }

    /** Harms one file, checks that it is noticed and named, and mends it with parts of a peer. */
    private void harmedAndMended(String path, Harm harm) throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobRef blob = put(peer, CONTENT);
        harm.to(path);
        BlobStore store = Blobs.open(storage);
        BlobException error = assertThrows(BlobException.class, () -> read(store, blob), path);
        boolean gone = !storage.sizes().containsKey(path);
        assertEquals(gone ? Reason.MISSING : Reason.DAMAGED, error.reason(), error.getMessage());
        String file = path.substring(path.lastIndexOf('/') + 1);
        assertTrue(error.getMessage().contains(file) || (gone && path.contains("/roots/")), error.getMessage());
        assertTrue(error.getMessage().contains("fetch it from another peer"), error.getMessage());
        int rounds = 0;
        for (List<BlobPart> broken = store.verify(blob); !broken.isEmpty(); broken = store.verify(blob)) {
            assertTrue(rounds++ < 3, "one round for each level");
            for (BlobPart part : broken) {
                assertEquals(Optional.empty(), store.part(blob, part), "nothing damaged is given to peers");
                BlobArrival arrival =
                        store.accept(blob, part, peer.part(blob, part).orElseThrow());
                assertTrue(arrival == BlobArrival.STORED || arrival == BlobArrival.COMPLETED, part + " " + arrival);
            }
        }
        while (!store.has(blob)) {
            store.missing(blob, 1);
        }
        assertEquals(CONTENT, read(store, blob), path);
    }

    private List<String> files() throws BlobException {
        put(Blobs.open(storage), CONTENT);
        List<String> files = List.copyOf(storage.sizes().keySet());
        assertEquals(1 + 3 + 10, files.size());
        return files;
    }

    @Test
    void everyByteThatTurnsIsNoticedAndMended() throws Exception {
        for (String path : files()) {
            for (int offset = 0; offset < storage.sizes().get(path); offset++) {
                int at = offset;
                harmedAndMended(path, file -> storage.flip(file, at, at % 8));
            }
        }
    }

    @Test
    void everyEndThatIsLostIsNoticedAndMended() throws Exception {
        for (String path : files()) {
            Bytes whole = storage.content(path);
            for (int size = 0; size < whole.size(); size++) {
                int end = size;
                harmedAndMended(path, file -> storage.put(file, whole.slice(0, end)));
            }
            harmedAndMended(path, file -> storage.put(file, whole.concat(Bytes.utf8("x"))));
        }
    }

    @Test
    void everyFileThatGoesIsNoticedAndMended() throws Exception {
        for (String path : files()) {
            harmedAndMended(path, storage::remove);
        }
    }

    @Test
    void addingTheContentAgainMendsItToo() throws Exception {
        for (String path : files()) {
            storage.flip(path, 0, 3);
            BlobStore store = Blobs.open(storage);
            BlobRef blob = put(store, CONTENT);
            assertEquals(CONTENT, read(store, blob), path);
        }
    }

    @Test
    void whatComesBeforeTheDamageIsRead() throws Exception {
        BlobStore store = Blobs.open(storage);
        BlobRef blob = put(store, CONTENT);
        Bytes fifth = store.part(blob, BlobPart.chunk(5)).orElseThrow();
        String name = BlobShape.hash(BlobPart.Kind.CHUNK, fifth).hex();
        String path = storage.sizes().keySet().stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
        storage.flip(path, 7, 7);
        try (InputStream in = store.read(blob)) {
            assertEquals(CONTENT.slice(0, 80), Bytes.wrap(in.readNBytes(80)));
            BlobException error = assertThrows(BlobException.class, in::read);
            assertTrue(error.getMessage().contains("chunk 5 is damaged"), error.getMessage());
            assertThrows(BlobException.class, in::read, "and again");
        }
        assertEquals(List.of(BlobPart.chunk(5)), store.verify(blob));
        assertTrue(store.has(blob));
    }

    @Test
    void nothingIsFreedWhileADamagedListHidesWhatIsReferredTo() throws Exception {
        BlobStore store = Blobs.open(storage);
        BlobRef damaged = put(store, CONTENT);
        BlobRef other = put(store, content(2, 20));
        Bytes page = store.part(damaged, BlobPart.page(0)).orElseThrow();
        String name = BlobShape.hash(BlobPart.Kind.PAGE, page).hex();
        String path = storage.sizes().keySet().stream()
                .filter(file -> file.endsWith(name))
                .findFirst()
                .orElseThrow();
        storage.flip(path, 40, 1);
        int files = storage.sizes().size();
        assertTrue(store.delete(other.hash()));
        assertFalse(store.has(other));
        assertEquals(files, storage.sizes().size(), "the root goes, a mark comes, and the parts stay");
        assertEquals(List.of(BlobPart.page(0)), store.verify(damaged));
        assertEquals(BlobArrival.STORED, store.accept(damaged, BlobPart.page(0), page));
        assertEquals(List.of(), store.verify(damaged));
        assertEquals(CONTENT, read(store, damaged));
        assertEquals(14 + 1, storage.sizes().size(), "freed by the next write, but for the mark");
        put(store, CONTENT);
        assertEquals(14, storage.sizes().size());
    }
}
