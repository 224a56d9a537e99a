package org.dxos.echo.feed;

import org.dxos.base.key.PartyId;
import org.osgi.annotation.versioning.ProviderType;

/** The large values that this node keeps, party by party. Any thread. */
@ProviderType
public interface BlobStores {
    /**
     * The blobs of a party. The same for all who ask. Opening it for the first time frees what an interrupted write left behind.
     */
    BlobStore open(PartyId party) throws BlobException;

    /** Deletes all blobs of a party. The store that was opened before must not be used any more. */
    void delete(PartyId party) throws BlobException;
}
