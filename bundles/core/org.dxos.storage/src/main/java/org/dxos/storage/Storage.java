package org.dxos.storage;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A tree of folders that one process owns.
 *
 * <p>What a crash leaves: bytes of an {@link AppendFile} up to its last completed {@link AppendFile#sync}; a replaced file as
 * it was before or after, never between; names made, replaced or deleted before the last completed {@link Folder#sync} of
 * their folder. Anything later may be there whole, in part, or not at all. An operation that throws may have had any part of
 * its effect; a sync that threw is not made good by a later one that succeeds.
 *
 * <p>Any thread.
 */
@ConsumerType
public interface Storage extends AutoCloseable {
    /** The outermost folder. */
    Folder root();

    /** Where the data lies, in words for people: a path, or "memory". */
    String location();

    /** Releases files and the lock. Everything that was synced stays. */
    @Override
    void close() throws StorageException;
}
