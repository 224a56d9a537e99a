package org.dxos.node.internal.backup;

import java.io.IOException;

/** This is not a sound backup: says what is wrong. */
public final class BackupException extends IOException {
    private static final long serialVersionUID = 1L;

    BackupException(String message) {
        super(message);
    }

    BackupException(String message, Throwable cause) {
        super(message, cause);
    }
}
