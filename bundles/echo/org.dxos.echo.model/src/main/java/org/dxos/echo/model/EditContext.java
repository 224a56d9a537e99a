package org.dxos.echo.model;

import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.osgi.annotation.versioning.ProviderType;

/** Where an edit is going to be written. */
@ProviderType
public interface EditContext {
    ItemId item();

    /** The feed it will stand in. */
    FeedKey feed();

    /** The member who writes. */
    IdentityKey member();

    /** The time it will claim, in milliseconds since 1970. */
    long claimedMillis();
}
