package org.dxos.storage.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.dxos.storage.tck.CrashOutcome.Kind;
import org.junit.jupiter.api.Test;

class FaultyStorageTest {
    private final FaultyStorage storage = new FaultyStorage();

    /** A file of which the first bytes (ones) are safe and the rest (twos) is not. */
    private AppendFile file(int safe, int unsafe) throws Exception {
        AppendFile file = storage.root().append("file");
        storage.root().sync();
        file.append(filled(safe, 1));
        file.sync();
        file.append(filled(unsafe, 2));
        return file;
    }

    private static ByteBuffer filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void lossOfPowerKeepsWhatIsSafeAndLosesOrKeepsTheRest() throws Exception {
        file(100, 50);
        assertEquals(Map.of("file", 100L), storage.crash(CrashOutcome.LOSE_ALL).sizes());
        assertEquals(Map.of("file", 150L), storage.crash(CrashOutcome.KEEP_ALL).sizes());
        assertEquals(Map.of("file", 150L), storage.restart().sizes());
    }

    @Test
    void tornWritesEndAtSectorBorders() throws Exception {
        file(700, 5000);
        Set<Integer> sizes = new HashSet<>();
        for (int seed = 0; seed < 300; seed++) {
            sizes.add(storage.crash(new CrashOutcome(Kind.TORN, 512, seed))
                    .content("file")
                    .size());
        }
        Set<Integer> borders = new HashSet<>(Set.of(700, 5700));
        for (int border = 1024; border < 5700; border += 512) {
            borders.add(border);
        }
        assertEquals(borders, sizes);
    }

    @Test
    void reorderedWritesLeaveZerosBeforeWhatWasKept() throws Exception {
        file(700, 5000);
        int holes = 0;
        for (int seed = 0; seed < 100; seed++) {
            Bytes left =
                    storage.crash(new CrashOutcome(Kind.REORDERED, 512, seed)).content("file");
            for (int i = 0; i < left.size(); i++) {
                assertTrue(i < 700 ? left.at(i) == 1 : left.at(i) == 2 || left.at(i) == 0, "byte " + i);
            }
            holes += left.size() > 1200 && left.at(1100) == 0 && left.at(left.size() - 1) == 2 ? 1 : 0;
        }
        assertTrue(holes > 10, holes + " holes");
    }

    @Test
    void namesAreLostUntilTheirFolderIsSynced() throws Exception {
        storage.root().folder("a").replace("file", Bytes.utf8("x"));
        assertEquals(Map.of(), storage.crash(CrashOutcome.LOSE_ALL).sizes());
        storage.root().sync();
        assertEquals(Map.of("a/file", 1L), storage.crash(CrashOutcome.LOSE_ALL).sizes());
        storage.root().delete("a");
        assertEquals(Map.of("a/file", 1L), storage.crash(CrashOutcome.LOSE_ALL).sizes());
        assertEquals(Map.of(), storage.crash(CrashOutcome.KEEP_ALL).sizes());
    }

    @Test
    void aReplacedFileIsOldOrNewWhereverThePowerGoes() throws Exception {
        Set<Optional<Bytes>> seen = new HashSet<>();
        for (long call = 1; call <= 2; call++) {
            FaultyStorage fresh = new FaultyStorage();
            fresh.root().replace("file", Bytes.utf8("old"));
            fresh.plan(FaultPlan.powerOff(fresh.calls() + call));
            assertThrows(StorageException.class, () -> fresh.root().replace("file", Bytes.utf8("new")));
            for (CrashOutcome outcome : CrashOutcome.all(call)) {
                seen.add(fresh.crash(outcome).root().read("file"));
            }
        }
        assertEquals(Set.of(Optional.of(Bytes.utf8("old")), Optional.of(Bytes.utf8("new"))), seen);
    }

    @Test
    void aFailedSyncIsNotMadeGoodByALaterOne() throws Exception {
        AppendFile file = file(100, 50);
        storage.plan(FaultPlan.failOnce(storage.calls() + 1));
        assertThrows(StorageException.class, file::sync);
        file.append(filled(10, 3));
        file.sync();
        Bytes left = storage.crash(CrashOutcome.LOSE_ALL).content("file");
        assertEquals(160, left.size());
        assertEquals(1, left.at(99));
        assertEquals(0, left.at(120));
        assertEquals(3, left.at(155));
    }

    @Test
    void unsyncedCutsMayComeBack() throws Exception {
        AppendFile file = file(100, 0);
        file.truncate(10);
        assertEquals(Map.of("file", 100L), storage.crash(CrashOutcome.LOSE_ALL).sizes());
        assertEquals(Map.of("file", 10L), storage.crash(CrashOutcome.KEEP_ALL).sizes());
        file.sync();
        assertEquals(Map.of("file", 10L), storage.crash(CrashOutcome.LOSE_ALL).sizes());
    }

    @Test
    void callsAreNumberedAndFailOnceOrForEver() throws Exception {
        AppendFile file = file(10, 0);
        assertEquals(
                List.of(Operation.OPEN, Operation.SYNC_FOLDER, Operation.APPEND, Operation.SYNC, Operation.APPEND),
                storage.trace().stream().map(FaultyStorage.Call::operation).toList());
        storage.plan(FaultPlan.failOnce(6));
        StorageException error = assertThrows(StorageException.class, file::sync);
        assertTrue(error.getMessage().contains("call 6, SYNC"), error.getMessage());
        file.sync();
        storage.plan(FaultPlan.failFrom(8));
        assertThrows(StorageException.class, file::sync);
        assertThrows(StorageException.class, () -> storage.root().files());
    }

    @Test
    void anAppendThatFailsMayHaveWrittenAPart() throws Exception {
        Set<Long> sizes = new HashSet<>();
        for (int before = 0; before < 6; before++) {
            FaultyStorage fresh = new FaultyStorage();
            AppendFile file = fresh.root().append("file");
            for (int i = 0; i < before; i++) {
                fresh.root().files();
            }
            fresh.plan(FaultPlan.failOnce(fresh.calls() + 1));
            assertThrows(StorageException.class, () -> file.append(filled(10, 1)));
            sizes.add(file.size());
        }
        assertEquals(Set.of(0L, 5L, 10L), sizes);
    }

    @Test
    void aFullDiskTakesWhatFitsAndGoesOnWhenThereIsSpace() throws Exception {
        storage.capacity(25);
        AppendFile file = file(10, 10);
        StorageException error = assertThrows(StorageException.class, () -> file.append(filled(10, 3)));
        assertTrue(error.getMessage().contains("no space left"), error.getMessage());
        assertEquals(25, file.size());
        assertThrows(StorageException.class, () -> storage.root().replace("other", Bytes.utf8("x")));
        file.truncate(20);
        storage.root().replace("other", Bytes.utf8("five!"));
        storage.root().delete("other");
        file.append(filled(5, 3));
        assertEquals(25, file.size());
    }

    @Test
    void shortReadsGiveHalf() throws Exception {
        AppendFile file = file(10, 0);
        storage.plan(FaultPlan.shortRead(storage.calls() + 1));
        assertEquals(5, file.read(0, ByteBuffer.allocate(10)));
        assertEquals(10, file.read(0, ByteBuffer.allocate(10)));
    }

    @Test
    void bitsFlipAndFilesArePutAndRemoved() throws Exception {
        storage.root().folder("a");
        storage.root().sync();
        storage.put("a/file", Bytes.fromHex("00ff"));
        storage.flip("a/file", 1, 7);
        assertEquals(Bytes.fromHex("007f"), storage.content("a/file"));
        assertEquals(Bytes.fromHex("007f"), storage.crash(CrashOutcome.LOSE_ALL).content("a/file"));
        assertThrows(IllegalArgumentException.class, () -> storage.flip("a/file", 2, 0));
        storage.remove("a/file");
        List<String> left =
                new ArrayList<>(storage.crash(CrashOutcome.KEEP_ALL).sizes().keySet());
        assertEquals(List.of(), left);
    }
}
