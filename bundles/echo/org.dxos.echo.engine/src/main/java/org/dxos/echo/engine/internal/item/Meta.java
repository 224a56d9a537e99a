package org.dxos.echo.engine.internal.item;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.MutationMeta;

/** Where a mutation stands and who wrote it. */
public record Meta(
        ItemId item,
        IdentityKey member,
        DeviceKey device,
        FeedKey feed,
        long sequence,
        int index,
        long height,
        long claimedMillis)
        implements MutationMeta {}
