package org.dxos.storage;

import java.io.IOException;

/** Storage cannot do what was asked: names the file, the operation and the cause. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1L;

    public StorageException(String message) {
        super(message);
    }

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
