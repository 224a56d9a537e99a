package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dxos.base.Bytes;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Walks the records of a segment and checks each. Confined to one thread. */
final class RecordScanner {
    enum Kind {
        BLOCK,
        COMMIT,
        END,
        BAD
    }

    private final AppendFile file;
    private final long end;
    /** What of the file from {@link #bufferStart} on is in memory. */
    private ByteBuffer buffer;

    private long bufferStart;
    private long offset;
    private long next;
    private long sequence;
    private int payloadSize;
    private @Nullable Commit commit;
    private String problem = "";

    /**
     * Starts at a record.
     *
     * @param end where to stop
     * @param sequence the sequence number of the next block
     * @param readAhead bytes to read at once
     */
    RecordScanner(AppendFile file, long offset, long end, long sequence, int readAhead) {
        this.file = file;
        this.end = end;
        this.sequence = sequence;
        next = offset;
        bufferStart = offset;
        buffer = allocate((int) Math.max(Math.min(readAhead, end - offset), 0)).limit(0);
    }

    /** Goes to the next record. After {@code END} and {@code BAD} there is none. */
    Kind next() throws StorageException {
        offset = next;
        if (offset == end) {
            return Kind.END;
        }
        if (!load(Integer.BYTES)) {
            return bad("the file ends within a record");
        }
        int size = buffer.getInt(at());
        if (size == Format.COMMIT_MARK) {
            return commitHere();
        }
        if (size < 0 || size > Format.MAX_BLOCK_SIZE) {
            return bad("no record begins here");
        }
        if (!load(size + Format.BLOCK_OVERHEAD)) {
            return bad("the file ends within a block");
        }
        int checked = size + Integer.BYTES;
        if (buffer.getInt(at() + checked) != Format.checksum(buffer.array(), at(), checked, sequence)) {
            return bad("the checksum of block " + sequence + " is wrong");
        }
        payloadSize = size;
        sequence++;
        next = offset + size + Format.BLOCK_OVERHEAD;
        return Kind.BLOCK;
    }

    /** Where the present record begins. */
    long offset() {
        return offset;
    }

    /** Where the record after the present one begins. */
    long nextOffset() {
        return next;
    }

    /** Whether the present record is the last one. What is appended meanwhile is not seen. */
    boolean isLast() {
        return next == end;
    }

    /** The sequence number of the next block. */
    long sequence() {
        return sequence;
    }

    int payloadSize() {
        return payloadSize;
    }

    /** The present block, valid until the next move. */
    Bytes payload() {
        return Bytes.wrap(buffer.array(), at() + Integer.BYTES, payloadSize);
    }

    /** A copy of the present block. */
    Bytes copy() {
        return Bytes.copyOf(buffer.array(), at() + Integer.BYTES, payloadSize);
    }

    Commit commit() {
        return java.util.Objects.requireNonNull(commit);
    }

    /** What is wrong with the present record. */
    String problem() {
        return problem;
    }

    private Kind commitHere() throws StorageException {
        if (!load(Format.COMMIT_SIZE)) {
            return bad("the file ends within a commit");
        }
        Commit read = Commit.decode(buffer.array(), at());
        if (read == null) {
            return bad("the checksum of a commit is wrong");
        }
        if (read.length() != sequence) {
            return bad("a commit of length " + read.length() + " follows after block " + (sequence - 1));
        }
        commit = read;
        next = offset + Format.COMMIT_SIZE;
        return Kind.COMMIT;
    }

    private Kind bad(String what) {
        problem = what;
        return Kind.BAD;
    }

    private int at() {
        return (int) (offset - bufferStart);
    }

    /** Gets that many bytes of the present record into memory; false when the file has fewer. */
    private boolean load(int size) throws StorageException {
        if (size > end - offset) {
            return false;
        }
        if (bufferStart + buffer.limit() - offset < size) {
            int capacity = (int) Math.min(Math.max(size, buffer.capacity()), end - offset);
            ByteBuffer target = capacity > buffer.capacity() ? allocate(capacity) : buffer;
            target.clear().limit(capacity);
            readFully(file, offset, target);
            buffer = target.position(0);
            bufferStart = offset;
        }
        return true;
    }

    /** Fills the buffer from a part of the file that is known to be there. */
    static void readFully(AppendFile file, long position, ByteBuffer target) throws StorageException {
        int wanted = target.remaining();
        int got = file.read(position, target);
        if (got != wanted) {
            throw new StorageException(
                    file.location() + ": gave " + got + " of " + wanted + " bytes at byte " + position);
        }
    }

    private static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
