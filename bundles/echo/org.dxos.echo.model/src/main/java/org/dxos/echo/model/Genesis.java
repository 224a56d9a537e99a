package org.dxos.echo.model;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.osgi.annotation.versioning.ProviderType;

/** What is known of an item when it is made. */
@ProviderType
public interface Genesis {
    ItemId item();

    /** The member who made it. */
    IdentityKey member();

    /** The device it was made on. */
    DeviceKey device();

    /** The feed its making stands in. */
    FeedKey feed();

    /** Milliseconds since 1970 as the writer's clock had it. A claim, not a fact. */
    long claimedMillis();
}
