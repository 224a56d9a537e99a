package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.ChainHasher;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.storage.AppendFile;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Puts blocks from another copy into the place of the first damage within them.
 *
 * <p>Nothing is written into a damaged file. What is sound behind the damage becomes a segment of its own, the blocks given become
 * another; each is written beside, synced, and then given its name, by which it hides what the damaged file holds of these blocks.
 * Only then the damaged file is cut to what is sound before the damage. After a crash in between the same blocks can be read as
 * before or more.
 */
final class Repair {
    private static final int COPIED = 1 << 20;

    private final Segments segments;
    private final SyncedMark mark;
    private final FeedRange range;
    private final long end;
    private long first;
    private long limit;
    private @Nullable SegmentCheck check;

    /** A repair of a feed that should have so many blocks. */
    Repair(Segments segments, SyncedMark mark, FeedRange range, long end) {
        this.segments = segments;
        this.mark = mark;
        this.range = range;
        this.end = end;
    }

    /** Returns whether there was something to repair. */
    boolean run() throws StorageException, FeedException, DamageException {
        Damage gap = find();
        if (gap == null) {
            return false;
        }
        if (range.from() > gap.from()) {
            throw new FeedException("the range begins at block " + range.from() + "; the damage at " + gap.from());
        }
        SegmentCheck.Run before = runTo(gap.from());
        Hash value = before == null ? chainBefore(gap.from()) : before.after();
        Hash start = range.from() == gap.from() ? value : chainAt(range.from());
        if (!range.isAuthentic(start)) {
            throw new FeedException(
                    "the range from " + range.from() + " is not authentic, or not on the chain of this feed");
        }
        List<Bytes> blocks = range.blocks()
                .subList((int) (gap.from() - range.from()), range.blocks().size());
        SegmentCheck.Run behind = gap.to() < limit ? runFrom(gap.to()) : null;
        checkWhatFollows(gap, value, blocks, behind);
        long safe = Math.max(end, range.head().length());
        segments.promise(end);
        mark.keep(segments.promised());
        dropIndexes(gap);
        write(gap, before, behind, value, blocks, safe);
        List<Damage> left = left(gap);
        segments.reload();
        segments.replaceDamage(left);
        return true;
    }

    private Hash chainAt(long length) throws StorageException, FeedException, DamageException {
        return length == segments.firstKept() ? segments.start() : new LogReader(segments).chain(length);
    }

    /** The first damage that the range reaches. */
    private @Nullable Damage find() throws StorageException, FeedException {
        long kept = segments.firstKept();
        long to = range.head().length();
        Long at = segments.firsts().floor(Math.max(range.from(), kept));
        if (at == null) {
            first = kept;
            limit = segments.firsts().isEmpty() ? end : segments.firsts().first();
            return kept < limit && to > kept
                    ? new Damage(name(kept, Format.SEGMENT_SUFFIX), 0, kept, limit, "the segment is missing", false)
                    : null;
        }
        while (at != null && at < to) {
            Long next = segments.firsts().higher(at);
            first = at;
            limit = next == null ? end : next;
            SegmentCheck whole = segments.check(first, limit, null, TailScan.CommitCheck.NONE);
            check = whole;
            for (Damage gap : whole.gaps()) {
                if (gap.to() > range.from() && gap.from() < to) {
                    return gap;
                }
            }
            at = next;
        }
        return null;
    }

    private void checkWhatFollows(Damage gap, Hash value, List<Bytes> blocks, SegmentCheck.@Nullable Run behind)
            throws StorageException, FeedException {
        long reach = gap.to() - gap.from();
        if (reach > blocks.size()) {
            return;
        }
        Hash known = behind == null ? headerAt(gap.to()) : behind.before();
        ChainHasher chain = new ChainHasher(value, gap.from());
        blocks.subList(0, (int) reach).forEach(chain::add);
        if (known != null && !known.equals(chain.value())) {
            throw new FeedException("the range leads to another chain than the blocks from " + gap.to()
                    + " on that are here: the feed was forked");
        }
    }

    private void write(
            Damage gap,
            SegmentCheck.@Nullable Run before,
            SegmentCheck.@Nullable Run behind,
            Hash value,
            List<Bytes> blocks,
            long safe)
            throws StorageException, FeedException {
        boolean here = segments.firsts().contains(first);
        if (behind != null) {
            copy(behind);
        }
        segments.forget(first);
        if (before != null && here && append(before, gap, value, blocks, safe)) {
            return;
        }
        fresh(gap.from(), value, blocks, safe);
        if (before != null && before.from() < before.to()) {
            try (AppendFile damaged = segments.file(first)) {
                damaged.truncate(before.end());
                damaged.sync();
            }
        }
    }

    /** Appends to the segment before, when nothing is behind its sound blocks and there is room. */
    private boolean append(SegmentCheck.Run before, Damage gap, Hash value, List<Bytes> blocks, long safe)
            throws StorageException, FeedException {
        try (AppendFile file = segments.file(first)) {
            if (before.end() != file.size()
                    || before.to() != gap.from()
                    || file.size() + CommitWriter.size(blocks)
                            > segments.config().segmentSize()) {
                return false;
            }
            put(file, value, gap.from(), blocks, safe);
            file.sync();
            return true;
        }
    }

    /** Makes a segment of the blocks given. */
    private void fresh(long from, Hash value, List<Bytes> blocks, long safe) throws StorageException, FeedException {
        try (AppendFile file = begin(from, value)) {
            put(file, value, from, blocks, safe);
            file.sync();
        }
        segments.folder().rename(name(from, Format.FRESH_SUFFIX), name(from, Format.SEGMENT_SUFFIX));
    }

    /** Makes a segment of what follows the damage in the same file, sound or not. */
    private void copy(SegmentCheck.Run behind) throws StorageException, FeedException {
        AppendFile source = openDamaged();
        try (AppendFile file = begin(behind.from(), behind.before())) {
            ByteBuffer buffer = ByteBuffer.allocate(COPIED);
            for (long at = behind.start(); at < source.size(); at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(COPIED, source.size() - at));
                RecordScanner.readFully(source, at, buffer);
                file.append(buffer.flip());
            }
            file.sync();
        } finally {
            source.close();
        }
        segments.folder().rename(name(behind.from(), Format.FRESH_SUFFIX), name(behind.from(), Format.SEGMENT_SUFFIX));
    }

    private AppendFile openDamaged() throws StorageException {
        segments.forget(first);
        return segments.file(first);
    }

    private AppendFile begin(long from, Hash value) throws StorageException {
        AppendFile file = segments.folder().append(name(from, Format.FRESH_SUFFIX));
        try {
            file.truncate(0);
            file.append(segments.headerOf(from, value).encode().asByteBuffer());
            return file;
        } catch (StorageException e) {
            file.close();
            throw e;
        }
    }

    private void put(AppendFile file, Hash value, long from, List<Bytes> blocks, long safe)
            throws StorageException, FeedException {
        FeedHead head = range.head();
        CommitWriter writer = new CommitWriter(value, from);
        if (!writer.frame(blocks).equals(head.chain())) {
            throw new FeedException("the range from " + range.from() + " is not on the chain of this feed");
        }
        SparseIndex none = new SparseIndex(1 << 30, from);
        writer.write(new Segment(file, segments.headerOf(from, value), none, file.size()), blocks, head, safe);
    }

    /** Positions in files that change are made anew. What an index knew to be safe is noted elsewhere before. */
    private void dropIndexes(Damage gap) throws StorageException {
        Folder folder = segments.folder();
        List<Long> changed = new ArrayList<>(List.of(first, gap.from(), gap.to()));
        segments.orphans().stream()
                .filter(orphan -> orphan >= gap.from() && orphan < range.head().length())
                .forEach(changed::add);
        for (Long index : changed) {
            folder.delete(name(index, Format.INDEX_SUFFIX));
        }
        folder.sync();
    }

    /** What is known to be damaged still. */
    private List<Damage> left(Damage gap) {
        List<Damage> left = new ArrayList<>(segments.damage());
        left.removeIf(known -> known.repaired() || (known.to() > first && known.from() < limit));
        SegmentCheck checked = check;
        if (checked != null) {
            checked.gaps().stream().filter(other -> !other.equals(gap)).forEach(left::add);
        }
        long to = range.head().length();
        if (to < gap.to()) {
            left.add(new Damage(gap.file(), gap.offset(), to, gap.to(), gap.what(), false));
        }
        return left;
    }

    private SegmentCheck.@Nullable Run runTo(long length) {
        return check == null
                ? null
                : check.runs().stream()
                        .filter(run -> run.to() == length)
                        .findFirst()
                        .orElse(null);
    }

    private SegmentCheck.@Nullable Run runFrom(long length) {
        return Objects.requireNonNull(check).runs().stream()
                .filter(run -> run.from() == length && run.start() > Format.HEADER_SIZE)
                .findFirst()
                .orElse(null);
    }

    private Hash chainBefore(long length) throws StorageException, FeedException, DamageException {
        return length == segments.firstKept() ? segments.start() : new LogReader(segments).chain(length);
    }

    /** The chain's value before a segment, if one begins there and its header can be read. */
    private @Nullable Hash headerAt(long length) throws StorageException, FeedException {
        try {
            return segments.firsts().contains(length)
                    ? segments.holding(length).header().chain()
                    : null;
        } catch (DamageException e) {
            return null;
        }
    }

    private static String name(long from, String suffix) {
        return Format.name(from, suffix);
    }
}
