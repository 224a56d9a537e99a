package org.dxos.storage.file;

import java.nio.file.Path;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/**
 * Storage on a folder of the file system, which one process owns by a lock file. Folders are open to their owner only (0700),
 * files too (0600). Any thread.
 */
public final class FileStorage implements Storage {
    private final Path home;
    private final HomeLock lock;
    private final OpenFiles open;
    private final Folder root;

    private FileStorage(Path home, HomeLock lock) {
        this.home = home;
        this.lock = lock;
        open = new OpenFiles();
        root = new FileFolder(open, home);
    }

    /**
     * Opens the storage in a folder, which is made when it is not there.
     *
     * @throws StorageException when the folder cannot be used, or is in use; then the message names the process that holds it
     */
    public static FileStorage open(Path home) throws StorageException {
        Path real = Disk.makeHome(home);
        return new FileStorage(real, HomeLock.take(real));
    }

    @Override
    public Folder root() {
        return root;
    }

    @Override
    public String location() {
        return home.toString();
    }

    @Override
    public void close() throws StorageException {
        try {
            open.closeAll();
        } finally {
            lock.release();
        }
    }
}
