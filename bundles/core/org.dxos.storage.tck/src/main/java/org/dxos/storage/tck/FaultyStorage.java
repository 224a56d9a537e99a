package org.dxos.storage.tck;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.dxos.testkit.SeededRandom;

/**
 * Storage in memory that fails as planned, loses power, and rots. It keeps what was synced apart from what was not, and gives
 * after {@link #crash} what a machine would find. With no fault planned it is a storage like any other.
 *
 * <p>A test finds every place where a program may fail by counting: run it once without a fault, then for each {@code n} from 1
 * to {@link #calls} on a new storage with {@code plan(FaultPlan.failOnce(n))}. For power losses:
 *
 * <pre>{@code
 * storage.plan(FaultPlan.powerOff(n));
 * run(storage);                                   // fails somewhere
 * for (CrashOutcome outcome : CrashOutcome.all(seed)) {
 *     check(storage.crash(outcome));              // a new storage; the old one stays for the next outcome
 * }
 * }</pre>
 *
 * <p>A sync that failed is not made good by a later one: what it should have kept stays unsafe until it is written again. Any
 * thread.
 */
public final class FaultyStorage implements Storage {
    private final FaultyDisk disk;
    private boolean closed;

    public FaultyStorage() {
        this(new FaultyDisk(new FaultyFolderNode()));
    }

    private FaultyStorage(FaultyDisk disk) {
        this.disk = disk;
    }

    /**
     * One call.
     *
     * @param number counted from 1 on
     */
    public record Call(long number, Operation operation, String location) {}

    /** Sets what fails from now on. Numbers go on counting from the first call. */
    public void plan(FaultPlan plan) {
        synchronized (disk) {
            disk.plan(plan);
        }
    }

    /** How many bytes fit on the disk from now on. An append to a full disk writes what fits and fails. */
    public void capacity(long bytes) {
        synchronized (disk) {
            disk.capacity(bytes);
        }
    }

    /** Calls so far. */
    public long calls() {
        synchronized (disk) {
            return disk.calls().size();
        }
    }

    /** All calls so far, for messages. */
    public List<Call> trace() {
        synchronized (disk) {
            return List.copyOf(disk.calls());
        }
    }

    /**
     * What a machine finds after a loss of power now. This storage is not changed, so that other outcomes can be had too. The
     * new one has no plan and no limit.
     */
    public FaultyStorage crash(CrashOutcome outcome) {
        synchronized (disk) {
            return new FaultyStorage(new FaultyDisk(disk.root().crash(outcome, new SeededRandom(outcome.seed()))));
        }
    }

    /** Ends this handle as the end of the process would, and gives a new one on the same data, synced or not. */
    public FaultyStorage restart() {
        close();
        return new FaultyStorage(disk);
    }

    /** The files and their sizes, by paths from the root. Not a call. */
    public Map<String, Long> sizes() {
        synchronized (disk) {
            TreeMap<String, Long> sizes = new TreeMap<>();
            collect(disk.root(), "", sizes);
            return sizes;
        }
    }

    /** The content of a file. Not a call. */
    public Bytes content(String path) {
        synchronized (disk) {
            return file(path).content();
        }
    }

    /** Puts a file in place, safe from a crash; its folder must be there and it must not be open. Not a call. */
    public void put(String path, Bytes content) {
        synchronized (disk) {
            int slash = path.lastIndexOf('/');
            FaultyFolderNode folder = folder(slash < 0 ? "" : path.substring(0, slash));
            String name = path.substring(slash + 1);
            folder.set(name, new FaultyFileNode(content.toArray()));
            folder.sync(name);
        }
    }

    /** Takes a file away, safe from a crash. Not a call. */
    public void remove(String path) {
        synchronized (disk) {
            file(path);
            int slash = path.lastIndexOf('/');
            FaultyFolderNode folder = folder(slash < 0 ? "" : path.substring(0, slash));
            folder.set(path.substring(slash + 1), null);
            folder.sync(path.substring(slash + 1));
        }
    }

    /** Turns a bit of a file around, as a rotten disk does. Not a call. */
    public void flip(String path, long offset, int bit) {
        synchronized (disk) {
            FaultyFileNode file = file(path);
            if (offset < 0 || offset >= file.size() || bit < 0 || bit > 7) {
                throw new IllegalArgumentException("no bit " + bit + " of byte " + offset + " in " + path);
            }
            file.flip(offset, bit);
        }
    }

    @Override
    public Folder root() {
        return new FaultyFolder(this, disk.root(), location());
    }

    @Override
    public String location() {
        return "faulty memory";
    }

    @Override
    public void close() {
        synchronized (disk) {
            if (!closed) {
                closed = true;
                disk.root().closeFiles();
            }
        }
    }

    FaultyDisk disk() {
        return disk;
    }

    boolean isOpen() {
        return !closed;
    }

    void check(String location) throws StorageException {
        if (closed) {
            throw new StorageException(location + ": the storage is closed");
        }
    }

    private static void collect(FaultyFolderNode folder, String prefix, Map<String, Long> sizes) {
        folder.names().forEach((name, node) -> {
            if (node instanceof FaultyFolderNode inner) {
                collect(inner, prefix + name + '/', sizes);
            } else {
                sizes.put(prefix + name, node.size());
            }
        });
    }

    private FaultyFolderNode folder(String path) {
        FaultyFolderNode folder = disk.root();
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            if (!(folder.get(name) instanceof FaultyFolderNode inner)) {
                throw new IllegalArgumentException("no folder " + path);
            }
            folder = inner;
        }
        return folder;
    }

    private FaultyFileNode file(String path) {
        int slash = path.lastIndexOf('/');
        if (folder(slash < 0 ? "" : path.substring(0, slash)).get(path.substring(slash + 1))
                instanceof FaultyFileNode file) {
            return file;
        }
        throw new IllegalArgumentException("no file " + path);
    }
}
