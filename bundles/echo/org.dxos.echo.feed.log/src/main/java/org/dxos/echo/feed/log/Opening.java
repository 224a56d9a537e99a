package org.dxos.echo.feed.log;

import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a feed's last segment: reads what lies behind its index, cuts an unfinished write, and tells it from damage by what is
 * known to have been safe.
 *
 * @param active the segment that grows, or nothing when the feed is damaged
 * @param length blocks that can be read
 * @param chain the chain's value there
 * @param head the last signed head. Its signature was checked when it was written and when it was read behind an index; the index
 *     vouches for one that it reaches
 * @param indexed up to where in the active segment the kept index reaches
 */
record Opening(@Nullable Segment active, long length, Hash chain, @Nullable FeedHead head, long indexed) {
    private static Opening of(@Nullable Segment active, long length, Hash chain, @Nullable FeedHead head) {
        return new Opening(active, length, chain, head, Format.HEADER_SIZE);
    }

    static Opening open(Segments segments) throws StorageException, FeedException {
        long kept = segments.firstKept();
        for (long orphan : segments.orphans()) {
            orphan(segments, orphan);
        }
        if (segments.firsts().isEmpty()) {
            if (segments.promised() > kept) {
                missing(segments, kept, segments.promised());
            }
            Opening empty = of(null, kept, segments.start(), segments.base());
            return segments.isSound()
                    ? of(fresh(segments, kept, empty.chain()), kept, empty.chain(), empty.head())
                    : empty;
        }
        long last = segments.firsts().last();
        if (segments.firsts().first() != kept) {
            segments.promise(Math.max(last, safeIn(segments, last)));
            missing(segments, kept, segments.firsts().first());
            return of(null, kept, segments.start(), segments.base());
        }
        try {
            return last(segments, last);
        } catch (DamageException e) {
            segments.promise(Math.max(last + 1, safeIn(segments, last)));
            segments.inspect(e, segments.promised());
            if (segments.isSound()) {
                segments.add(e.damage(last, segments.promised()));
            }
            return before(segments, last);
        }
    }

    /** What a last segment that cannot be followed says of how much was safe. */
    private static long safeIn(Segments segments, long first) throws StorageException {
        long indexed = segments.readIndex(first).map(IndexFile::length).orElse(0L);
        try (AppendFile file = segments.file(first)) {
            return Math.max(indexed, new CommitSearch(file, 0, file.size(), segments.feed()).synced());
        }
    }

    private static Opening last(Segments segments, long first) throws StorageException, FeedException, DamageException {
        Opening before = null;
        DamageException unknown = null;
        try {
            before = first == segments.firstKept()
                    ? of(null, first, segments.start(), segments.base())
                    : sealed(segments, first);
        } catch (DamageException e) {
            segments.inspect(e, first);
            unknown = e;
        }
        Optional<IndexFile> kept = segments.readIndex(first);
        AppendFile file = segments.file(first);
        boolean done = false;
        try {
            SegmentHeader header = header(segments, file, first, kept.isPresent());
            if (header == null && before != null) {
                file.close();
                done = true;
                return of(fresh(segments, first, before.chain()), first, before.chain(), before.head());
            }
            if (header == null) {
                throw unknown;
            }
            Opening start = before == null ? of(null, first, header.chain(), null) : before;
            if (!header.chain().equals(start.chain())) {
                throw new DamageException(file.location(), 0, "the header does not fit the blocks before it");
            }
            Opening opening = tail(segments, file, header, kept, start);
            if (opening.head() == null && unknown != null) {
                throw unknown;
            }
            done = true;
            return opening;
        } finally {
            if (!done) {
                segments.forget(first);
                file.close();
            }
        }
    }

    /** The header; or nothing when the file was just being made, and nothing can be lost with it. */
    private static @Nullable SegmentHeader header(Segments segments, AppendFile file, long first, boolean hasIndex)
            throws StorageException, FeedException, DamageException {
        try {
            return segments.header(file, first);
        } catch (DamageException e) {
            if (file.size() > Format.HEADER_SIZE || hasIndex || segments.promised() > first) {
                throw e;
            }
            segments.add(new Damage(
                    file.location(), 0, first, first, "the file was just being made; it is made anew", true));
            return null;
        }
    }

    private static Opening tail(
            Segments segments, AppendFile file, SegmentHeader header, Optional<IndexFile> kept, Opening before)
            throws StorageException, FeedException, DamageException {
        IndexFile index = kept.filter(read -> read.end() <= file.size()).orElse(null);
        if (index == null || Segments.fits(file, header, index) == Segments.Fit.NOT) {
            SparseIndex none = new SparseIndex(segments.config().indexInterval(), header.first());
            index = new IndexFile(false, Format.HEADER_SIZE, header.first(), header.chain(), none);
        }
        TailScan scan = new TailScan(file, index.index(), index.end(), index.length(), index.chain()).run();
        segments.promise(Math.max(kept.map(IndexFile::length).orElse(0L), scan.synced()));
        String problem = scan.problem();
        if (problem != null) {
            segments.promise(scan.syncedBehind(segments.feed()));
        }
        long length = scan.length();
        if (kept.map(IndexFile::sealed).orElse(false)) {
            segments.promise(length + 1);
        }
        long safe = segments.promised();
        if (safe > length) {
            String lost = safe + " blocks were safe, " + length + " can be read without a break";
            segments.add(new Damage(
                    file.location(),
                    problem == null ? scan.end() : scan.problemOffset(),
                    length,
                    safe,
                    problem == null ? lost : problem + "; " + lost,
                    false));
        } else if (problem != null) {
            file.truncate(scan.end());
            String cut = "an unfinished write was cut off: " + problem;
            segments.add(new Damage(file.location(), scan.end(), length, length, cut, true));
        }
        if (segments.isSound() && (problem != null || scan.end() > index.end())) {
            file.sync();
        }
        Segment segment = new Segment(file, header, index.index(), scan.end());
        Commit last = segment.commitEndingAt(scan.end());
        FeedHead head = before.head();
        if (last != null) {
            head = scan.last() == null ? last.head(segments.feed()) : authentic(segments, segment, last);
        }
        segments.put(segment);
        return new Opening(segment, scan.length(), scan.value(), head, index.end());
    }

    /** The feed up to the segment that begins there, or as far as segments can be followed from their ends. */
    private static Opening before(Segments segments, long last) throws StorageException, FeedException {
        long kept = segments.firstKept();
        for (long first = last; first > kept; first = segments.firsts().lower(first)) {
            try {
                return sealed(segments, first);
            } catch (DamageException e) {
                segments.inspect(e, first);
            }
        }
        return of(null, kept, segments.start(), segments.base());
    }

    /** The feed as it is at the end of the segment before the one that begins there. */
    private static Opening sealed(Segments segments, long first)
            throws StorageException, FeedException, DamageException {
        Segment previous = segments.holding(first - 1);
        Commit commit = previous.commitEndingAt(previous.end());
        if (commit == null || commit.length() < first) {
            throw new DamageException(
                    previous.file().location(), previous.end(), "the segment ends before block " + (first - 1));
        }
        return commit.length() == first
                ? of(null, first, commit.chain(), commit.head(segments.feed()))
                : of(null, first, previous.chain(first), segments.base());
    }

    private static FeedHead authentic(Segments segments, Segment segment, Commit commit) throws FeedException {
        FeedHead head = commit.head(segments.feed());
        if (!head.isAuthentic()) {
            throw new FeedException(segment.file().location() + ": the signature over " + commit.length()
                    + " blocks is not that of the feed's key: the file was changed by somebody");
        }
        return head;
    }

    private static Segment fresh(Segments segments, long first, Hash chain) throws StorageException {
        Segment segment = segments.create(first, chain);
        segments.put(segment);
        return segment;
    }

    private static void orphan(Segments segments, long first) throws StorageException {
        long length = segments.readIndex(first).map(IndexFile::length).orElse(first + 1);
        Long after = segments.firsts().higher(first);
        if (after == null) {
            segments.promise(length);
        } else {
            length = Math.min(length, after);
        }
        String file = segments.folder().location() + '/' + Format.name(first, Format.SEGMENT_SUFFIX);
        segments.add(new Damage(file, 0, first, length, "the segment is missing, its index is here", false));
    }

    private static void missing(Segments segments, long from, long to) {
        String file = segments.folder().location() + '/' + Format.name(from, Format.SEGMENT_SUFFIX);
        segments.add(new Damage(file, 0, from, to, "the segment is missing", false));
    }
}
