package org.dxos.echo.feed.log;

import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.echo.feed.Chain;
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
        Hash start = Chain.start(segments.feed());
        for (long orphan : segments.orphans()) {
            damaged(segments, Format.name(orphan, Format.SEGMENT_SUFFIX), "the segment is missing, its index is here");
        }
        if (segments.firsts().isEmpty()) {
            return segments.isSound() ? of(fresh(segments, 0, start), 0, start, null) : of(null, 0, start, null);
        }
        if (segments.firsts().first() != 0) {
            damaged(segments, Format.name(0, Format.SEGMENT_SUFFIX), "the first segment is missing");
            return of(null, 0, start, null);
        }
        try {
            return last(segments, segments.firsts().last(), start);
        } catch (DamageException e) {
            segments.add(e.damage());
            return before(segments, segments.firsts().last(), start);
        }
    }

    private static Opening last(Segments segments, long first, Hash start)
            throws StorageException, FeedException, DamageException {
        Opening before = first == 0 ? of(null, 0, start, null) : sealed(segments, first);
        Optional<IndexFile> kept = segments.readIndex(first);
        AppendFile file = segments.file(first);
        boolean done = false;
        try {
            SegmentHeader header = header(segments, file, first, kept.isPresent());
            if (header == null) {
                file.close();
                done = true;
                return of(fresh(segments, first, before.chain()), first, before.chain(), before.head());
            }
            if (!header.chain().equals(before.chain())) {
                throw new DamageException(file.location(), 0, "the header does not fit the blocks before it");
            }
            Opening opening = tail(segments, file, header, kept, before);
            done = true;
            return opening;
        } finally {
            if (!done) {
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
            if (file.size() > Format.HEADER_SIZE || hasIndex) {
                throw e;
            }
            segments.add(new Damage(file.location(), 0, "the file was just being made; it is made anew", true));
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
        long safe = Math.max(kept.map(IndexFile::length).orElse(0L), scan.synced());
        String problem = scan.problem();
        if (problem != null) {
            safe = Math.max(safe, scan.syncedBehind(segments.feed()));
        }
        if (safe > scan.length()) {
            String lost = safe + " blocks were safe, " + scan.length() + " can be read";
            segments.add(new Damage(
                    file.location(),
                    problem == null ? scan.end() : scan.problemOffset(),
                    problem == null ? lost : problem + "; " + lost,
                    false));
        } else if (problem != null) {
            file.truncate(scan.end());
            segments.add(new Damage(file.location(), scan.end(), "an unfinished write was cut off: " + problem, true));
        }
        if (kept.map(IndexFile::sealed).orElse(false)) {
            segments.add(new Damage(file.location(), file.size(), "the segment after this one is missing", false));
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

    /** The feed up to the segment that begins there. */
    private static Opening before(Segments segments, long first, Hash start) throws StorageException, FeedException {
        try {
            return first == 0 ? of(null, 0, start, null) : sealed(segments, first);
        } catch (DamageException e) {
            segments.add(e.damage());
            return of(null, 0, start, null);
        }
    }

    /** The feed as it is at the end of the segment before the one that begins there. */
    private static Opening sealed(Segments segments, long first)
            throws StorageException, FeedException, DamageException {
        Segment previous = segments.holding(first - 1);
        Commit commit = previous.commitEndingAt(previous.end());
        if (commit == null || commit.length() != first) {
            throw new DamageException(
                    previous.file().location(), previous.end(), "the segment ends before block " + (first - 1));
        }
        return of(null, first, commit.chain(), commit.head(segments.feed()));
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

    private static void damaged(Segments segments, String file, String what) {
        segments.add(new Damage(segments.folder().location() + '/' + file, 0, what, false));
    }
}
