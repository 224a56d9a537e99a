package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.dxos.base.Hash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, across a crash, which bytes were being started: a bundle that takes the process down must not do so at each start.
 * Confined to one thread.
 */
final class CrashMark {
    private static final Logger LOG = LoggerFactory.getLogger(CrashMark.class);

    private final Path file;
    private final Set<String> before;
    private final Set<String> now = new HashSet<>();

    private CrashMark(Path file, Set<String> before) {
        this.file = file;
        this.before = before;
    }

    static CrashMark read(Path file) throws IOException {
        return new CrashMark(file, Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : new HashSet<>());
    }

    /** Whether the process ended while these bytes were being started. */
    boolean names(Hash hash) {
        return before.contains(hash.hex());
    }

    synchronized void set(Hash hash) {
        now.add(hash.hex());
        write();
    }

    /** Whatever is being started has nothing to do with the end of the process. */
    synchronized void clear() {
        now.clear();
        write();
    }

    synchronized void clear(Hash hash) {
        now.remove(hash.hex());
        before.remove(hash.hex());
        write();
    }

    private void write() {
        Set<String> all = new HashSet<>(before);
        all.addAll(now);
        try {
            Files.write(file, all);
        } catch (IOException e) {
            LOG.warn("cannot note which bundles are being started: {}", e.toString());
        }
    }
}
