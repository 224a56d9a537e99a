package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PrunedException;
import org.dxos.echo.feed.Verification;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * A feed in segment files.
 *
 * <p>Blocks that were appended and not written wait in {@link Waiting}. The monitor {@code files} is held while the files
 * change, never while blocks are appended or read.
 */
final class LogFeed implements Feed {
    private final String name;
    private final Segments segments;
    private final @Nullable Signer signer;
    private final Runnable onClose;
    private final LogReader reader;
    private final Waiting waiting;
    private final SyncedMark mark;
    private final Object files = new Object();

    private CommitWriter writer;
    private @Nullable Segment active;
    private long checkpoint;
    private boolean closed;
    private volatile long synced;
    private volatile @Nullable FeedHead head;
    private volatile @Nullable String failure;

    LogFeed(String name, Segments segments, @Nullable Signer signer, Opening opening, Runnable onClose) {
        this.name = name;
        this.segments = segments;
        this.signer = signer;
        this.onClose = onClose;
        reader = new LogReader(segments);
        writer = new CommitWriter(opening.chain(), opening.length());
        waiting = new Waiting(opening.length());
        active = opening.active();
        checkpoint = opening.indexed();
        synced = opening.length();
        head = opening.head();
        mark = new SyncedMark(segments.folder());
    }

    @Override
    public FeedKey key() {
        return segments.feed();
    }

    @Override
    public boolean isWritable() {
        return signer != null && failure == null && segments.isSound();
    }

    @Override
    public long length() {
        return waiting.end();
    }

    @Override
    public long writtenLength() {
        return waiting.written();
    }

    @Override
    public long syncedLength() {
        return synced;
    }

    @Override
    public Optional<FeedHead> head() {
        return Optional.ofNullable(head);
    }

    @Override
    public long firstKept() {
        return segments.firstKept();
    }

    @Override
    public Optional<FeedHead> base() {
        return Optional.ofNullable(segments.base());
    }

    @Override
    public Hash chain(long length) throws FeedException {
        if (length < 0 || length > writtenLength()) {
            throw new IndexOutOfBoundsException(length + " blocks of " + writtenLength() + " written ones");
        }
        FeedHead newest = head;
        if (newest != null && newest.length() == length) {
            return newest.chain();
        }
        return guarded(length, () -> length == segments.firstKept() ? segments.start() : reader.chain(length));
    }

    @Override
    public long append(Bytes block) throws FeedException {
        if (signer == null) {
            throw new FeedException(name + ": was opened for reading only");
        }
        checkTakesBlocks();
        checkSize(block);
        return waiting.add(block);
    }

    @Override
    public void write() throws FeedException {
        synchronized (files) {
            if (signer == null || waiting.isEmpty()) {
                return;
            }
            checkTakesBlocks();
            List<Bytes> blocks = waiting.take();
            int from = 0;
            while (from < blocks.size()) {
                int to = endOfCommit(blocks, from);
                List<Bytes> group = blocks.subList(from, to);
                rollIfFull();
                Hash chain = writer.frame(group);
                put(group, FeedHead.sign(signer, writer.length() + group.size(), chain));
                from = to;
            }
            waiting.release();
        }
    }

    @Override
    public void sync() throws FeedException {
        synchronized (files) {
            checkNotFailed();
            if (synced == writtenLength()) {
                return;
            }
            Segment segment = growing();
            try {
                segment.file().sync();
            } catch (StorageException e) {
                throw fail("cannot be synced", e);
            }
            synced = writtenLength();
            if (segment.end() - checkpoint >= segments.config().checkpointInterval()) {
                keepIndex(segment);
            } else if (signer != null) {
                note(synced);
            }
        }
    }

    @Override
    public void accept(FeedRange range) throws FeedException {
        synchronized (files) {
            checkTakesBlocks();
            if (!range.feed().equals(key())) {
                throw new FeedException(name + ": is not the feed " + range.feed() + " of these blocks");
            }
            if (range.from() != length() || !waiting.isEmpty()) {
                throw new FeedException(
                        name + ": has " + length() + " blocks; a range from " + range.from() + " does not follow");
            }
            if (range.blocks().isEmpty()) {
                return;
            }
            for (Bytes block : range.blocks()) {
                checkSize(block);
            }
            if (CommitWriter.size(range.blocks()) > Format.MAX_COMMIT_SIZE) {
                throw new FeedException(name + ": a range of over " + Format.MAX_COMMIT_SIZE + " bytes");
            }
            if (!writer.frame(range.blocks()).equals(range.head().chain())) {
                writer.drop();
                throw new FeedException(name + ": the range from " + range.from() + " is not on this feed's chain");
            }
            rollIfFull();
            put(range.blocks(), range.head());
            waiting.skipTo(writer.length());
        }
    }

    @Override
    public Bytes block(long sequence) throws FeedException {
        Bytes waits = waiting.get(sequence);
        return waits != null ? waits : guarded(sequence, () -> reader.block(sequence));
    }

    @Override
    public List<Bytes> blocks(long from, int count) throws FeedException {
        Objects.checkFromToIndex(from, from + Math.max(count, 0), Long.MAX_VALUE);
        List<Bytes> blocks = new ArrayList<>(Math.min(count, 1024));
        long to = Math.min(length(), from + count);
        guarded(from, () -> {
            blocks.clear();
            reader.collect(from, Math.min(to, waiting.written()), blocks);
            return true;
        });
        for (long next = from + blocks.size(); next < to; next++) {
            blocks.add(block(next));
        }
        return blocks;
    }

    @Override
    public Optional<FeedRange> range(long from, int maxBytes) throws FeedException {
        Objects.checkIndex(from, Long.MAX_VALUE);
        return from >= writtenLength()
                ? Optional.empty()
                : Optional.of(guarded(from, () -> reader.range(from, maxBytes)));
    }

    @Override
    public List<Damage> damage() {
        return segments.damage().stream()
                .sorted(Comparator.comparingLong(Damage::from))
                .toList();
    }

    @Override
    public Verification verify(Verification.Progress progress) throws FeedException {
        long end = Math.max(writtenLength(), segments.promised());
        return guarded(Long.MAX_VALUE, () -> new Verifier(segments, end, progress).run());
    }

    @Override
    public boolean repair(FeedRange range) throws FeedException {
        synchronized (files) {
            checkNotFailed();
            if (!range.feed().equals(key())) {
                throw new FeedException(name + ": is not the feed " + range.feed() + " of these blocks");
            }
            if (segments.isSound()) {
                return false;
            }
            try {
                long end = Math.max(writtenLength(), segments.promised());
                if (!new Repair(segments, mark, range, end).run()) {
                    return false;
                }
                reopen();
                return true;
            } catch (StorageException e) {
                throw fail("cannot be repaired", e);
            } catch (DamageException e) {
                throw new FeedException(name + ": repair an earlier damage first: " + e.getMessage(), e);
            } catch (PrunedException e) {
                throw e;
            } catch (FeedException e) {
                throw new FeedException(name + ": cannot be repaired: " + e.getMessage(), e);
            }
        }
    }

    @Override
    public long prune(long before) throws FeedException {
        synchronized (files) {
            checkTakesBlocks();
            Optional<FeedHead> found = guarded(Long.MAX_VALUE, () -> Pruning.find(segments, Math.min(before, synced)));
            if (found.isPresent()) {
                try {
                    segments.prune(found.get());
                } catch (StorageException e) {
                    throw fail("cannot be pruned", e);
                }
            }
            return segments.firstKept();
        }
    }

    @Override
    public long size() {
        return segments.size();
    }

    @Override
    public void close() throws FeedException {
        synchronized (files) {
            if (closed) {
                return;
            }
            closed = true;
            Segment segment = active;
            if (segment != null && failure == null && segments.isSound() && synced == writtenLength()) {
                keepIndex(segment);
            }
            if (failure == null) {
                failure = name + ": is closed";
            }
            try {
                mark.close();
                segments.close();
            } catch (StorageException e) {
                throw new FeedException(name + ": cannot be closed: " + e.getMessage(), e);
            } finally {
                onClose.run();
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private void put(List<Bytes> blocks, FeedHead signed) throws FeedException {
        Segment segment = growing();
        long before = segment.end();
        try {
            writer.write(segment, blocks, signed, synced);
        } catch (StorageException e) {
            cutBack(segment, before);
            throw fail("cannot be written", e);
        }
        head = signed;
        waiting.written(signed.length());
    }

    /** Tries to leave no part of a failed write; opening the feed again does the same. */
    private static void cutBack(Segment segment, long end) {
        try {
            segment.file().truncate(end);
        } catch (StorageException e) {
            // The part stays as an unfinished write. The feed takes no more blocks, so nothing can come behind it.
            return;
        }
    }

    private void rollIfFull() throws FeedException {
        Segment full = growing();
        if (full.end() < segments.config().segmentSize() || full.end() == Format.HEADER_SIZE) {
            return;
        }
        try {
            full.file().sync();
            synced = writtenLength();
            Segment next = segments.create(writer.length(), writer.chain());
            segments.put(next);
            segments.writeIndex(full, writer.length(), writer.chain(), true);
            active = next;
            checkpoint = next.end();
        } catch (StorageException e) {
            throw fail("cannot begin a new segment", e);
        }
    }

    /** The index is a cache: when it cannot be kept, opening reads more. */
    private void keepIndex(Segment segment) {
        if (segment.end() == checkpoint) {
            return;
        }
        checkpoint = segment.end();
        try {
            segments.writeIndex(segment, writer.length(), writer.chain(), false);
            mark.clear();
        } catch (StorageException e) {
            note("the index was not kept", e);
        }
    }

    /** A hint: without it an end that rots is taken for a write that was not finished. */
    private void note(long length) {
        try {
            mark.note(length);
        } catch (StorageException e) {
            note("the length that is safe was not noted", e);
        }
    }

    private void note(String what, StorageException e) {
        long length = writtenLength();
        segments.add(new Damage(String.valueOf(e.getMessage()), 0, length, length, what, true));
    }

    /** Goes on with the files as they are now. */
    private void reopen() throws StorageException, FeedException {
        Opening opening = Opening.open(segments);
        if (waiting.isEmpty()) {
            waiting.skipTo(opening.length());
        } else if (opening.length() != waiting.written()) {
            failure = name + ": was repaired while blocks waited to be written; it must be opened again";
        }
        writer = new CommitWriter(opening.chain(), opening.length());
        active = opening.active();
        checkpoint = opening.indexed();
        synced = opening.length();
        head = opening.head();
    }

    private int endOfCommit(List<Bytes> blocks, int from) {
        long size = 0;
        int to = from;
        while (to < blocks.size() && (to == from || size < segments.config().maxCommitSize())) {
            size += blocks.get(to++).size();
        }
        return to;
    }

    private Segment growing() throws FeedException {
        Segment segment = active;
        if (segment == null) {
            throw new FeedException(name + ": is damaged");
        }
        return segment;
    }

    private void checkNotFailed() throws FeedException {
        String failed = failure;
        if (failed != null) {
            throw new FeedException(failed);
        }
    }

    private void checkTakesBlocks() throws FeedException {
        checkNotFailed();
        if (!segments.isSound()) {
            throw new FeedException(name + ": is damaged and takes no blocks: " + damage());
        }
    }

    private void checkSize(Bytes block) throws FeedException {
        if (block.size() > segments.config().maxBlockSize()) {
            throw new FeedException(name + ": a block of " + block.size() + " bytes is over the limit of "
                    + segments.config().maxBlockSize());
        }
    }

    private FeedException fail(String what, StorageException cause) {
        String message = name + ": " + what + ", so it takes no more blocks: " + cause.getMessage();
        failure = message;
        return new FeedException(message, cause);
    }

    /** A look into the files. */
    private interface Look<T> {
        T into() throws StorageException, DamageException, FeedException;
    }

    /** Looks again when files were exchanged meanwhile. */
    private <T> T guarded(long lowest, Look<T> look) throws FeedException {
        while (true) {
            if (lowest < segments.firstKept()) {
                throw new PrunedException(
                        name + ": block " + lowest + " is not kept, only from " + segments.firstKept() + " on",
                        segments.firstKept());
            }
            int generation = segments.generation();
            try {
                return look.into();
            } catch (DamageException e) {
                if (generation == segments.generation()) {
                    throw damaged(e);
                }
            } catch (StorageException e) {
                if (generation == segments.generation()) {
                    throw new FeedException(name + ": cannot be read: " + e.getMessage(), e);
                }
            }
        }
    }

    private FeedException damaged(DamageException met) throws FeedException {
        try {
            segments.inspect(met, writtenLength());
        } catch (StorageException e) {
            met.addSuppressed(e);
        }
        if (segments.isSound()) {
            segments.add(met.damage(writtenLength(), writtenLength()));
        }
        return new FeedException(name + ": is damaged: " + met.getMessage(), met);
    }
}
