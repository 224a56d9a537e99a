package org.dxos.echo.engine.internal.past;

import java.util.Objects;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.feed.Feed;
import org.dxos.halo.credential.Writer;
import org.jspecify.annotations.Nullable;

/** A feed as far as it was processed at one moment. Any thread. */
public record PastFeed(Feed log, FeedRecord record, @Nullable Writer writer) {
    FeedKey key() {
        return record.key();
    }

    long length() {
        return record.processed();
    }

    long height(long sequence) {
        int page = (int) (sequence / FeedRecord.PAGE);
        int at = (int) (sequence % FeedRecord.PAGE);
        return page < record.heights().size()
                ? Objects.requireNonNull(record.heights().get(page))[at]
                : record.tail()[at];
    }

    /** The first block of at least a height; the length when there is none. */
    long firstOfHeight(long height) {
        long low = 0;
        long high = length();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (height(middle) < height) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
