package org.dxos.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.dxos.storage.StorageException;

/**
 * The lock of a storage folder: a file that names its holder and is locked by the operating system, which frees it when the
 * process ends in whatever way.
 *
 * <p>Closing any channel of a locked file frees the lock for the whole process, so a second opener of this process must be
 * refused before it touches the file; {@link #HELD} is for that.
 */
final class HomeLock {
    private static final String NAME = ".lock";
    /** Beyond all content, because Windows lets nobody read locked bytes. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final ConcurrentHashMap<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    static HomeLock take(Path home) throws StorageException {
        String holder = holder();
        String other = HELD.putIfAbsent(home, holder);
        if (other != null) {
            throw held(home, other + ", which is this process");
        }
        try {
            HomeLock lock = lock(home, holder);
            return lock;
        } catch (IOException e) {
            HELD.remove(home);
            throw e instanceof StorageException refused ? refused : Disk.failed(home, "cannot be locked", e);
        }
    }

    private static HomeLock lock(Path home, String holder) throws IOException {
        FileChannel channel = Disk.open(
                home.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw held(home, readHolder(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another class loader of this process holds it. The channel stays open: closing it would free that lock.
            throw held(home, readHolder(channel) + ", which is this process");
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return new HomeLock(home, channel);
    }

    void release() throws StorageException {
        if (channel.isOpen()) {
            try {
                channel.truncate(0);
                channel.close();
            } catch (IOException e) {
                throw Disk.failed(home, "cannot be unlocked", e);
            } finally {
                HELD.remove(home);
            }
        }
    }

    private static StorageException held(Path home, String holder) {
        return new StorageException(home + ": is in use by " + holder);
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        channel.read(buffer, 0);
        String holder = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        return holder.isEmpty() ? "a process that is just starting or ending" : holder;
    }

    private static String holder() {
        ProcessHandle process = ProcessHandle.current();
        String since = process.info().startInstant().map(Instant::toString).orElse("an unknown time");
        return "process " + process.pid() + " on host " + host() + ", started " + since;
    }

    /** The name of this machine, without asking the network. */
    private static String host() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        try {
            return Files.readString(Path.of("/etc/hostname")).strip();
        } catch (IOException e) {
            return "(unknown)";
        }
    }
}
