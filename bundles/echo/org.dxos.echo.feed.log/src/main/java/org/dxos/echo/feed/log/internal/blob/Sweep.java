package org.dxos.echo.feed.log.internal.blob;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.storage.StorageException;

/** Deletes parts that no root refers to, in as many rounds as it takes to hold few hashes at a time. */
final class Sweep {
    /** Hashes in memory at a time, about. */
    private static final int AT_ONCE = 100_000;

    private static final int SHARDS = 256;

    private final BlobShape shape;
    private final Parts parts;
    private final Roots roots;
    private final Roots wanted;

    Sweep(BlobShape shape, Parts parts, Roots roots, Roots wanted) {
        this.shape = shape;
        this.parts = parts;
        this.roots = roots;
        this.wanted = wanted;
    }

    /**
     * @return false when it left everything in place, because a whole blob's root or page is damaged, and what it refers to cannot
     *     be known
     */
    boolean run() throws StorageException {
        return run(AT_ONCE);
    }

    boolean run(int atOnce) throws StorageException {
        long total = 0;
        for (BlobRef blob : roots.list()) {
            total += shape.chunks(blob.size());
        }
        for (BlobRef blob : wanted.list()) {
            total += shape.chunks(blob.size());
        }
        int rounds = (int) Math.max(1, Math.min(SHARDS, total / atOnce + 1));
        for (int round = 0; round < rounds; round++) {
            int from = SHARDS * round / rounds;
            int to = SHARDS * (round + 1) / rounds;
            Set<String> live = new HashSet<>();
            try {
                for (BlobRef blob : roots.list()) {
                    collect(live, from, to, blob, roots.read(blob), true);
                }
                for (BlobRef blob : wanted.list()) {
                    collect(live, from, to, blob, wanted.read(blob), false);
                }
            } catch (MalformedException e) {
                return false;
            }
            delete(live, from, to);
        }
        return true;
    }

    private void collect(Set<String> live, int from, int to, BlobRef blob, Optional<Bytes> content, boolean whole)
            throws StorageException, MalformedException {
        if (content.isEmpty()) {
            return;
        }
        BlobRoot root;
        try {
            root = BlobRoot.decode(shape, blob, content.get());
        } catch (MalformedException e) {
            if (whole) {
                throw e;
            }
            return;
        }
        for (int page = 0; page < shape.pages(root.size()); page++) {
            add(live, from, to, root.page(page));
            Parts.Found found = parts.find(BlobPart.Kind.PAGE, root.page(page));
            if (!found.sound() && whole) {
                throw new MalformedException("page " + page + " of blob " + blob);
            }
            Bytes hashes = found.sound() ? found.content().orElseThrow() : Bytes.EMPTY;
            for (int i = 0; i < hashes.size() / Hash.SIZE; i++) {
                add(live, from, to, BlobShape.hash(hashes, i));
            }
        }
    }

    private static void add(Set<String> live, int from, int to, Hash hash) {
        int shard = hash.bytes().at(0) & 0xff;
        if (shard >= from && shard < to) {
            live.add(hash.hex());
        }
    }

    private void delete(Set<String> live, int from, int to) throws StorageException {
        for (String shard : parts.shards()) {
            int number = shard.matches("[0-9a-f]{2}") ? Integer.parseInt(shard, 16) : -1;
            if (number >= from && number < to) {
                List<String> dead = parts.names(shard).stream()
                        .filter(name -> !live.contains(name) && name.matches("[0-9a-f]{64}"))
                        .toList();
                if (!dead.isEmpty()) {
                    parts.delete(shard, dead);
                }
            }
        }
    }
}
