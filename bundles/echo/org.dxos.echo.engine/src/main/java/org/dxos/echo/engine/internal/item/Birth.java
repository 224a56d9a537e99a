package org.dxos.echo.engine.internal.item;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.Item.Ends;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** What an item was made as. Never changes. */
public record Birth(
        ItemId item,
        IdentityKey member,
        DeviceKey device,
        FeedKey feed,
        long claimedMillis,
        String type,
        String model,
        String stateMachine,
        @Nullable Ends ends,
        long height,
        long place)
        implements Genesis {}
