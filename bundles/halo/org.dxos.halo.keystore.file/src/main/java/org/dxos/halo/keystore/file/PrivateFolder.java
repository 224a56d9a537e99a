package org.dxos.halo.keystore.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.KeyringException;

/** A folder of small files that nobody but their owner may enter or read. Confined to the keyring's lock. */
final class PrivateFolder {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    /** Ends the names of files that are on their way in or out. */
    private static final String PASSING = ".tmp";

    private final Path path;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** Opens the folder, made if it is not there, and clears what an interrupted change left behind. */
    static PrivateFolder open(Path path) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                Path parent = path.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                    requirePosix(parent);
                }
                Files.createDirectory(path, PosixFilePermissions.asFileAttribute(FOLDER));
            }
            check(path, FOLDER, true);
            PrivateFolder folder = new PrivateFolder(path);
            for (Path file : folder.entries()) {
                if (file.getFileName().toString().endsWith(PASSING)) {
                    check(file, FILE, false);
                    Files.delete(file);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new KeyringException("the key folder " + path + " cannot be opened: " + e, e);
        }
    }

    /** The files in here, by name. */
    List<Path> files() {
        try {
            return entries();
        } catch (IOException e) {
            throw new KeyringException("the key folder " + path + " cannot be listed: " + e, e);
        }
    }

    private List<Path> entries() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /** Reads a file by its name. */
    Bytes read(String name, int limit) {
        return read(path.resolve(name), limit);
    }

    /** Reads a file of at most so many bytes; of a longer one the first byte more. */
    Bytes read(Path file, int limit) {
        try {
            check(file, FILE, false);
            ByteBuffer buffer = ByteBuffer.allocate(limit + 1);
            try (FileChannel channel =
                    FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                    continue;
                }
            }
            return Bytes.copyOf(buffer.flip());
        } catch (IOException e) {
            throw new KeyringException("the key file " + file + " cannot be read: " + e, e);
        }
    }

    /** Keeps a new file for good before it returns: it is there whole, or not at all. */
    void create(String name, Bytes content) {
        Path target = path.resolve(name);
        Path passing = path.resolve(name + PASSING);
        try {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new KeyringException("the key file " + target + " is there already");
            }
            try (FileChannel channel = FileChannel.open(
                    passing,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(FILE))) {
                write(channel, content);
            }
            Files.move(passing, target, StandardCopyOption.ATOMIC_MOVE);
            sync();
        } catch (IOException e) {
            throw new KeyringException("the key file " + target + " cannot be written: " + e, e);
        }
    }

    /** Removes a file, if it is there, after its content has been overwritten. */
    void remove(String name) {
        Path target = path.resolve(name);
        Path passing = path.resolve(name + PASSING);
        try {
            if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            Files.move(target, passing, StandardCopyOption.ATOMIC_MOVE);
            sync();
            try (FileChannel channel =
                    FileChannel.open(passing, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
                write(channel, Bytes.wrap(new byte[(int) channel.size()]));
            }
            Files.delete(passing);
            sync();
        } catch (IOException e) {
            throw new KeyringException("the key file " + target + " cannot be removed: " + e, e);
        }
    }

    private static void write(FileChannel channel, Bytes content) throws IOException {
        ByteBuffer buffer = content.asByteBuffer();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(true);
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void check(Path path, Set<PosixFilePermission> allowed, boolean folder) throws IOException {
        requirePosix(path);
        BasicFileAttributes kind = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (folder ? !kind.isDirectory() : !kind.isRegularFile()) {
            throw new KeyringException(path + " is " + (kind.isSymbolicLink() ? "a symbolic link" : "something else")
                    + " where a " + (folder ? "folder" : "file") + " of keys should be");
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        if (!allowed.containsAll(found)) {
            throw new KeyringException(
                    path + " is open to others or executable (" + PosixFilePermissions.toString(found) + "): allow "
                            + PosixFilePermissions.toString(allowed) + " at most, and think about who has read it");
        }
    }

    private static void requirePosix(Path path) {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS) == null) {
            throw new KeyringException(
                    path + " is on a file system without owner permissions: keys cannot be kept there");
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
