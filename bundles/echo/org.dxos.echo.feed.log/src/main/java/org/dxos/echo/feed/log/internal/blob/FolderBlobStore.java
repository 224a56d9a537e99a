package org.dxos.echo.feed.log.internal.blob;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.feed.BlobArrival;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobException.Reason;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/** The blobs in one folder, which is nobody else's. */
final class FolderBlobStore implements BlobStore {
    private final BlobShape shape;
    private final Folder folder;
    private final Roots roots;
    private final Roots wanted;
    private final Parts parts;
    private final Writing writing;
    private final ConcurrentMap<Hash, Progress> fetching = new ConcurrentHashMap<>();
    private final Set<Hash> young = ConcurrentHashMap.newKeySet();

    FolderBlobStore(BlobShape shape, Folder folder) throws StorageException {
        this.shape = shape;
        this.folder = folder;
        roots = new Roots(folder.folder("roots"));
        wanted = new Roots(folder.folder("wanted"));
        Folder partsFolder = folder.folder("parts");
        folder.sync();
        boolean interrupted = Writing.isMarked(folder) || !wanted.list().isEmpty();
        parts = new Parts(partsFolder, interrupted);
        writing = new Writing(folder, new Sweep(shape, parts, roots, wanted));
        if (interrupted) {
            for (BlobRef blob : wanted.list()) {
                if (isWhole(blob)) {
                    wanted.delete(blob);
                }
            }
            wanted.sync();
            roots.sync();
            writing.sweepLater();
            writing.sweepIfDue();
            writing.unmark();
        }
    }

    @FunctionalInterface
    private interface Work<R> {
        R run() throws StorageException, BlobException;
    }

    private <R> R at(String what, Work<R> work) throws BlobException {
        try {
            return work.run();
        } catch (StorageException e) {
            throw new BlobException(Reason.STORAGE, what + " in " + location() + ": " + e.getMessage(), e);
        }
    }

    private <R> R writing(String what, Work<R> work) throws BlobException {
        return at(what, () -> {
            writing.enter();
            try {
                return work.run();
            } finally {
                writing.leave();
            }
        });
    }

    private <R> R writingMarked(String what, Work<R> work) throws BlobException {
        return at(what, () -> {
            writing.enterMarked();
            try {
                return work.run();
            } finally {
                writing.leaveMarked();
            }
        });
    }

    @Override
    public BlobRef put(InputStream source) throws BlobException {
        return writingMarked("a blob cannot be stored", () -> {
            boolean done = false;
            try {
                BlobRoot root = new Intake(shape, parts).take(source);
                BlobRef ref = root.ref();
                synchronized (roots) {
                    publish(ref, root.encode());
                }
                done = true;
                return ref;
            } finally {
                if (!done) {
                    writing.sweepLater();
                }
            }
        });
    }

    /** Everything below the root is safe. Guarded by the roots. */
    private void publish(BlobRef ref, Bytes root) throws StorageException {
        young.add(ref.hash());
        if (parts.isDistrusted() || !roots.read(ref).equals(Optional.of(root))) {
            try {
                roots.write(ref, root);
            } catch (StorageException e) {
                parts.distrust();
                throw e;
            }
        }
        if (fetching.remove(ref.hash()) != null || wanted.read(ref).isPresent()) {
            wanted.delete(ref);
            wanted.sync();
        }
    }

    /** The parts of a blob whose root is here and sound, whole or not. */
    private Optional<BlobTree> tree(BlobRef blob) throws StorageException {
        Optional<Bytes> root = roots.read(blob);
        if (root.isEmpty()) {
            root = wanted.read(blob);
        }
        try {
            return root.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BlobTree(shape, blob, BlobRoot.decode(shape, blob, root.get()), parts));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private boolean isWhole(BlobRef blob) throws StorageException {
        return roots.read(blob).isPresent();
    }

    @Override
    public InputStream read(BlobRef blob) throws BlobException {
        return at("blob " + blob + " cannot be read", () -> {
            boolean whole = isWhole(blob);
            Optional<BlobTree> tree = tree(blob);
            if (whole && tree.isPresent()) {
                return new BlobReader(tree.get(), parts);
            } else if (whole) {
                throw new BlobException(
                        Reason.DAMAGED,
                        "blob " + blob + ": the root is damaged: " + roots.location(blob)
                                + "; fetch it from another peer, or add the content again");
            }
            throw new BlobException(
                    Reason.MISSING,
                    "blob " + blob
                            + (tree.isPresent() ? " is not whole yet" : " of " + blob.size() + " bytes is not here")
                            + "; fetch it from another peer");
        });
    }

    @Override
    public boolean has(BlobRef blob) throws BlobException {
        return at("blob " + blob + " cannot be found", () -> isWhole(blob));
    }

    @Override
    public Optional<BlobRef> find(Hash hash) throws BlobException {
        return blobs().stream().filter(blob -> blob.hash().equals(hash)).findFirst();
    }

    @Override
    public List<BlobRef> blobs() throws BlobException {
        return at("blobs cannot be listed", roots::list);
    }

    @Override
    public List<BlobRef> unfinished() throws BlobException {
        return at("blobs cannot be listed", wanted::list);
    }

    @Override
    public List<BlobPart> verify(BlobRef blob) throws BlobException {
        return at("blob " + blob + " cannot be verified", () -> {
            Optional<BlobTree> tree = tree(blob);
            if (tree.isEmpty()) {
                return List.of(BlobPart.ROOT);
            }
            List<BlobPart> broken = new ArrayList<>();
            for (int page = 0; page < tree.get().pages(); page++) {
                if (tree.get().content(BlobPart.page(page)).isEmpty()) {
                    broken.add(BlobPart.page(page));
                }
            }
            for (int chunk = 0; chunk < tree.get().chunks(); chunk++) {
                BlobPart part = BlobPart.chunk(chunk);
                if (tree.get().expected(part).isPresent()
                        && tree.get().content(part).isEmpty()) {
                    broken.add(part);
                }
            }
            return List.copyOf(broken);
        });
    }

    @Override
    public List<BlobPart> missing(BlobRef blob, int limit) throws BlobException {
        return writing("blob " + blob + " cannot be looked for", () -> {
            if (isWhole(blob)) {
                return List.of();
            }
            Optional<Progress> progress = progress(blob);
            if (progress.isEmpty()) {
                return limit < 1 ? List.of() : List.of(BlobPart.ROOT);
            }
            synchronized (progress.get()) {
                finishIfWhole(progress.get());
                return progress.get().missing(limit);
            }
        });
    }

    private Optional<Progress> progress(BlobRef blob) throws StorageException {
        Progress known = fetching.get(blob.hash());
        if (known != null) {
            return known.tree().ref().equals(blob) ? Optional.of(known) : Optional.empty();
        }
        synchronized (fetching) {
            Optional<BlobTree> tree = tree(blob);
            if (tree.isPresent() && !fetching.containsKey(blob.hash())) {
                fetching.put(blob.hash(), new Progress(tree.get(), parts));
            }
            return Optional.ofNullable(fetching.get(blob.hash()));
        }
    }

    /** Guarded by the progress. */
    private boolean finishIfWhole(Progress progress) throws StorageException {
        if (!progress.isWhole()) {
            return false;
        }
        synchronized (roots) {
            publish(progress.tree().ref(), progress.tree().root().encode());
        }
        return true;
    }

    @Override
    public Optional<Bytes> part(BlobRef blob, BlobPart part) throws BlobException {
        return at(part + " of blob " + blob + " cannot be read", () -> {
            Optional<BlobTree> tree = tree(blob);
            if (tree.isEmpty() || !tree.get().hasPlaceFor(part)) {
                return Optional.empty();
            }
            return part.kind() == BlobPart.Kind.ROOT
                    ? Optional.of(tree.get().root().encode())
                    : tree.get().content(part);
        });
    }

    @Override
    public BlobArrival accept(BlobRef blob, BlobPart part, Bytes content) throws BlobException {
        return writing(
                part + " of blob " + blob + " cannot be stored",
                () -> part.kind() == BlobPart.Kind.ROOT ? acceptRoot(blob, content) : acceptPart(blob, part, content));
    }

    private BlobArrival acceptRoot(BlobRef blob, Bytes content) throws StorageException {
        try {
            BlobRoot.decode(shape, blob, content);
        } catch (MalformedException e) {
            return BlobArrival.REFUSED;
        }
        synchronized (fetching) {
            if (tree(blob).isPresent()) {
                return BlobArrival.KNOWN;
            } else if (isWhole(blob)) {
                roots.write(blob, content);
                return BlobArrival.STORED;
            }
            wanted.write(blob, content);
        }
        Optional<Progress> progress = progress(blob);
        if (progress.isEmpty()) {
            return BlobArrival.STORED;
        }
        synchronized (progress.get()) {
            return finishIfWhole(progress.get()) ? BlobArrival.COMPLETED : BlobArrival.STORED;
        }
    }

    private BlobArrival acceptPart(BlobRef blob, BlobPart part, Bytes content) throws StorageException {
        Optional<BlobTree> tree = tree(blob);
        if (tree.isEmpty()) {
            return BlobArrival.EARLY;
        } else if (!tree.get().hasPlaceFor(part)) {
            return BlobArrival.REFUSED;
        }
        Optional<BlobTree.Expected> expected = tree.get().expected(part);
        if (expected.isEmpty()) {
            return BlobArrival.EARLY;
        } else if (!expected.get().fits(content)) {
            return BlobArrival.REFUSED;
        } else if (isWhole(blob)) {
            return repair(tree.get(), part, expected.get(), content);
        }
        Optional<Progress> progress = progress(blob);
        if (progress.isEmpty()) {
            return BlobArrival.EARLY;
        }
        synchronized (progress.get()) {
            boolean known = progress.get().has(part);
            if (!known) {
                parts.store(part.kind(), expected.get().hash(), content);
                progress.get().arrived(part);
            }
            if (finishIfWhole(progress.get())) {
                return BlobArrival.COMPLETED;
            }
            return known ? BlobArrival.KNOWN : BlobArrival.STORED;
        }
    }

    private BlobArrival repair(BlobTree tree, BlobPart part, BlobTree.Expected expected, Bytes content)
            throws StorageException {
        if (tree.content(part).isPresent()) {
            return BlobArrival.KNOWN;
        }
        parts.store(part.kind(), expected.hash(), content);
        return BlobArrival.STORED;
    }

    @Override
    public boolean delete(Hash hash) throws BlobException {
        return writingMarked("blob " + hash.hex() + " cannot be deleted", () -> delete(Set.of(hash)));
    }

    private boolean delete(Set<Hash> hashes) throws StorageException {
        boolean found = false;
        boolean safe = false;
        try {
            synchronized (roots) {
                for (Roots from : List.of(roots, wanted)) {
                    for (BlobRef blob : from.list()) {
                        if (hashes.contains(blob.hash())) {
                            from.delete(blob);
                            fetching.remove(blob.hash());
                            young.remove(blob.hash());
                            found = true;
                        }
                    }
                    from.sync();
                }
            }
            safe = true;
            writing.sweepLater();
        } finally {
            if (!safe) {
                writing.sweepWhenOpenedAnew();
            }
        }
        return found;
    }

    @Override
    public Set<Hash> collect(Set<Hash> live) throws BlobException {
        return writingMarked("blobs cannot be collected", () -> {
            Set<Hash> dead = new TreeSet<>();
            for (BlobRef blob : roots.list()) {
                if (!live.contains(blob.hash()) && !young.contains(blob.hash())) {
                    dead.add(blob.hash());
                }
            }
            if (!dead.isEmpty()) {
                delete(dead);
            }
            return java.util.Collections.unmodifiableSet(dead);
        });
    }

    @Override
    public long size() throws BlobException {
        return blobs().stream().mapToLong(BlobRef::size).sum();
    }

    @Override
    public String location() {
        return folder.location();
    }
}
