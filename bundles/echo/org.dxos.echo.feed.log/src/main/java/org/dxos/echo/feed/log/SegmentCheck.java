package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.storage.AppendFile;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole segment without its index, and goes on behind damage where the next signed commit ends. Damage is told by whole
 * commits, because what is in a commit is proven by all of it. Confined to one thread.
 */
final class SegmentCheck {
    /** Sound blocks: from one length to another, where they lie in the file, and the chain's values before and after them. */
    record Run(long from, long start, Hash before, long to, long end, Hash after) {}

    private final FeedKey feed;
    private final AppendFile file;
    private final long end;
    private final long limit;
    private final TailScan.CommitCheck check;
    private final SparseIndex index;
    private final List<Run> runs = new ArrayList<>();
    private final List<Damage> gaps = new ArrayList<>();

    /**
     * A check of a file up to a position.
     *
     * @param limit the block with which the next segment begins, or the length that the feed should have
     * @param index takes the positions in what is sound
     */
    SegmentCheck(FeedKey feed, AppendFile file, long end, long limit, TailScan.CommitCheck check, SparseIndex index) {
        this.feed = feed;
        this.index = index;
        this.file = file;
        this.end = end;
        this.limit = limit;
        this.check = check;
    }

    /**
     * Reads it all.
     *
     * @param chain the chain's value before the first block; nothing when the header is damaged or wrong, and then
     * @param problem what is wrong with it
     */
    SegmentCheck run(long first, @Nullable Hash chain, String problem) throws StorageException {
        long position = Format.HEADER_SIZE;
        long length = first;
        Hash value = chain;
        String wrong = problem;
        long offset = 0;
        while (true) {
            if (value != null) {
                TailScan scan = scan(position, length, value);
                length = scan.length();
                offset = scan.problemOffset();
                String found = scan.problem();
                if (check.isStopped() || length >= limit) {
                    return this;
                }
                if (found == null) {
                    gap(scan.end(), length, limit, "the segment ends before block " + limit);
                    return this;
                }
                wrong = found;
            }
            CommitSearch.Found next = behind(Math.max(offset, Format.HEADER_SIZE), length);
            long to = next == null ? limit : Math.min(next.commit().length(), limit);
            gap(offset, length, to, wrong);
            if (next == null || to == limit) {
                return this;
            }
            position = next.end();
            length = next.commit().length();
            value = next.commit().chain();
        }
    }

    List<Run> runs() {
        return runs;
    }

    /** What is damaged or missing, in the order of the blocks. */
    List<Damage> gaps() {
        return gaps;
    }

    /** Where the last sound block of this segment ends, and the commit behind it. */
    long soundEnd() {
        return runs.isEmpty() ? Format.HEADER_SIZE : runs.get(runs.size() - 1).end();
    }

    /** Sound blocks that are read from this segment. */
    long blocks() {
        return runs.stream()
                .mapToLong(run -> Math.max(0, Math.min(run.to(), limit) - run.from()))
                .sum();
    }

    /** The chain's value at the limit; nothing when it is not known. */
    @Nullable
    Hash atLimit() {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        return last != null && last.to() == limit ? last.after() : null;
    }

    private TailScan scan(long position, long length, Hash value) throws StorageException {
        if (position > Format.HEADER_SIZE) {
            index.blocks().add(length, position);
            index.commits().add(length, position);
        }
        TailScan scan = new TailScan(file, index, position, length, value, end, check).run();
        runs.add(new Run(length, position, value, scan.length(), scan.end(), scan.value()));
        return scan;
    }

    private void gap(long offset, long from, long to, String what) {
        gaps.add(new Damage(file.location(), offset, from, to, what, false));
    }

    /** The first commit behind a position that is longer, and behind which a record begins or the file ends. */
    private CommitSearch.@Nullable Found behind(long position, long length) throws StorageException {
        CommitSearch search = new CommitSearch(file, position, end, feed);
        for (CommitSearch.Found found = search.next(); found != null; found = search.next()) {
            long longer = found.commit().length();
            if (longer > length
                    && new RecordScanner(file, found.end(), end, longer, 1 << 13).next() != RecordScanner.Kind.BAD) {
                return found;
            }
        }
        return null;
    }
}
