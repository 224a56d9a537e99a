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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** How often to look again when the file names nobody who lives: some tenths of a second. */
    private static final int ATTEMPTS = 20_000;

    private static final Pattern HOLDER = Pattern.compile("^process (\\d{1,18}) on host (.*), started .+$");

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
            lock(channel, home);
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

    /** Locks the file, or finds out who has. A holder that was killed leaves its name until the next has written its own. */
    private static void lock(FileChannel channel, Path home) throws IOException {
        for (int attempt = 0; channel.tryLock(LOCKED_BYTE, 1, false) == null; attempt++) {
            String holder = readHolder(channel);
            if (attempt == ATTEMPTS || !(holder.isEmpty() || isGone(holder))) {
                throw held(home, holder.isEmpty() ? "a process that is just starting or ending" : holder);
            }
            Thread.yield();
        }
    }

    /** Whether a holder's name is that of a process of this machine that has ended. */
    private static boolean isGone(String holder) {
        Matcher matcher = HOLDER.matcher(holder);
        return !matcher.find()
                || (matcher.group(2).equals(host())
                        && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty());
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
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
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
