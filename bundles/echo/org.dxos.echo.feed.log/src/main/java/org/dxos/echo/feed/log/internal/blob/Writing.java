package org.dxos.echo.feed.log.internal.blob;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.dxos.base.Bytes;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/**
 * Who is writing, and whether something has been left that nothing refers to. Writers come in at any time; parts are swept when
 * nobody writes, and writers wait for that. Any thread.
 */
final class Writing {
    private static final String MARK = "unfinished";

    private final Folder folder;
    private final Sweep sweep;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int marked;
    private volatile boolean due;

    /** Whether a root that cannot be seen may come back after a crash: what it refers to must stay then. */
    private volatile boolean blocked;

    Writing(Folder folder, Sweep sweep) {
        this.folder = folder;
        this.sweep = sweep;
    }

    static boolean isMarked(Folder folder) throws StorageException {
        return folder.files().contains(MARK);
    }

    /** Followed by {@link #leave}. */
    void enter() {
        lock.readLock().lock();
    }

    /** As {@link #enter}, for one who writes parts that no root refers to yet, or takes roots away. */
    void enterMarked() throws StorageException {
        enter();
        boolean done = false;
        try {
            synchronized (this) {
                if (marked == 0) {
                    folder.replace(MARK, Bytes.EMPTY);
                }
                marked++;
            }
            done = true;
        } finally {
            if (!done) {
                lock.readLock().unlock();
            }
        }
    }

    void leave() {
        lock.readLock().unlock();
        sweepIfDue();
    }

    void leaveMarked() {
        synchronized (this) {
            marked--;
        }
        lock.readLock().unlock();
        sweepIfDue();
        unmark();
    }

    /** Something is left behind. */
    void sweepLater() {
        due = true;
    }

    /** A root was taken away, and it is not known whether that is safe from a crash. Sweeping waits for the next opening. */
    void sweepWhenOpenedAnew() {
        blocked = true;
        due = true;
    }

    /** Sweeps what is due when nobody writes. What fails is done after the next write, or when the store is opened anew. */
    void sweepIfDue() {
        if (due && !blocked && lock.writeLock().tryLock()) {
            try {
                due = !sweep.run();
            } catch (StorageException e) {
                due = true;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    /** A mark that stays costs a sweep at the next opening and nothing else, so failing is no failure of the write. */
    synchronized void unmark() {
        if (marked == 0 && !due) {
            try {
                folder.delete(MARK);
                folder.sync();
            } catch (StorageException e) {
                due = true;
            }
        }
    }
}
