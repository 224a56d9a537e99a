package org.dxos.node.internal.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.dxos.node.CommandException;
import org.jspecify.annotations.Nullable;

/**
 * A file that comes to be as a whole: written beside its place as {@code NAME.part}, synced, and renamed. What an interrupted one
 * left beside is overwritten. Only its owner may read it. Confined to one thread.
 */
final class NewFile implements AutoCloseable {
    private final Path target;
    private final Path passing;
    private final FileChannel channel;

    private NewFile(Path target, Path passing, FileChannel channel) {
        this.target = target;
        this.passing = passing;
        this.channel = channel;
    }

    static NewFile beside(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandException(CommandException.CONFLICT, target + " exists already");
        }
        Path passing = target.resolveSibling(target.getFileName() + ".part");
        FileChannel channel = FileChannel.open(
                passing,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        if (lock(channel) == null) {
            channel.close();
            throw new CommandException(CommandException.CONFLICT, target + " is being written by another command");
        }
        Files.setPosixFilePermissions(passing, PosixFilePermissions.fromString("rw-------"));
        channel.truncate(0);
        return new NewFile(target, passing, channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    OutputStream stream() {
        return Channels.newOutputStream(channel);
    }

    /** Gives the file its name, now that it is whole. */
    void keep() throws IOException {
        channel.force(true);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandException(CommandException.CONFLICT, target + " exists already");
        }
        Files.move(passing, target, StandardCopyOption.ATOMIC_MOVE);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Lets go of the file; what has not got its name is removed. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(passing);
        channel.close();
    }
}
