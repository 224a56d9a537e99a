package org.dxos.echo.engine.internal.past;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.engine.internal.item.Place;

/** How many blocks of each feed belong to a moment, by the feeds' numbers. */
record Cut(long[] lengths) {
    boolean contains(long place) {
        int feed = Place.feed(place);
        return feed < lengths.length && Place.sequence(place) < lengths[feed];
    }

    Map<FeedKey, Long> toMap(List<PastFeed> feeds) {
        Map<FeedKey, Long> map = new TreeMap<>();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                map.put(feeds.get(i).key(), lengths[i]);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
