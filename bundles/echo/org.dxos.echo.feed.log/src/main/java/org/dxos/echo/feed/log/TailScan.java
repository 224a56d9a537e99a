package org.dxos.echo.feed.log;

import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.ChainHasher;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Reads a segment from a known commit to its end, checks every record and the chain, and notes positions. */
final class TailScan {
    private static final int READ_AHEAD = 1 << 18;

    /** Looks at commits whose checksum and chain value are right. */
    interface CommitCheck {
        CommitCheck NONE = commit -> null;

        /** What is wrong with it, if anything. */
        @Nullable
        String problem(Commit commit);

        /** Whether nobody wants to know any more. */
        default boolean isStopped() {
            return false;
        }
    }

    private final AppendFile file;
    private final long fileEnd;
    private final CommitCheck check;
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
        this(file, index, start, length, value, file.size(), CommitCheck.NONE);
    }

    /** The same up to a position, with a further look at each commit. */
    TailScan(AppendFile file, SparseIndex index, long start, long length, Hash value, long fileEnd, CommitCheck check) {
        this.file = file;
        this.fileEnd = fileEnd;
        this.check = check;
        this.index = index;
        this.length = length;
        this.value = value;
        end = start;
        chain = new ChainHasher(value, length);
    }

    TailScan run() throws StorageException {
        RecordScanner scanner = new RecordScanner(file, end, fileEnd, length, READ_AHEAD);
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
                    String wrong = check.problem(scanner.commit());
                    if (wrong != null) {
                        return stop(scanner.offset(), wrong);
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

    /** How many blocks the commits behind the problem say were safe. */
    long syncedBehind(FeedKey feed) throws StorageException {
        return new CommitSearch(file, problemOffset, fileEnd, feed).synced();
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
