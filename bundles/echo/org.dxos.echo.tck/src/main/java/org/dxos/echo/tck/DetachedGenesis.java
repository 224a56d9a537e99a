package org.dxos.echo.tck;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemId;

/** A genesis for tests. */
public record DetachedGenesis(ItemId item, IdentityKey member, DeviceKey device, FeedKey feed, long claimedMillis)
        implements Genesis {
    /** The genesis of the item that a writer makes under a number. */
    public static DetachedGenesis of(Writer writer, long number) {
        return new DetachedGenesis(
                ItemId.of(writer.feed(), number), writer.member(), writer.device(), writer.feed(), 1_000 * number);
    }
}
