package org.dxos.node.internal.osgi;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.node.Deployment;
import org.dxos.node.internal.deploy.SoundJar;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** What the deploy folder knows about one of its files. Confined to the folder's thread. */
final class Entry {
    /** Looks the same only as long as nobody writes to the file. */
    record Stamp(long size, long modified, @Nullable Object key) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
        }
    }

    final String file;
    Stamp stamp = new Stamp(-1, -1, null);
    long changedAt;
    /** The file has changed since it was last judged. */
    boolean pending;
    /** A task on the bundle is under way. */
    boolean busy;

    Optional<Hash> hash = Optional.empty();
    Optional<SoundJar> jar = Optional.empty();
    /** What is installed: these bytes, or earlier ones of the same file. */
    @Nullable
    Bundle bundle;

    Optional<Hash> installed = Optional.empty();

    @Nullable
    ThreadCensus census;

    List<String> leftThreads = List.of();
    Optional<Deployment> deployment = Optional.empty();

    Entry(String file) {
        this.file = file;
    }

    boolean runsBytes(Hash bytes) {
        return bundle != null && installed.filter(bytes::equals).isPresent();
    }
}
