package org.dxos.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.dxos.storage.StorageException;

/** The file system's calls with private permissions, and folders that can be synced. */
final class Disk {
    private Disk() {}

    /** Makes the outermost folder, closes it to others, and returns its real path. */
    static Path makeHome(Path home) throws StorageException {
        try {
            Path absolute = home.toAbsolutePath();
            if (!Files.isDirectory(absolute)) {
                Files.createDirectories(absolute, folderMode(absolute));
            }
            Path real = absolute.toRealPath();
            if (isPosix(real)) {
                Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
            }
            return real;
        } catch (IOException e) {
            throw failed(home, "cannot be made or used as a folder for storage", e);
        }
    }

    /** Makes a folder when there is none. */
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, folderMode(folder));
        }
    }

    /** Opens a file, private to its owner if it is made. */
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), fileMode(file));
    }

    /** Makes the names in a folder safe from a crash. Windows has no such call and needs none. */
    static void syncFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static StorageException failed(Path path, String what, IOException cause) {
        String reason = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new StorageException(path + ": " + what + " (" + cause.getClass().getSimpleName() + reason + ')', cause);
    }

    private static FileAttribute<?>[] folderMode(Path path) {
        return mode(path, "rwx------");
    }

    private static FileAttribute<?>[] fileMode(Path path) {
        return mode(path, "rw-------");
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
