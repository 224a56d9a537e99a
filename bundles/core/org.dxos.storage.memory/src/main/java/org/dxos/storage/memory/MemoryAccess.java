package org.dxos.storage.memory;

import org.dxos.storage.StorageException;

/** Whether a storage is still open. Any thread. */
final class MemoryAccess {
    private volatile boolean closed;

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void check(String location) throws StorageException {
        if (closed) {
            throw new StorageException(location + ": the storage is closed");
        }
    }
}
