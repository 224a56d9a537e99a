package org.dxos.echo.feed;

import java.util.List;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.osgi.annotation.versioning.ProviderType;

/** The feeds that this node keeps. A feed is opened once at a time. Any thread. */
@ProviderType
public interface FeedStore {
    /** The parties that have feeds here, sorted. */
    List<PartyId> parties() throws FeedException;

    /** The feeds of a party that have been opened before, sorted. */
    List<FeedKey> feeds(PartyId party) throws FeedException;

    /** Opens a feed of another writer, or one of our own for reading only; made empty when it is not there. */
    Feed open(PartyId party, FeedKey feed) throws FeedException;

    /**
     * Opens a feed of another writer that begins at a signed head: earlier blocks are not kept, as if they had been pruned. For
     * one that is kept already and is shorter, all its blocks are dropped; one that reaches that far stays as it is.
     *
     * @throws FeedException when the head is not authentic, or what is kept here is on another chain
     */
    Feed openFrom(PartyId party, FeedHead base) throws FeedException;

    /** Opens our own feed for appending; made empty when it is not there. */
    Feed openOwn(PartyId party, Signer signer) throws FeedException;

    /** Deletes all feeds of a party, which must be closed. */
    void delete(PartyId party) throws FeedException;
}
