package org.dxos.model.text.internal.doc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;
import org.dxos.model.text.TextClients;

/** Says which client ids a feed may write under in one item. Remembers answers, which never change. */
final class Owners {
    private static final int MAX_FEEDS = 16;

    private final ItemId item;
    /** All ids, sorted, of feeds that have used another than their first. */
    private final Map<FeedKey, long[]> ids = new LinkedHashMap<>();

    Owners(ItemId item) {
        this.item = item;
    }

    boolean owns(FeedKey feed, long client) {
        if (TextClients.id(feed, item, 0) == client) {
            return true;
        }
        long[] all = ids.get(feed);
        if (all == null) {
            all = new long[TextClients.COUNT];
            for (int n = 0; n < all.length; n++) {
                all[n] = TextClients.id(feed, item, n);
            }
            Arrays.sort(all);
            if (ids.size() == MAX_FEEDS) {
                ids.remove(ids.keySet().iterator().next());
            }
            ids.put(feed, all);
        }
        return Arrays.binarySearch(all, client) >= 0;
    }
}
