package org.dxos.storage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStorageTest {
    @TempDir
    Path temp;

    /** Holds a storage until it is killed. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (FileStorage storage = FileStorage.open(Path.of(arguments[0]))) {
                System.out.println("holds " + storage.location());
                System.in.read();
            } catch (StorageException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Process start(Path home) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-Xshare:auto", "-cp", classes, Holder.class.getName(), home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(Process process) throws Exception {
        BufferedReader reader = process.inputReader();
        return String.valueOf(reader.readLine());
    }

    @Test
    void aSecondOpenInThisProcessIsRefusedAndNamesIt() throws Exception {
        try (FileStorage storage = FileStorage.open(temp)) {
            for (Path same : List.of(temp, temp.resolve("x").resolve(".."), temp.toRealPath())) {
                Files.createDirectories(temp.resolve("x"));
                StorageException error = assertThrows(StorageException.class, () -> FileStorage.open(same));
                assertTrue(
                        error.getMessage()
                                .contains("in use by process "
                                        + ProcessHandle.current().pid() + " on host "),
                        error.getMessage());
            }
            storage.root().replace("file", Bytes.utf8("still works"));
        }
        FileStorage.open(temp).close();
    }

    @Test
    void aSecondProcessIsRefusedAndNamesTheHolderUntilThatIsKilled() throws Exception {
        Process holder = start(temp);
        try {
            assertTrue(line(holder).startsWith("holds "));
            StorageException error = assertThrows(StorageException.class, () -> FileStorage.open(temp));
            assertTrue(error.getMessage().contains("in use by process " + holder.pid() + " on"), error.getMessage());
            assertTrue(error.getMessage().contains("started "), error.getMessage());
            assertThrows(StorageException.class, () -> FileStorage.open(temp), "asking does not free the lock");
            Process second = start(temp);
            assertTrue(line(second).contains("in use by process " + holder.pid()));
            second.waitFor();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        FileStorage.open(temp).close();
    }

    @Test
    void refusingAnotherDoesNotFreeTheLock() throws Exception {
        try (FileStorage storage = FileStorage.open(temp)) {
            assertThrows(StorageException.class, () -> FileStorage.open(temp));
            Process other = start(temp);
            assertTrue(line(other)
                    .contains("in use by process " + ProcessHandle.current().pid()));
            other.waitFor();
            storage.root().files();
        }
    }

    @Test
    void foldersAndFilesAreOpenToTheirOwnerOnly() throws Exception {
        Path home = temp.resolve("deep").resolve("store");
        try (FileStorage storage = FileStorage.open(home)) {
            storage.root().folder("folder").replace("replaced", Bytes.utf8("x"));
            storage.root().folder("folder").append("appended").close();
        }
        assertMode("rwx------", home);
        assertMode("rwx------", home.resolve("folder"));
        assertMode("rw-------", home.resolve("folder/replaced"));
        assertMode("rw-------", home.resolve("folder/appended"));
        assertMode("rw-------", home.resolve(".lock"));
    }

    @Test
    void leftOversOfAnInterruptedReplaceAreNotSeenAndDoNotHinder() throws Exception {
        try (FileStorage storage = FileStorage.open(temp)) {
            Files.writeString(temp.resolve(".file"), "half of a much longer con");
            assertEquals(List.of(), storage.root().files());
            assertEquals(Optional.empty(), storage.root().read("file"));
            storage.root().replace("file", Bytes.utf8("whole"));
            assertEquals(Optional.of(Bytes.utf8("whole")), storage.root().read("file"));
            assertFalse(Files.exists(temp.resolve(".file")));
        }
    }

    @Test
    void anInterruptHarmsNoFileAndReachesTheCaller() throws Exception {
        try (FileStorage storage = FileStorage.open(temp);
                AppendFile file = storage.root().append("file")) {
            for (int i = 0; i < 100; i++) {
                Thread.currentThread().interrupt();
                file.append(ByteBuffer.wrap(new byte[] {(byte) i}));
                assertTrue(Thread.currentThread().isInterrupted());
                file.sync();
                ByteBuffer read = ByteBuffer.allocate(1);
                assertEquals(1, file.read(i, read));
                assertEquals(i, read.get(0));
                assertTrue(Thread.interrupted());
                assertEquals(i + 1, file.size());
            }
            assertEquals(100, Files.size(temp.resolve("file")));
        }
    }

    @Test
    void aHomeThatCannotBeAFolderIsRefusedByName() throws Exception {
        File file = Files.writeString(temp.resolve("file"), "x").toFile();
        StorageException error = assertThrows(StorageException.class, () -> FileStorage.open(file.toPath()));
        assertTrue(error.getMessage().contains(file.getPath()), error.getMessage());
    }

    private static void assertMode(String mode, Path path) throws Exception {
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
    }
}
