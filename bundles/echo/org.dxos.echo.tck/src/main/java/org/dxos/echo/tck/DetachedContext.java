package org.dxos.echo.tck;

import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.ItemId;

/** The context of an edit for tests. */
public record DetachedContext(ItemId item, FeedKey feed, IdentityKey member, long claimedMillis)
        implements EditContext {
    public static DetachedContext of(ItemId item, Writer writer, long claimedMillis) {
        return new DetachedContext(item, writer.feed(), writer.member(), claimedMillis);
    }
}
