package org.dxos.launcher;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder that holds all state of one node, and the lock that lets one process at a time have it. */
final class Home implements AutoCloseable {
    private static final List<String> FOLDERS =
            List.of("store", "keys", "log", "deploy", "conf", "tmp", "cache", "run");

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private Home(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Makes the folder complete and takes its lock; the commented default files are copied where there are none. */
    static Home open(Path folder, Path defaults) throws IOException, LaunchException {
        if (Restoring.isUnfinished(folder)) {
            throw new LaunchException(
                    Exit.FAILED,
                    "restoring a backup into " + folder + " was interrupted: do it again with --restore, or delete it");
        }
        try {
            Files.createDirectories(folder);
            for (String name : FOLDERS) {
                Path sub = folder.resolve(name);
                if (!Files.isDirectory(sub)) {
                    Files.createDirectory(
                            sub, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                }
            }
        } catch (IOException e) {
            throw new LaunchException(Exit.FAILED, "cannot make the home folder " + folder + ": " + words(e));
        }
        FileChannel channel = FileChannel.open(
                lockFile(folder), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw new LaunchException(Exit.CONFLICT, "the home folder " + folder + " is in use by " + holder(folder));
        }
        Home home = new Home(folder, channel, lock);
        String text = ProcessHandle.current().pid() + "\n" + Instant.now() + "\n";
        channel.truncate(0).write(StandardCharsets.UTF_8.encode(text), 0);
        home.copyDefaults(defaults);
        Files.deleteIfExists(readyFile(folder));
        return home;
    }

    /** The process that has the folder, or empty when none has. */
    static Optional<ProcessHandle> runningIn(Path folder) throws IOException {
        Path file = lockFile(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = tryLock(channel);
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
        }
        String pid = Files.readString(file).lines().findFirst().orElse("");
        return pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    static String holder(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(lockFile(folder));
        return lines.size() < 2
                ? "another process that is just starting"
                : "process " + lines.get(0) + ", which started at " + lines.get(1);
    }

    static Path readyFile(Path folder) {
        return folder.resolve("run").resolve("ready");
    }

    private static Path lockFile(Path folder) {
        return folder.resolve("run").resolve("lock");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void copyDefaults(Path defaults) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(defaults)) {
            for (Path file : files) {
                Path target = folder.resolve("conf").resolve(file.getFileName().toString());
                if (!Files.exists(target)) {
                    Path partial = target.resolveSibling("." + target.getFileName());
                    Files.copy(file, partial, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    private static String words(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(readyFile(folder));
        lock.release();
        channel.close();
    }
}
