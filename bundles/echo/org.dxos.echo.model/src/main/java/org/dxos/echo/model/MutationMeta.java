package org.dxos.echo.model;

import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who wrote a mutation, and where it stands. Canonical order is by ({@link #height}, {@link #feed}, {@link #sequence},
 * {@link #index}).
 */
@ProviderType
public interface MutationMeta {
    ItemId item();

    /** The member who wrote it, proven by signature. */
    IdentityKey member();

    /** The device it was written on, proven by signature. */
    DeviceKey device();

    FeedKey feed();

    /** The number of its block in the feed, from 0. */
    long sequence();

    /** Its place among the mutations of its block, from 0. */
    int index();

    /** One more than the greatest height among all blocks its writer had seen. */
    long height();

    /** Milliseconds since 1970 as the writer's clock had it. A claim, not a fact. */
    long claimedMillis();
}
