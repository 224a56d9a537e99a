package org.dxos.echo.feed.log;

import java.util.Optional;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.storage.StorageException;

/** Finds where a feed can be cut at its beginning: where a segment begins whose first length was signed. */
final class Pruning {
    private Pruning() {}

    /** The signed head of the last such place not behind the limit; empty when that is where the feed begins already. */
    static Optional<FeedHead> find(Segments segments, long limit)
            throws StorageException, FeedException, DamageException {
        Long first = segments.firsts().floor(limit);
        while (first != null && first > segments.firstKept()) {
            Segment before = segments.holding(first - 1);
            Commit commit = before.commitEndingAt(before.end());
            if (commit != null && commit.length() == first) {
                FeedHead head = commit.head(segments.feed());
                if (!head.isAuthentic()) {
                    throw new DamageException(
                            before.file().location(), before.end(), "a signature is not that of the feed's key");
                }
                return Optional.of(head);
            }
            first = segments.firsts().lower(first);
        }
        return Optional.empty();
    }
}
