package org.dxos.echo.engine.internal.snapshot;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.echo.Rejection;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.view.PartyView;

/**
 * All that a party has come to by a certain timeframe. Read from disk it loads what is asked for, when it is asked for.
 *
 * @param feeds by their numbers
 * @param credentials encoded, as far as the feeds were scanned
 * @param highestItemNumber the greatest number under which our feed has made an item, or -1
 * @param rejections the newest blocks without effect
 * @param changes structural changes in canonical order
 * @param maps items, and where they are
 */
public record Snapshot(
        List<FeedRecord> feeds,
        List<Bytes> credentials,
        long highestItemNumber,
        List<Rejection> rejections,
        IntTrie<ChangeLog.Entry> changes,
        PartyView.Maps maps) {
    public Snapshot {
        feeds = List.copyOf(feeds);
        credentials = List.copyOf(credentials);
        rejections = List.copyOf(rejections);
    }

    /** Blocks it speaks of. */
    public long blocks() {
        return feeds.stream().mapToLong(FeedRecord::processed).sum();
    }
}
