package org.dxos.base.crypto;

/** The keyring cannot read or keep a key: says which file and why. */
public final class KeyringException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyringException(String message) {
        super(message);
    }

    public KeyringException(String message, Throwable cause) {
        super(message, cause);
    }
}
