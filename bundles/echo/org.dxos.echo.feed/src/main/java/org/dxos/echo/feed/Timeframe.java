package org.dxos.echo.feed;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;

/** A vector clock: for each feed the number of its blocks that were seen. Feeds of which none was seen are absent. Immutable. */
public final class Timeframe {
    public static final Timeframe EMPTY = new Timeframe(new TreeMap<>());

    private final TreeMap<FeedKey, Long> lengths;

    private Timeframe(TreeMap<FeedKey, Long> lengths) {
        this.lengths = lengths;
    }

    public static Timeframe of(Map<FeedKey, Long> lengths) {
        TreeMap<FeedKey, Long> copy = new TreeMap<>();
        lengths.forEach((feed, length) -> {
            if (length < 0) {
                throw new IllegalArgumentException("a length below zero: " + length);
            }
            if (length > 0) {
                copy.put(feed, length);
            }
        });
        return new Timeframe(copy);
    }

    /** The number of blocks of the feed that were seen. */
    public long length(FeedKey feed) {
        return lengths.getOrDefault(feed, 0L);
    }

    /** The same with at least this many blocks of the feed. */
    public Timeframe with(FeedKey feed, long length) {
        if (length <= length(feed)) {
            return this;
        }
        TreeMap<FeedKey, Long> copy = new TreeMap<>(lengths);
        copy.put(feed, length);
        return new Timeframe(copy);
    }

    /** For each feed the greater of both. */
    public Timeframe merge(Timeframe other) {
        TreeMap<FeedKey, Long> merged = new TreeMap<>(lengths);
        other.lengths.forEach((feed, length) -> merged.merge(feed, length, Math::max));
        return new Timeframe(merged);
    }

    /** Whether everything in the other was seen here. */
    public boolean covers(Timeframe other) {
        return other.lengths.entrySet().stream().allMatch(entry -> length(entry.getKey()) >= entry.getValue());
    }

    /** What of the other was not seen here: its lengths for those feeds. */
    public Timeframe missingFrom(Timeframe other) {
        TreeMap<FeedKey, Long> missing = new TreeMap<>();
        other.lengths.forEach((feed, length) -> {
            if (length > length(feed)) {
                missing.put(feed, length);
            }
        });
        return new Timeframe(missing);
    }

    /** Blocks seen in all. */
    public long total() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    public Map<FeedKey, Long> lengths() {
        return Collections.unmodifiableMap(lengths);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object object) {
        return object instanceof Timeframe other && lengths.equals(other.lengths);
    }

    @Override
    public int hashCode() {
        return lengths.hashCode();
    }

    @Override
    public String toString() {
        return lengths.toString();
    }
}
