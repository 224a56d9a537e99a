package org.dxos.storage.memory;

import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;

/**
 * Storage in memory, gone with the last reference to it. Nothing in it survives a crash, but all of it survives {@link #close}
 * and can be had again from {@link #reopen}. Any thread.
 */
public final class MemoryStorage implements Storage {
    private final MemoryFolder root;
    private final MemoryAccess access;

    public MemoryStorage() {
        this(new FolderNode());
    }

    private MemoryStorage(FolderNode node) {
        access = new MemoryAccess();
        root = new MemoryFolder(access, node, location());
    }

    /** A new storage on the data of this one, which must be closed. */
    public MemoryStorage reopen() throws StorageException {
        if (!access.isClosed()) {
            throw new StorageException("the storage in memory is open");
        }
        return new MemoryStorage(root.node());
    }

    @Override
    public Folder root() {
        return root;
    }

    @Override
    public String location() {
        return "memory";
    }

    @Override
    public void close() {
        access.close();
        root.node().closeAll();
    }
}
