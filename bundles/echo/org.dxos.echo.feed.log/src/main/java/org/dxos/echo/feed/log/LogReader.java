package org.dxos.echo.feed.log;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.storage.StorageException;

/** Reads written blocks, from any thread. */
final class LogReader {
    private static final int MIN_READ = 1 << 13;
    private static final int MAX_READ = 1 << 18;

    private final Segments segments;

    LogReader(Segments segments) {
        this.segments = segments;
    }

    Bytes block(long sequence) throws StorageException, DamageException, FeedException {
        return segments.holding(sequence).block(sequence);
    }

    Hash chain(long length) throws StorageException, DamageException, FeedException {
        return segments.holding(length - 1).chain(length);
    }

    /** Adds the blocks from one sequence number to another, exclusive, to a list. */
    void collect(long from, long to, List<Bytes> blocks) throws StorageException, DamageException, FeedException {
        long next = from;
        while (next < to) {
            Segment segment = segments.holding(next);
            Long behind = segments.firsts().higher(next);
            long end = behind == null ? to : Math.min(to, behind);
            RecordScanner scanner = segment.scanFrom(next, end - next > 16 ? MAX_READ : MIN_READ);
            while (next < end) {
                if (segment.step(scanner, next) == RecordScanner.Kind.BLOCK) {
                    blocks.add(scanner.copy());
                    next++;
                }
            }
        }
    }

    /** Blocks up to a commit of the same segment. */
    FeedRange range(long from, int maxBytes) throws StorageException, DamageException, FeedException {
        Segment segment = segments.holding(from);
        RecordScanner scanner = segment.scanFrom(from, Math.max(MIN_READ, Math.min(maxBytes, MAX_READ)));
        List<Bytes> blocks = new ArrayList<>();
        Commit last = null;
        long size = 0;
        while (last == null || (size < maxBytes && !scanner.isLast())) {
            if (segment.step(scanner, scanner.sequence()) == RecordScanner.Kind.BLOCK) {
                blocks.add(scanner.copy());
                size += scanner.payloadSize();
            } else if (scanner.commit().length() > from && (last == null || size <= maxBytes)) {
                last = scanner.commit();
            }
        }
        return new FeedRange(from, blocks.subList(0, (int) (last.length() - from)), last.head(segments.feed()));
    }
}
