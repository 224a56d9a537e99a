package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.ChainHasher;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Reads a segment from a known commit to its end, checks every record and the chain, and notes positions. */
final class TailScan {
    private static final int READ_AHEAD = 1 << 18;

    private final AppendFile file;
    private final SparseIndex index;
    private final ChainHasher chain;
    private long end;
    private long length;
    private Hash value;
    private long synced;
    private @Nullable Commit last;
    private @Nullable String problem;
    private long problemOffset;

    /** Starts at a position where a commit or the header ends. */
    TailScan(AppendFile file, SparseIndex index, long start, long length, Hash value) {
        this.file = file;
        this.index = index;
        this.length = length;
        this.value = value;
        end = start;
        chain = new ChainHasher(value, length);
    }

    TailScan run() throws StorageException {
        RecordScanner scanner = new RecordScanner(file, end, file.size(), length, READ_AHEAD);
        while (true) {
            switch (scanner.next()) {
                case BLOCK -> {
                    index.block(chain.length(), scanner.offset());
                    chain.add(scanner.payload());
                }
                case COMMIT -> {
                    if (!scanner.commit().chain().equals(chain.value())) {
                        return stop(scanner.offset(), "a commit does not fit the blocks before it");
                    }
                    accept(scanner);
                }
                case BAD -> {
                    return stop(scanner.offset(), scanner.problem());
                }
                case END -> {
                    return scanner.sequence() == length ? this : stop(end, "blocks without a commit");
                }
            }
        }
    }

    /** Where the last good commit ends. */
    long end() {
        return end;
    }

    long length() {
        return length;
    }

    Hash value() {
        return value;
    }

    /** The last good commit, if there was one after the start. */
    @Nullable
    Commit last() {
        return last;
    }

    /** What is wrong behind the last good commit, if anything. */
    @Nullable
    String problem() {
        return problem;
    }

    long problemOffset() {
        return problemOffset;
    }

    /** How many blocks the commits read here say were safe. */
    long synced() {
        return synced;
    }

    /**
     * How many blocks the commits behind the problem say were safe. A commit in the wrong place counts when its signature is the
     * feed's: blocks may hold anything, also bytes that look like commits.
     */
    long syncedBehind(FeedKey feed) throws StorageException {
        long found = 0;
        int size = (int) Math.min(file.size() - problemOffset, 1 << 20);
        long position = problemOffset;
        while (file.size() - position >= Format.COMMIT_SIZE) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, file.size() - position));
            RecordScanner.readFully(file, position, buffer);
            int last = buffer.capacity() - Format.COMMIT_SIZE;
            for (int i = 0; i <= last; i++) {
                if (buffer.get(i) == (byte) Format.COMMIT_MARK) {
                    Commit commit = Commit.decode(buffer.array(), i);
                    if (commit != null && commit.head(feed).isAuthentic()) {
                        found = Math.max(found, commit.synced());
                    }
                }
            }
            position += last + 1L;
        }
        return found;
    }

    private void accept(RecordScanner scanner) {
        last = scanner.commit();
        length = last.length();
        value = last.chain();
        synced = Math.max(synced, last.synced());
        end = scanner.nextOffset();
        index.commit(length, end);
    }

    private TailScan stop(long offset, String what) {
        problem = what;
        problemOffset = offset;
        index.cut(end);
        return this;
    }
}
