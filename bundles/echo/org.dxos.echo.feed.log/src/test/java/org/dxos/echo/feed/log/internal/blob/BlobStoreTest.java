package org.dxos.echo.feed.log.internal.blob;

import static org.dxos.echo.feed.log.internal.blob.Blobs.content;
import static org.dxos.echo.feed.log.internal.blob.Blobs.put;
import static org.dxos.echo.feed.log.internal.blob.Blobs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobException.Reason;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.storage.tck.FaultyStorage;
import org.junit.jupiter.api.Test;

class BlobStoreTest {
    private final FaultyStorage storage = new FaultyStorage();
    private final BlobStore store = open();

    private BlobStore open() {
        try {
            return Blobs.open(storage);
        } catch (BlobException e) {
            throw new AssertionError(e);
        }
    }

    private long parts() {
        return storage.sizes().keySet().stream()
                .filter(path -> path.contains("/parts/"))
                .count();
    }

    private static BlobException refused(Reason reason, org.junit.jupiter.api.function.Executable work) {
        BlobException error = assertThrows(BlobException.class, work);
        assertEquals(reason, error.reason(), error.getMessage());
        return error;
    }

    @Test
    void everySizeUpToTheLimitComesBackAndNothingAboveIsTaken() throws Exception {
        for (int size = 0; size <= 256; size++) {
            BlobRef blob = put(store, content(size, size));
            assertEquals(size, blob.size());
            assertEquals(content(size, size), read(store, blob), "of " + size + " bytes");
            assertEquals(List.of(), store.verify(blob));
        }
        assertEquals(257, store.blobs().size());
        assertEquals(256 * 257 / 2, store.size());
        long before = parts();
        BlobException error = refused(Reason.TOO_LARGE, () -> put(store, content(999, 257)));
        assertTrue(error.getMessage().contains("at most 256 bytes"), error.getMessage());
        assertEquals(before, parts(), "what was written of it is freed");
        assertEquals(257, store.blobs().size());
    }

    @Test
    void bytesCanBeReadOneByOneAndInPieces() throws Exception {
        Bytes content = content(1, 100);
        BlobRef blob = put(store, content);
        try (InputStream in = store.read(blob)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(content.at(i) & 0xff, in.read());
            }
            assertEquals(12, in.available());
            byte[] piece = new byte[50];
            assertEquals(0, in.read(piece, 0, 0));
            assertEquals(12, in.read(piece, 3, 40));
            assertEquals(content.slice(20, 32), Bytes.copyOf(piece, 3, 12));
            assertEquals(content.slice(32, 100), Bytes.wrap(in.readAllBytes()));
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(piece, 0, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> in.read(piece, 40, 20));
        }
    }

    @Test
    void equalContentsHaveOneNameAndAreKeptOnce() throws Exception {
        BlobRef first = put(store, content(1, 200));
        long parts = parts();
        long calls = storage.trace().stream()
                .filter(call -> call.location().contains("/parts/"))
                .filter(call -> call.operation() == org.dxos.storage.tck.Operation.WRITE)
                .count();
        assertEquals(first, put(store, content(1, 200)));
        assertEquals(parts, parts());
        assertEquals(parts, calls);
        assertNotEquals(first, put(store, content(1, 199)));
        assertEquals(
                Set.of(200L, 199L),
                Set.copyOf(store.blobs().stream().map(BlobRef::size).toList()));
    }

    @Test
    void partsInCommonAreKeptOnceAndOutliveOneOfTheBlobs() throws Exception {
        Bytes common = content(1, 64);
        BlobRef one = put(store, common.concat(content(2, 10)));
        long alone = parts();
        BlobRef other = put(store, common.concat(content(3, 10)));
        assertEquals(alone + 2, parts(), "one chunk and one page more; four chunks and a page in common");
        assertTrue(store.delete(one.hash()));
        assertEquals(alone, parts());
        assertEquals(common.concat(content(3, 10)), read(store, other));
        assertTrue(store.delete(other.hash()));
        assertEquals(0, parts());
        assertFalse(store.delete(other.hash()));
        refused(Reason.MISSING, () -> store.read(other));
    }

    @Test
    void aZeroFilledBlobIsOneChunk() throws Exception {
        BlobRef blob = put(store, Bytes.wrap(new byte[256]));
        assertEquals(2, parts(), "a chunk and a page");
        assertEquals(Bytes.wrap(new byte[256]), read(store, blob));
    }

    @Test
    void whatIsNotHereIsSaidToBe() throws Exception {
        BlobRef nobody = new BlobRef(Hash.sha256(Bytes.utf8("x")), 5);
        assertFalse(store.has(nobody));
        assertEquals(Optional.empty(), store.find(nobody.hash()));
        assertEquals(Optional.empty(), store.part(nobody, BlobPart.ROOT));
        assertEquals(List.of(BlobPart.ROOT), store.verify(nobody));
        assertEquals(List.of(BlobPart.ROOT), store.missing(nobody, 10));
        assertEquals(List.of(), store.missing(nobody, 0));
        assertTrue(
                refused(Reason.MISSING, () -> store.read(nobody)).getMessage().contains("is not here"));
        BlobRef blob = put(store, content(1, 20));
        assertEquals(Optional.of(blob), store.find(blob.hash()));
        BlobRef lie = new BlobRef(blob.hash(), 21);
        assertFalse(store.has(lie));
        refused(Reason.MISSING, () -> store.read(lie));
    }

    @Test
    void aFailingSourceLeavesNothing() throws Exception {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is out");
            }
        };
        BlobException error =
                refused(Reason.SOURCE, () -> store.put(new SequenceInputStream(Blobs.stream(content(1, 100)), broken)));
        assertTrue(error.getMessage().contains("the cable is out"), error.getMessage());
        assertEquals(List.of(), store.blobs());
        assertEquals(0, parts());
        assertTrue(storage.sizes().keySet().stream().noneMatch(path -> path.contains("unfinished")));
    }

    @Test
    void collectingSparesWhatIsReferredToAndWhatIsNew() throws Exception {
        BlobRef old = put(store, content(1, 50));
        BlobRef kept = put(store, content(2, 50));
        assertEquals(Set.of(), store.collect(Set.of()), "all of them are new");
        BlobStore again = Blobs.open(storage);
        BlobRef fresh = put(again, content(3, 50));
        assertEquals(Set.of(old.hash()), again.collect(Set.of(kept.hash())));
        assertEquals(List.of(), again.verify(kept));
        assertEquals(List.of(), again.verify(fresh));
        refused(Reason.MISSING, () -> again.read(old));
        assertEquals(2 * 5, parts());
        assertEquals(Set.of(kept.hash()), again.collect(Set.of()));
    }

    @Test
    void theSameStoreIsGivenToAllAndPartiesAreApart() throws Exception {
        FolderBlobStores stores = new FolderBlobStores(storage.restart(), Blobs.SMALL);
        BlobStore one = stores.open(Blobs.PARTY);
        assertEquals(one, stores.open(Blobs.PARTY));
        PartyId otherParty = PartyId.of(Hash.sha256(Bytes.utf8("other")).bytes());
        BlobRef blob = put(one, content(1, 50));
        assertFalse(stores.open(otherParty).has(blob));
        stores.delete(Blobs.PARTY);
        assertFalse(stores.open(Blobs.PARTY).has(blob));
    }

    @Test
    void sweepingInManyRoundsKeepsTheSame() throws Exception {
        for (int i = 0; i < 20; i++) {
            put(store, content(i, 100 + i));
        }
        var folder = storage.root().folder("blobs").folder(Blobs.PARTY.hex());
        Parts parts = new Parts(folder.folder("parts"), false);
        long before = parts();
        Bytes orphan = Bytes.utf8("nobody's");
        Hash hash = BlobShape.hash(BlobPart.Kind.CHUNK, orphan);
        for (int atOnce : new int[] {1, 7, 50, 1_000}) {
            parts.store(BlobPart.Kind.CHUNK, hash, orphan);
            assertEquals(before + 1, parts());
            assertTrue(
                    new Sweep(Blobs.SMALL, parts, new Roots(folder.folder("roots")), new Roots(folder.folder("wanted")))
                            .run(atOnce));
            assertEquals(before, parts());
        }
        for (BlobRef blob : store.blobs()) {
            assertEquals(List.of(), store.verify(blob));
        }
    }

    @Test
    void aBlobOfManyPagesInItsRealShape() throws Exception {
        BlobStore real = new FolderBlobStores(new MemoryStorage()).open(Blobs.PARTY);
        long size = (256L << 20) + (300 << 10);
        BlobRef blob = real.put(new Zeros(size));
        assertEquals(size, blob.size());
        assertEquals(List.of(), real.verify(blob));
        long seen = 0;
        try (InputStream in = real.read(blob)) {
            byte[] piece = new byte[1 << 20];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                seen += count;
            }
        }
        assertEquals(size, seen);
        assertTrue(real.part(blob, BlobPart.page(1)).orElseThrow().size() == 2 * Hash.SIZE);
    }

    /** Zero bytes. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            java.util.Arrays.fill(target, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
