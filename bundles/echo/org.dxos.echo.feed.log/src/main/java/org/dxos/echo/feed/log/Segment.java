package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import org.dxos.base.Hash;
import org.dxos.echo.feed.ChainHasher;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** An open segment. One thread at a time appends; any thread reads what is before {@link #end}. */
final class Segment {
    private static final int READ_AHEAD = 1 << 13;

    private final AppendFile file;
    private final SegmentHeader header;
    private volatile SparseIndex index;
    private volatile long end;

    Segment(AppendFile file, SegmentHeader header, SparseIndex index, long end) {
        this.file = file;
        this.header = header;
        this.index = index;
        this.end = end;
    }

    AppendFile file() {
        return file;
    }

    SegmentHeader header() {
        return header;
    }

    SparseIndex index() {
        return index;
    }

    /** Takes other positions, by which blocks behind damage are found. */
    void reindex(SparseIndex other) {
        index = other;
    }

    /** Where the last whole commit ends. */
    long end() {
        return end;
    }

    /** Shows readers what was appended up to a commit. */
    void grow(long newEnd) {
        end = newEnd;
    }

    /** A scanner whose next block is the one asked for; a commit may come before it. */
    RecordScanner scanFrom(long sequence, int readAhead) throws StorageException, DamageException {
        SparseIndex.Entry entry = index.blockAtOrBefore(sequence);
        RecordScanner scanner = new RecordScanner(file, entry.offset(), end, entry.number(), readAhead);
        while (scanner.sequence() < sequence) {
            step(scanner, sequence);
        }
        return scanner;
    }

    /** One block. */
    org.dxos.base.Bytes block(long sequence) throws StorageException, DamageException {
        RecordScanner scanner = scanFrom(sequence, READ_AHEAD);
        while (step(scanner, sequence) != RecordScanner.Kind.BLOCK) {
            continue;
        }
        return scanner.copy();
    }

    /** The chain's value after {@code length} blocks, of which the last is in this segment or right before it. */
    Hash chain(long length) throws StorageException, DamageException {
        SparseIndex.Entry entry = index.commitAtOrBefore(length);
        Commit start = commitEndingAt(entry.offset());
        if (entry.number() == length) {
            return start == null ? header.chain() : start.chain();
        }
        ChainHasher chain = new ChainHasher(start == null ? header.chain() : start.chain(), entry.number());
        RecordScanner scanner = new RecordScanner(file, entry.offset(), end, entry.number(), READ_AHEAD);
        while (chain.length() < length) {
            if (step(scanner, length) == RecordScanner.Kind.BLOCK) {
                chain.add(scanner.payload());
            }
        }
        return chain.value();
    }

    /** The commit that ends at a position, or nothing at the end of the header. */
    @Nullable
    Commit commitEndingAt(long position) throws StorageException, DamageException {
        if (position == Format.HEADER_SIZE) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.allocate(Format.COMMIT_SIZE);
        long start = position - Format.COMMIT_SIZE;
        if (start < Format.HEADER_SIZE || position > file.size()) {
            throw new DamageException(file.location(), start, "a commit should be here");
        }
        RecordScanner.readFully(file, start, buffer);
        Commit commit = Commit.decode(buffer.array(), 0);
        if (commit == null) {
            throw new DamageException(file.location(), start, "the checksum of a commit is wrong");
        }
        return commit;
    }

    /** Moves to a record that must be there. */
    RecordScanner.Kind step(RecordScanner scanner, long wanted) throws StorageException, DamageException {
        RecordScanner.Kind kind = scanner.next();
        if (kind == RecordScanner.Kind.BAD) {
            throw new DamageException(file.location(), scanner.offset(), scanner.problem());
        }
        if (kind == RecordScanner.Kind.END) {
            throw new DamageException(
                    file.location(),
                    scanner.offset(),
                    "the segment ends before block " + scanner.sequence() + "; block " + wanted + " was looked for");
        }
        return kind;
    }
}
