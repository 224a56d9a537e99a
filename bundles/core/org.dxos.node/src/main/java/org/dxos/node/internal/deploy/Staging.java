package org.dxos.node.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;

/** A private folder into which files are copied whole before they are judged. */
public final class Staging {
    /** A file's content at one moment, and where its private copy is. */
    public record Copy(Path path, Bytes content, Hash hash) {}

    private final Path folder;
    private final long maxBytes;

    /** Makes the folder empty. */
    public Staging(Path folder, long maxBytes) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Copies a file that may change meanwhile; what was read is what counts. */
    public Copy copy(Path file) throws IOException, RejectedException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 16));
        }
        if (content.length > maxBytes) {
            throw new RejectedException("it is larger than " + (maxBytes >> 20) + " MiB");
        }
        if (content.length == 0) {
            throw new RejectedException("the file is empty");
        }
        if (content.length < 4 || content[0] != 'P' || content[1] != 'K') {
            throw new RejectedException("not a jar: it does not begin like one");
        }
        Bytes bytes = Bytes.wrap(content);
        Hash hash = Hash.sha256(bytes);
        Path path = folder.resolve(hash.hex() + ".jar");
        Files.write(path, content);
        return new Copy(path, bytes, hash);
    }

    /** Forgets a copy. */
    public void discard(Copy copy) throws IOException {
        Files.deleteIfExists(copy.path());
    }

    /**
     * Whether the file ends as a zip does. One that does not may still be on its way.
     *
     * <p>The last record of a zip begins with {@code PK\5\6}, has 22 bytes and a comment of at most 65,535.
     */
    public static boolean endsLikeJar(Path file) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            long size = channel.size();
            int tail = (int) Math.min(size, 22 + 65_535);
            channel.position(size - tail);
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(tail);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // reads until the end
            }
            byte[] bytes = buffer.array();
            for (int i = buffer.position() - 22; i >= 0; i--) {
                if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
                    return true;
                }
            }
            return false;
        }
    }
}
