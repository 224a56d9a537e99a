package org.dxos.echo.engine.internal.page;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as pages. The files {@code pages-<n>} only grow; the file {@code root} names the root page of the newest snapshot and of
 * the one before, and is replaced once all pages are safe, so that a crash leaves the one or the other. Bytes behind the safe ones
 * are cut off at opening.
 *
 * <p>When a file holds more dead bytes than the limits allow, the next snapshot goes to a new file and takes all live pages along.
 * The old file stays while one of the two roots is in it, or anybody can still read pages of it.
 *
 * <p>One thread at a time opens, writes and closes; any thread reads pages.
 */
public final class PageStore implements AutoCloseable {
    private static final String PREFIX = "pages-";

    private final Folder folder;
    private final Limits limits;
    private final Map<Integer, Handle> handles = new HashMap<>();
    private final ReferenceQueue<PageFile> unused = new ReferenceQueue<>();
    private final Set<Integer> doomed = new HashSet<>();
    private @Nullable PageRef newest;
    private @Nullable PageRef previous;
    private @Nullable PageFile target;
    private @Nullable PageAppender current;
    private long newestSize;
    private long previousSize;
    private int nextNumber = 1;

    /**
     * When live pages move to a new file.
     *
     * @param least not while the file has fewer bytes than this
     * @param dead when the dead bytes are more than so many times the live ones
     */
    public record Limits(long least, double dead) {
        public static final Limits DEFAULT = new Limits(8L << 20, 1);

        public Limits {
            if (least < 0 || !(dead >= 0)) {
                throw new IllegalArgumentException("limits below zero: " + least + " bytes, " + dead + " times");
            }
        }
    }

    /** Keeps a file open for those who read it; told when nobody does any more. */
    private static final class Handle extends PhantomReference<PageFile> {
        final int number;
        final AppendFile file;

        Handle(PageFile pages, ReferenceQueue<PageFile> queue) {
            super(pages, queue);
            this.number = pages.number();
            this.file = pages.file();
        }
    }

    private PageStore(Folder folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /**
     * Opens the store in a folder of its own.
     *
     * @throws MalformedException when the root file is damaged or of a newer version, or a file it names is missing or too short;
     *     nothing has been changed then, and {@link #discard} starts anew
     */
    public static PageStore open(Folder folder, Limits limits) throws StorageException, MalformedException {
        PageStore store = new PageStore(folder, limits);
        try {
            store.load();
            return store;
        } catch (StorageException | MalformedException | RuntimeException e) {
            store.closeQuietly();
            throw e;
        }
    }

    /** Deletes all snapshots of a store that is not open. */
    public static void discard(Folder folder) throws StorageException {
        folder.delete(RootFile.NAME);
        folder.sync();
        for (String name : folder.files()) {
            if (numberOf(name).isPresent()) {
                folder.delete(name);
            }
        }
        folder.sync();
    }

    /** The root page of the newest snapshot. */
    public Optional<PageRef> newest() {
        return Optional.ofNullable(newest);
    }

    /** The root page of the snapshot before, for when the newest turns out to be damaged. */
    public Optional<PageRef> previous() {
        return Optional.ofNullable(previous);
    }

    /** Leaves the newest snapshot: the one before counts as the newest, and the next one starts a new file. */
    public void revert() {
        newest = previous;
        newestSize = previousSize;
        previous = null;
        target = null;
    }

    /** Starts a snapshot. What one that failed left behind is cut off. */
    public PageAppender begin() throws StorageException {
        if (current != null) {
            throw new IllegalStateException("a snapshot is under way");
        }
        PageFile pages = target;
        if (pages == null || isWorthMoving(pages)) {
            pages = create();
            target = pages;
        }
        if (pages.file().size() < pages.safe()) {
            throw new StorageException(pages.location() + ": the file has been cut short, it has "
                    + pages.file().size() + " bytes and should have " + pages.safe());
        }
        if (pages.file().size() > pages.safe()) {
            pages.file().truncate(pages.safe());
        }
        PageAppender appender = new PageAppender(this, pages);
        current = appender;
        return appender;
    }

    /** Whether a page of the file that the next snapshot goes to was found to be damaged. */
    public boolean isDamaged() {
        return target != null && target.isDamaged();
    }

    /** Bytes of the file that the next snapshot goes to. */
    public long size() {
        return target == null ? 0 : target.safe();
    }

    @Override
    public void close() throws StorageException {
        current = null;
        StorageException failure = null;
        for (Handle handle : handles.values()) {
            try {
                handle.file.close();
            } catch (StorageException e) {
                failure = e;
            }
        }
        handles.clear();
        if (failure != null) {
            throw failure;
        }
    }

    void requireCurrent(PageAppender appender) {
        if (current != appender) {
            throw new IllegalStateException("the snapshot has ended");
        }
    }

    void end(PageAppender appender) {
        if (current == appender) {
            current = null;
        }
    }

    void commit(PageAppender appender, PageRef root) throws StorageException {
        end(appender);
        long size = appender.target().safe();
        List<RootFile.Root> roots = new ArrayList<>();
        roots.add(RootFile.Root.of(root, size));
        if (newest != null) {
            roots.add(RootFile.Root.of(newest, newestSize));
        }
        folder.sync();
        folder.replace(RootFile.NAME, new RootFile(roots).encode());
        previous = newest;
        previousSize = newestSize;
        newest = root;
        newestSize = size;
        deleteUnused();
    }

    private boolean isWorthMoving(PageFile pages) {
        if (newest == null || newest.position().file() != pages || pages.safe() <= limits.least()) {
            return false;
        }
        long live = newest.total();
        return pages.safe() - live > limits.dead() * live;
    }

    private PageFile create() throws StorageException {
        int number = nextNumber;
        AppendFile file = folder.append(PREFIX + number);
        nextNumber++;
        return hold(new PageFile(number, file, 0));
    }

    private PageFile hold(PageFile pages) {
        handles.put(pages.number(), new Handle(pages, unused));
        return pages;
    }

    private void load() throws StorageException, MalformedException {
        Optional<Bytes> file = folder.read(RootFile.NAME);
        List<RootFile.Root> roots = file.isPresent() ? decode(file.get()).roots() : List.of();
        List<String> names = folder.files();
        Map<Integer, PageFile> needed = new HashMap<>();
        List<PageRef> found = new ArrayList<>();
        for (RootFile.Root root : roots) {
            if (!names.contains(PREFIX + root.file())) {
                throw new MalformedException(folder.location() + "/" + PREFIX + root.file() + ": the file is missing");
            }
            PageFile pages = needed.get(root.file());
            if (pages == null) {
                pages = hold(new PageFile(root.file(), folder.append(PREFIX + root.file()), root.size()));
                needed.put(root.file(), pages);
            }
            if (pages.file().size() < root.size()) {
                throw new MalformedException(pages.location() + ": the file is cut short, it has "
                        + pages.file().size() + " bytes and should have " + root.size());
            }
            found.add(root.in(pages));
        }
        if (!found.isEmpty()) {
            newest = found.get(0);
            newestSize = roots.get(0).size();
            target = found.get(0).position().file();
        }
        if (found.size() > 1) {
            previous = found.get(1);
            previousSize = roots.get(1).size();
        }
        for (String name : names) {
            OptionalInt number = numberOf(name);
            if (number.isPresent()) {
                nextNumber = Math.max(nextNumber, number.getAsInt() + 1);
                if (!needed.containsKey(number.getAsInt())) {
                    folder.delete(name);
                }
            }
        }
        for (PageFile pages : needed.values()) {
            if (pages.file().size() > pages.safe()) {
                pages.file().truncate(pages.safe());
            }
        }
    }

    private RootFile decode(Bytes file) throws MalformedException {
        try {
            return RootFile.decode(file);
        } catch (MalformedException e) {
            throw new MalformedException(folder.location() + "/" + RootFile.NAME + ": " + e.getMessage(), e);
        }
    }

    /** Deletes files in which nothing is of use. One that cannot be deleted is tried again later. */
    private void deleteUnused() {
        for (Object found = unused.poll(); found != null; found = unused.poll()) {
            doomed.add(((Handle) found).number);
        }
        doomed.removeIf(this::delete);
    }

    private boolean delete(int number) {
        try {
            Handle handle = handles.remove(number);
            if (handle != null) {
                handle.file.close();
            }
            folder.delete(PREFIX + number);
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (StorageException e) {
            // The failure that led here is the one to report.
            return;
        }
    }

    private static OptionalInt numberOf(String name) {
        if (!name.startsWith(PREFIX)) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(name.substring(PREFIX.length())));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }
}
