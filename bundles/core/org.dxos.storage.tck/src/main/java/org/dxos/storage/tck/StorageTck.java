package org.dxos.storage.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every storage must do. A test class of the implementation extends this. */
public abstract class StorageTck {
    private static final Bytes ONE = Bytes.utf8("one");
    private static final Bytes TWO = Bytes.utf8("the second");

    private Storage storage;
    private Folder root;

    /** A new, empty storage. */
    protected abstract Storage create() throws Exception;

    /** A storage on the data of one that was closed. */
    protected abstract Storage reopen(Storage closed) throws Exception;

    @BeforeEach
    final void createStorage() throws Exception {
        storage = create();
        root = storage.root();
    }

    @AfterEach
    final void closeStorage() throws Exception {
        storage.close();
    }

    @Test
    void aNewStorageIsEmptyAndSaysWhereItLies() throws Exception {
        assertEquals(List.of(), root.folders());
        assertEquals(List.of(), root.files());
        assertFalse(storage.location().isBlank());
        assertFalse(root.location().isBlank());
    }

    @Test
    void aFolderIsMadeWhenItIsNotThereAndFoundWhenItIs() throws Exception {
        root.folder("a").replace("file", ONE);
        assertEquals(Optional.of(ONE), root.folder("a").read("file"));
        assertEquals(List.of("a"), root.folders());
        assertEquals(List.of(), root.files());
        assertTrue(root.folder("a").location().contains("a"));
    }

    @Test
    void namesAreSorted() throws Exception {
        for (String name : List.of("b", "a-1", "_", "0", "a.x", "zz", "a")) {
            root.replace(name, ONE);
            root.folder("in").folder(name);
        }
        List<String> sorted = List.of("0", "_", "a", "a-1", "a.x", "b", "zz");
        assertEquals(sorted, root.files());
        assertEquals(sorted, root.folder("in").folders());
    }

    @Test
    void namesOutsideTheRulesAreRefused() {
        for (String name :
                List.of("", ".", "..", ".hidden", "A", "a b", "a/b", "ä", "a\\b", "a\u0000", "x".repeat(201))) {
            assertThrows(IllegalArgumentException.class, () -> root.folder(name), name);
            assertThrows(IllegalArgumentException.class, () -> root.append(name), name);
            assertThrows(IllegalArgumentException.class, () -> root.read(name), name);
            assertThrows(IllegalArgumentException.class, () -> root.replace(name, ONE), name);
            assertThrows(IllegalArgumentException.class, () -> root.delete(name), name);
        }
    }

    @Test
    void theLongestNamesWork() throws Exception {
        String name = "x".repeat(200);
        root.folder(name).replace(name, ONE);
        assertEquals(Optional.of(ONE), root.folder(name).read(name));
    }

    @Test
    void aNameStandsForAFileOrAFolder() throws Exception {
        root.folder("folder");
        root.replace("file", ONE);
        assertThrows(StorageException.class, () -> root.append("folder"));
        assertThrows(StorageException.class, () -> root.read("folder"));
        assertThrows(StorageException.class, () -> root.replace("folder", ONE));
        assertThrows(StorageException.class, () -> root.folder("file"));
    }

    @Test
    void aMissingFileReadsAsNothing() throws Exception {
        assertEquals(Optional.empty(), root.read("missing"));
    }

    @Test
    void renameTakesTheNameFromAnotherFileAndKeepsTheContent() throws Exception {
        try (AppendFile file = root.append("fresh")) {
            file.append(TWO.asByteBuffer());
            file.sync();
            assertThrows(StorageException.class, () -> root.rename("fresh", "file"), "it is open");
        }
        root.replace("file", ONE);
        try (AppendFile file = root.append("file")) {
            assertEquals(3, file.size());
            assertThrows(StorageException.class, () -> root.rename("fresh", "file"), "the other is open");
        }
        root.rename("fresh", "file");
        assertEquals(List.of("file"), root.files());
        assertEquals(Optional.of(TWO), root.read("file"));
        root.rename("file", "other");
        assertEquals(List.of("other"), root.files());
        root.folder("folder");
        assertThrows(StorageException.class, () -> root.rename("missing", "file"));
        assertThrows(StorageException.class, () -> root.rename("other", "folder"));
        assertThrows(StorageException.class, () -> root.rename("folder", "file"));
        assertThrows(IllegalArgumentException.class, () -> root.rename("other", ".x"));
        assertEquals(Optional.of(TWO), root.read("other"));
    }

    @Test
    void replaceMakesAFileOrReplacesAllOfIt() throws Exception {
        root.replace("file", TWO);
        assertEquals(Optional.of(TWO), root.read("file"));
        root.replace("file", ONE);
        assertEquals(Optional.of(ONE), root.read("file"));
        root.replace("file", Bytes.EMPTY);
        assertEquals(Optional.of(Bytes.EMPTY), root.read("file"));
        assertEquals(List.of("file"), root.files());
    }

    @Test
    void anAppendFileIsMadeEmptyAndGrowsAtItsEnd() throws Exception {
        try (AppendFile file = root.append("file")) {
            assertEquals(0, file.size());
            assertTrue(file.location().contains("file"));
            file.append(ONE.asByteBuffer());
            file.append(TWO.asByteBuffer(), ByteBuffer.allocate(0), ONE.asByteBuffer());
            file.append();
            assertEquals(16, file.size());
            assertEquals("onethe secondone", text(file, 0, 16));
        }
        assertEquals(Optional.of(Bytes.utf8("onethe secondone")), root.read("file"));
    }

    @Test
    void appendTakesAllRemainingBytesAndNoOthers() throws Exception {
        try (AppendFile file = root.append("file")) {
            ByteBuffer buffer = ByteBuffer.wrap(TWO.toArray()).position(4).limit(7);
            file.append(buffer);
            assertFalse(buffer.hasRemaining());
            assertEquals("sec", text(file, 0, 3));
        }
    }

    @Test
    void anAppendFileGoesOnWhereItEnded() throws Exception {
        root.replace("file", ONE);
        try (AppendFile file = root.append("file")) {
            assertEquals(3, file.size());
            file.append(TWO.asByteBuffer());
            assertEquals("onethe second", text(file, 0, 13));
        }
    }

    @Test
    void aReadFillsTheBufferOrEndsAtTheEndOfTheFile() throws Exception {
        try (AppendFile file = root.append("file")) {
            file.append(TWO.asByteBuffer());
            ByteBuffer target = ByteBuffer.allocate(8).position(2).limit(6);
            assertEquals(4, file.read(1, target));
            assertEquals(6, target.position());
            assertArrayEquals(new byte[] {0, 0, 'h', 'e', ' ', 's', 0, 0}, target.array());
            assertEquals(3, file.read(7, ByteBuffer.allocate(8)));
            assertEquals(0, file.read(10, ByteBuffer.allocate(8)));
            assertEquals(0, file.read(1000, ByteBuffer.allocate(8)));
            assertEquals(0, file.read(0, ByteBuffer.allocate(0)));
            assertEquals(10, file.read(0, ByteBuffer.allocateDirect(20)));
            assertThrows(IllegalArgumentException.class, () -> file.read(-1, ByteBuffer.allocate(1)));
        }
    }

    @Test
    void truncateCutsAndNeverGrows() throws Exception {
        try (AppendFile file = root.append("file")) {
            file.append(TWO.asByteBuffer());
            assertThrows(IllegalArgumentException.class, () -> file.truncate(11));
            assertThrows(IllegalArgumentException.class, () -> file.truncate(-1));
            file.truncate(10);
            file.truncate(3);
            assertEquals(3, file.size());
            assertEquals(0, file.read(3, ByteBuffer.allocate(1)));
            file.append(ONE.asByteBuffer());
            file.sync();
            assertEquals("theone", text(file, 0, 6));
            file.truncate(0);
            assertEquals(0, file.size());
        }
        assertEquals(Optional.of(Bytes.EMPTY), root.read("file"));
    }

    @Test
    void aFileHasOneOpenHandle() throws Exception {
        try (AppendFile file = root.append("file")) {
            assertThrows(StorageException.class, () -> root.append("file"));
            file.append(ONE.asByteBuffer());
        }
        root.append("file").close();
    }

    @Test
    void anOpenFileIsNeitherReplacedNorDeleted() throws Exception {
        try (AppendFile file = root.folder("a").folder("b").append("file")) {
            assertThrows(
                    StorageException.class, () -> root.folder("a").folder("b").replace("file", ONE));
            assertThrows(
                    StorageException.class, () -> root.folder("a").folder("b").delete("file"));
            assertThrows(StorageException.class, () -> root.delete("a"));
            file.append(ONE.asByteBuffer());
        }
        root.delete("a");
        assertEquals(List.of(), root.folders());
    }

    @Test
    void anOpenFileCanBeReadAsAWhole() throws Exception {
        try (AppendFile file = root.append("file")) {
            file.append(ONE.asByteBuffer());
            assertEquals(Optional.of(ONE), root.read("file"));
        }
    }

    @Test
    void aClosedFileRefuses() throws Exception {
        AppendFile file = root.append("file");
        file.close();
        file.close();
        assertThrows(StorageException.class, () -> file.append(ONE.asByteBuffer()));
        assertThrows(StorageException.class, () -> file.read(0, ByteBuffer.allocate(1)));
        assertThrows(StorageException.class, file::sync);
        assertThrows(StorageException.class, () -> file.truncate(0));
    }

    @Test
    void deleteTakesAFileOrAFolderWithAllThatIsInIt() throws Exception {
        root.replace("file", ONE);
        root.folder("a").folder("b").replace("file", ONE);
        root.delete("missing");
        root.delete("file");
        root.delete("a");
        assertEquals(List.of(), root.files());
        assertEquals(List.of(), root.folders());
        assertEquals(List.of(), root.folder("a").folders());
    }

    @Test
    void aDeletedFolderRefuses() throws Exception {
        Folder folder = root.folder("a");
        root.delete("a");
        assertThrows(StorageException.class, () -> folder.replace("file", ONE));
        assertThrows(StorageException.class, () -> folder.append("file"));
        assertThrows(StorageException.class, folder::files);
    }

    @Test
    void whatWasSyncedIsThereAfterClosingAndReopening() throws Exception {
        Folder folder = root.folder("a");
        folder.replace("replaced", ONE);
        try (AppendFile file = folder.append("appended")) {
            file.append(TWO.asByteBuffer());
            file.sync();
        }
        folder.sync();
        root.sync();
        storage.close();
        storage = reopen(storage);
        root = storage.root();
        assertEquals(List.of("appended", "replaced"), root.folder("a").files());
        assertEquals(Optional.of(TWO), root.folder("a").read("appended"));
        assertEquals(Optional.of(ONE), root.folder("a").read("replaced"));
    }

    @Test
    void closingTheStorageClosesItsFilesAndRefusesEverything() throws Exception {
        AppendFile file = root.append("file");
        storage.close();
        storage.close();
        assertThrows(StorageException.class, () -> file.append(ONE.asByteBuffer()));
        assertThrows(StorageException.class, () -> root.append("file"));
        assertThrows(StorageException.class, () -> root.folder("a"));
        assertThrows(StorageException.class, root::files);
        assertThrows(StorageException.class, root::folders);
        assertThrows(StorageException.class, () -> root.read("file"));
        assertThrows(StorageException.class, () -> root.replace("file", ONE));
        assertThrows(StorageException.class, () -> root.delete("file"));
        assertThrows(StorageException.class, root::sync);
        storage = reopen(storage);
        storage.root().append("file").close();
    }

    @Test
    void anyThreadReadsWhileOneAppends() throws Exception {
        int rounds = 2000;
        try (AppendFile file = root.append("file")) {
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(() -> {
                started.countDown();
                for (long size = 0; size < rounds * 8L; size = file.size()) {
                    for (long at = Math.max(0, size - 80); at < size; at += 8) {
                        ByteBuffer buffer = ByteBuffer.allocate(8);
                        if (read(file, at, buffer) != 8 || buffer.getLong(0) != at / 8) {
                            return false;
                        }
                    }
                }
                return true;
            });
            started.await();
            for (long i = 0; i < rounds; i++) {
                file.append(ByteBuffer.allocate(8).putLong(0, i));
            }
            assertTrue(reading.get());
        }
    }

    private static int read(AppendFile file, long position, ByteBuffer target) {
        try {
            return file.read(position, target);
        } catch (StorageException e) {
            throw new AssertionError(e);
        }
    }

    /** One append file does what a byte array does. */
    @SeededTest(ci = 20, deep = 1000)
    void anAppendFileIsAnArrayThatGrows(SeededRandom random) throws Exception {
        byte[] model = new byte[0];
        AppendFile file = root.append("file");
        for (int step = 0; step < 60; step++) {
            switch (random.below(5)) {
                case 0 -> {
                    model = Arrays.copyOf(model, random.below(model.length + 1));
                    file.truncate(model.length);
                }
                case 1 -> {
                    file.sync();
                    file.close();
                    file = root.append("file");
                }
                case 2 -> {
                    int from = random.below(model.length + 1);
                    int count = random.below(100_000);
                    ByteBuffer buffer = ByteBuffer.allocate(count);
                    assertEquals(Math.min(count, model.length - from), file.read(from, buffer));
                    byte[] wanted = Arrays.copyOfRange(model, from, from + buffer.position());
                    assertArrayEquals(wanted, Arrays.copyOf(buffer.array(), buffer.position()));
                }
                default -> {
                    byte[] more = random.bytes(random.below(50_000)).toArray();
                    int at = model.length;
                    model = Arrays.copyOf(model, at + more.length);
                    System.arraycopy(more, 0, model, at, more.length);
                    int split = random.below(more.length + 1);
                    file.append(ByteBuffer.wrap(more, 0, split), ByteBuffer.wrap(more, split, more.length - split));
                }
            }
            assertEquals(model.length, file.size());
        }
        file.close();
        assertEquals(Optional.of(Bytes.wrap(model)), root.read("file"));
    }

    private static String text(AppendFile file, long position, int size) throws StorageException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        assertEquals(size, file.read(position, buffer));
        return Bytes.wrap(buffer.array()).asUtf8();
    }
}
