package org.dxos.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** A folder of the file system. Files whose name begins with a dot are this bundle's own and are not shown. */
final class FileFolder implements Folder {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,199}");

    private final OpenFiles open;
    private final Path path;

    FileFolder(OpenFiles open, Path path) {
        this.open = open;
        this.path = path;
    }

    @Override
    public Folder folder(String name) throws StorageException {
        Path folder = resolve(name);
        try {
            Disk.makeFolder(folder);
        } catch (IOException e) {
            throw Disk.failed(folder, "cannot be made as a folder", e);
        }
        return new FileFolder(open, folder);
    }

    @Override
    public List<String> folders() throws StorageException {
        return list(entry -> Files.isDirectory(entry));
    }

    @Override
    public List<String> files() throws StorageException {
        return list(entry -> Files.isRegularFile(entry));
    }

    @Override
    public AppendFile append(String name) throws StorageException {
        return open.open(resolve(name));
    }

    @Override
    public Optional<Bytes> read(String name) throws StorageException {
        Path file = resolve(name);
        try {
            return Optional.of(Bytes.wrap(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(path)) {
                throw Disk.failed(file, "cannot be read", e);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw Disk.failed(file, "cannot be read", e);
        }
    }

    @Override
    public void replace(String name, Bytes content) throws StorageException {
        Path file = resolve(name);
        synchronized (open.replacing(file)) {
            open.checkNoneIn(file, "replaced");
            Path fresh = path.resolve('.' + name);
            try {
                if (Files.isDirectory(file)) {
                    throw new StorageException(file + ": is a folder, not a file");
                }
                write(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                Disk.syncFolder(path);
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                throw Disk.failed(file, "cannot be replaced", e);
            }
        }
    }

    @Override
    public void rename(String from, String to) throws StorageException {
        Path source = resolve(from);
        Path target = resolve(to);
        synchronized (open.replacing(target)) {
            open.checkNoneIn(source, "renamed");
            open.checkNoneIn(target, "replaced");
            try {
                if (Files.isDirectory(source) || Files.isDirectory(target)) {
                    throw new StorageException(
                            (Files.isDirectory(source) ? source : target) + ": is a folder, not a file");
                }
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                Disk.syncFolder(path);
            } catch (StorageException e) {
                throw e;
            } catch (IOException e) {
                throw Disk.failed(source, "cannot be renamed to " + to, e);
            }
        }
    }

    @Override
    public void delete(String name) throws StorageException {
        Path file = resolve(name);
        synchronized (open.replacing(file)) {
            open.checkNoneIn(file, "deleted");
            try {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.walkFileTree(file, new Deleting());
                }
            } catch (IOException e) {
                throw Disk.failed(file, "cannot be deleted", e);
            }
        }
    }

    @Override
    public void sync() throws StorageException {
        open.check(path);
        try {
            Disk.syncFolder(path);
        } catch (IOException e) {
            throw Disk.failed(path, "cannot be synced", e);
        }
    }

    @Override
    public String location() {
        return path.toString();
    }

    private static void write(Path fresh, Bytes content) throws IOException {
        try (FileChannel channel = Disk.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = content.asByteBuffer();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private List<String> list(Predicate<Path> kind) throws StorageException {
        open.check(path);
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(entry ->
                            NAME.matcher(entry.getFileName().toString()).matches())
                    .filter(kind)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Disk.failed(path, "cannot be listed", e);
        }
    }

    private Path resolve(String name) throws StorageException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a file or folder: \"" + name + '"');
        }
        open.check(path);
        return path.resolve(name);
    }

    /** Deletes everything below a path, then the path. */
    private static final class Deleting extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
