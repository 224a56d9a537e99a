package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A file beside the segments of our own feed that says how many blocks were safe at last: a run of lengths (8), each with a checksum
 * (4). A length is noted after the sync that made it true and is not synced itself, so noting costs no time; the system writes it
 * out soon. With it, blocks that rot at the end of a feed are told from a write that was not finished. Guarded by the feed.
 */
final class SyncedMark {
    static final String NAME = "synced";
    private static final int RECORD = Long.BYTES + Integer.BYTES;

    private final Folder folder;
    private final ByteBuffer record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable AppendFile file;

    SyncedMark(Folder folder) {
        this.folder = folder;
    }

    /** The greatest length that was noted. Notes that were not written out are passed over. */
    static long read(Folder folder) throws StorageException {
        byte[] bytes = folder.read(NAME).orElse(Bytes.EMPTY).toArray();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long greatest = 0;
        for (int at = 0; at + RECORD <= bytes.length; at += RECORD) {
            if (buffer.getInt(at + Long.BYTES) == Format.checksum(bytes, at, Long.BYTES)) {
                greatest = Math.max(greatest, buffer.getLong(at));
            }
        }
        return greatest;
    }

    /** Notes a length. */
    void note(long length) throws StorageException {
        record.clear().putLong(length);
        record.putInt(Format.checksum(record.array(), 0, Long.BYTES));
        open().append(record.flip());
    }

    /** Notes a length and returns once that is safe from a crash. */
    void keep(long length) throws StorageException {
        note(length);
        open().sync();
        folder.sync();
    }

    /** Forgets what was noted: something else says the same now. */
    void clear() throws StorageException {
        AppendFile open = file;
        if (open != null) {
            open.truncate(0);
        }
    }

    /** Closes the file, and deletes it when it says nothing. */
    void close() throws StorageException {
        AppendFile open = file;
        if (open != null) {
            file = null;
            boolean empty = open.size() == 0;
            open.close();
            if (empty) {
                folder.delete(NAME);
            }
        }
    }

    private AppendFile open() throws StorageException {
        AppendFile open = file;
        if (open == null) {
            open = folder.append(NAME);
            file = open;
            if (open.size() % RECORD != 0) {
                open.truncate(open.size() - open.size() % RECORD);
            }
        }
        return open;
    }
}
