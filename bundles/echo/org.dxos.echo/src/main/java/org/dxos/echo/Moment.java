package org.dxos.echo;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;

/**
 * A moment in the past of a party, as {@link Party#at} takes it. A view is always complete: with a block, it has all blocks that
 * the block's writer had seen. Immutable.
 */
public sealed interface Moment {
    /**
     * What a peer with exactly these blocks has.
     *
     * @param lengths for each feed the number of its blocks; feeds that are not named have none. They must be complete.
     */
    record Exactly(Map<FeedKey, Long> lengths) implements Moment {
        public Exactly {
            lengths = Collections.unmodifiableMap(new TreeMap<>(lengths));
        }
    }

    /** Everything up to a block in canonical order, and that block. */
    record After(FeedKey feed, long sequence) implements Moment {}

    /** Everything before a block in canonical order. */
    record Before(FeedKey feed, long sequence) implements Moment {}

    /**
     * The blocks that claim at most a time, as far as they are complete. Of each feed it has a beginning, found by halving: writers
     * of this engine never claim an earlier time than they did before.
     */
    record Claimed(Instant time) implements Moment {}

    /** Before the newest changes of an item, so many of them; a batch counts whole. With 0 changes, the present. */
    record Back(ItemId item, int changes) implements Moment {}
}
