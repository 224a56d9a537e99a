package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.snapshot.FeedRecord;
import org.dxos.echo.feed.Feed;
import org.jspecify.annotations.Nullable;

/** The feeds of a party that are kept here, by key and by number. Changed in the party loop; read by any thread. */
final class FeedTable implements FeedOrder {
    private final Map<FeedKey, FeedState> byKey = new ConcurrentHashMap<>();
    private final List<FeedState> byNumber = new CopyOnWriteArrayList<>();

    FeedState add(Feed log, boolean own) {
        return add(log, own, FeedRecord.none(log.key()));
    }

    /** Adds a feed of which something is known. */
    FeedState add(Feed log, boolean own, FeedRecord recorded) {
        if (isFull()) {
            throw new IllegalStateException("a party has at most " + Place.MAX_FEEDS + " feeds");
        }
        FeedState feed = new FeedState(byNumber.size(), log, own, recorded);
        byNumber.add(feed);
        byKey.put(feed.key, feed);
        return feed;
    }

    boolean isFull() {
        return byNumber.size() >= Place.MAX_FEEDS;
    }

    @Nullable
    FeedState get(FeedKey key) {
        return byKey.get(key);
    }

    FeedState at(int number) {
        return byNumber.get(number);
    }

    List<FeedState> all() {
        return byNumber;
    }

    /** Blocks processed in all. */
    long processed() {
        long blocks = 0;
        for (FeedState feed : byNumber) {
            blocks += feed.processed;
        }
        return blocks;
    }

    /** Processed lengths by feed number, as they are now. */
    Lengths lengths() {
        List<FeedState> feeds = new ArrayList<>(byNumber);
        long[] lengths = new long[feeds.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = feeds.get(i).processed;
        }
        return new Lengths(feeds, lengths);
    }

    @Override
    public int compare(int feed, int otherFeed) {
        return feed == otherFeed ? 0 : at(feed).key.compareTo(at(otherFeed).key);
    }

    /** Feeds and how many blocks of each. */
    record Lengths(List<FeedState> feeds, long[] lengths) {
        Map<FeedKey, Long> toMap() {
            Map<FeedKey, Long> map = new java.util.TreeMap<>();
            for (int i = 0; i < lengths.length; i++) {
                if (lengths[i] > 0) {
                    map.put(feeds.get(i).key, lengths[i]);
                }
            }
            return java.util.Collections.unmodifiableMap(map);
        }
    }
}
