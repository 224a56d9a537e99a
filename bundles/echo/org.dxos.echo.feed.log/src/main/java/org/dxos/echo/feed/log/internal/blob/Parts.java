package org.dxos.echo.feed.log.internal.blob;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobPart;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/** Pages and chunks in files named by their hashes, in folders named by the first two digits. Any thread. */
final class Parts {
    private static final int SHARD_DIGITS = 2;

    private final Folder folder;
    private final ConcurrentMap<String, Folder> shards = new ConcurrentHashMap<>();
    private final Object[] locks = new Object[64];

    /** Whether what is there may be gone after a crash, and has to be written again before anything relies on it. */
    private volatile boolean distrust;

    Parts(Folder folder, boolean distrust) {
        this.folder = folder;
        this.distrust = distrust;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    /** What is kept under a hash: sound, damaged, or not there (null content). */
    record Found(boolean sound, Optional<Bytes> content) {
        boolean isThere() {
            return content.isPresent();
        }
    }

    boolean isDistrusted() {
        return distrust;
    }

    void distrust() {
        distrust = true;
    }

    Found find(BlobPart.Kind kind, Hash hash) throws StorageException {
        String name = hash.hex();
        String digits = name.substring(0, SHARD_DIGITS);
        if (!shards.containsKey(digits) && !folder.folders().contains(digits)) {
            return new Found(false, Optional.empty());
        }
        Optional<Bytes> content = shard(digits).read(name);
        return new Found(
                content.isPresent() && BlobShape.hash(kind, content.get()).equals(hash), content);
    }

    /** Returns once a part of this hash is safe from a crash. */
    void store(BlobPart.Kind kind, Hash hash, Bytes content) throws StorageException {
        synchronized (locks[(hash.bytes().at(0) & 0xff) % locks.length]) {
            if (!distrust && find(kind, hash).sound()) {
                return;
            }
            String name = hash.hex();
            try {
                shard(name.substring(0, SHARD_DIGITS)).replace(name, content);
            } catch (StorageException e) {
                distrust = true;
                throw e;
            }
        }
    }

    /** The folder of that name; when it is made, its name is safe from a crash. */
    private Folder shard(String digits) throws StorageException {
        Folder known = shards.get(digits);
        if (known != null) {
            return known;
        }
        synchronized (shards) {
            boolean unsafe = distrust || !folder.folders().contains(digits);
            Folder shard = folder.folder(digits);
            if (unsafe) {
                folder.sync();
            }
            shards.put(digits, shard);
            return shard;
        }
    }

    List<String> shards() throws StorageException {
        return folder.folders();
    }

    List<String> names(String shard) throws StorageException {
        return shard(shard).files();
    }

    void delete(String shard, List<String> names) throws StorageException {
        Folder in = shard(shard);
        for (String name : names) {
            in.delete(name);
        }
        in.sync();
    }

    String location(Hash hash) {
        return folder.location() + "/" + hash.hex().substring(0, SHARD_DIGITS) + "/" + hash.hex();
    }
}
