package org.dxos.storage.tck;

/** What a call to a storage does. Replacing a file is two calls: {@link #WRITE} and {@link #RENAME}. */
public enum Operation {
    /** Makes or finds a folder. */
    FOLDER,
    /** Lists files or folders. */
    LIST,
    /** Opens a file for appending. */
    OPEN,
    /** Reads a part of a file or all of it. */
    READ,
    APPEND,
    TRUNCATE,
    /** Makes the content of a file safe. */
    SYNC,
    /** Writes the content that is to replace a file. */
    WRITE,
    /** Puts that content, or another file, in the file's place and makes the name safe. */
    RENAME,
    DELETE,
    /** Makes the names in a folder safe. */
    SYNC_FOLDER
}
