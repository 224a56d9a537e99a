package org.dxos.storage;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A file that grows at its end. One thread at a time appends, truncates and syncs; any thread reads at the same time. */
@ConsumerType
public interface AppendFile extends AutoCloseable {
    /** Bytes in the file, synced or not. */
    long size();

    /** Writes all remaining bytes of the buffers, in order, at the end. */
    void append(ByteBuffer... buffers) throws StorageException;

    /**
     * Fills the buffer from a position; returns the number of bytes read, which is less than asked for only at the end of the
     * file.
     */
    int read(long position, ByteBuffer target) throws StorageException;

    /** Returns once all that was appended and truncated before is safe from a crash. */
    void sync() throws StorageException;

    /** Cuts the file to a size not above the present one. */
    void truncate(long size) throws StorageException;

    /** Where this file is, in words for people. */
    String location();

    /** Closes without syncing. */
    @Override
    void close() throws StorageException;
}
