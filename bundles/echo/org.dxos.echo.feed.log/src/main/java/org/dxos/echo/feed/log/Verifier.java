package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Hash;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.Verification;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Reads all segments of a feed and checks every checksum, the chain, and every signature. Confined to one thread. */
final class Verifier implements TailScan.CommitCheck {
    private static final int STEP = 1 << 12;

    private final Segments segments;
    private final long end;
    private final Verification.Progress progress;
    private long commits;
    private long told;
    private boolean stopped;

    /** A verifier of a feed that should have so many blocks. */
    Verifier(Segments segments, long end, Verification.Progress progress) {
        this.segments = segments;
        this.end = end;
        this.progress = progress;
    }

    Verification run() throws StorageException, FeedException {
        List<Damage> damage = new ArrayList<>();
        long next = segments.firstKept();
        long blocks = 0;
        Hash value = segments.start();
        told = next;
        stopped = !progress.at(0, end - next);
        for (Long first : segments.firsts()) {
            if (stopped || (first >= end && end > next)) {
                break;
            }
            if (first > next) {
                damage.add(missing(next, first));
                value = null;
            }
            Long higher = segments.firsts().higher(first);
            long limit = higher == null ? end : Math.min(higher, end);
            SegmentCheck check = segments.check(first, limit, value, this);
            damage.addAll(check.gaps());
            blocks += check.blocks();
            value = check.atLimit();
            next = limit;
        }
        if (next < end && !stopped) {
            damage.add(missing(next, end));
        }
        if (!stopped) {
            progress.at(end - segments.firstKept(), end - segments.firstKept());
            segments.replaceDamage(damage);
        } else {
            damage.forEach(segments::add);
        }
        return new Verification(segments.firstKept(), end, blocks, commits, !stopped, damage);
    }

    @Override
    public @Nullable String problem(Commit commit) {
        if (!commit.head(segments.feed()).isAuthentic()) {
            return "the signature over " + commit.length() + " blocks is not that of the feed's key";
        }
        commits++;
        if (commit.length() - told >= STEP) {
            told = commit.length();
            stopped = !progress.at(told - segments.firstKept(), end - segments.firstKept());
        }
        return stopped ? "stopped" : null;
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    private Damage missing(long from, long to) {
        String file = segments.folder().location() + '/' + Format.name(from, Format.SEGMENT_SUFFIX);
        return new Damage(file, 0, from, to, "the segment is missing", false);
    }
}
