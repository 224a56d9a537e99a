package org.dxos.echo;

import java.util.List;
import java.util.function.Consumer;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.model.Index;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Role;
import org.dxos.halo.credential.Roster;
import org.osgi.annotation.versioning.ProviderType;

/** An open party: members, their feeds, one database. Any thread. */
@ProviderType
public interface Party extends AutoCloseable {
    PartyId id();

    /** Open, read-only or closed, and why. */
    PartyInfo info();

    /** The newest state. Own writes are in it as soon as they are acknowledged at any level. */
    View view();

    /**
     * The party as it was at a moment: made from the blocks kept here, with the state machines and the roster of today. Its size
     * costs its making; states of items are made when they are read, on the thread that reads them.
     *
     * @throws EchoException NOT_FOUND or INVALID when the moment speaks of what is not here, or is not complete; says what. Reading
     *     items of the view throws DAMAGED or STORAGE when blocks cannot be read.
     */
    View at(Moment moment);

    /**
     * The changes of an item, newest first in canonical order.
     *
     * @param skip how many of the newest to leave out
     * @param limit how many at most; the cost grows with both, not with the length of the history
     * @throws EchoException NOT_FOUND, or INVALID when a number is below zero
     */
    List<ItemChange> history(ItemId id, int skip, int limit);

    /** A new batch, acknowledged at {@link Acknowledgement#DISK} unless told otherwise. */
    Batch batch();

    /**
     * The typed facade of an item, bound to this party: reads see the newest state, each write is a batch of its own.
     *
     * @throws EchoException NOT_FOUND, or NOT_LIVE when no model with that facade is installed
     */
    <T> T item(ItemId id, Class<T> facade);

    /** The same, with writes acknowledged at a level of choice; without one it is {@link Acknowledgement#DISK}. */
    <T> T item(ItemId id, Class<T> facade, Acknowledgement level);

    /**
     * A live query. The listener is told of the present result first, then of changes, coalesced, one call at a time, off the
     * party's loop; a slow listener gets fewer and larger updates.
     */
    Subscription observe(Query query, Consumer<QueryUpdate> listener);

    /**
     * Has this node keep an index, so that queries find by a field without looking at every item. Kept until it is dropped; filled
     * and kept up to date in the background; queries are exact all the while.
     *
     * @param type which items; empty for those of all types
     * @return false when there is such an index already
     */
    boolean declareIndex(String type, Index index);

    /** Takes an index back; false when it was not declared. */
    boolean dropIndex(String type, Index index);

    /** The indexes of this party on this node, those its models ask for too. */
    List<IndexInfo> indexes();

    Roster roster();

    /** A ticket with which another node can start a replica of this party. */
    PartyTicket ticket();

    /** Admits a member. Acknowledged when it is safe from a crash. */
    Receipt admitMember(IdentityKey member, Role role);

    List<FeedInfo> feeds();

    /** Large values, kept beside the feeds. */
    Blobs blobs();

    /** Feeds whose writer is proven to have signed two histories. */
    List<Fork> forks();

    /** Blocks that were not applied, and why; the newest 1,000. */
    List<Rejection> rejections();

    /** Tries items again whose state machine failed; returns how many are live now. */
    int retryFaulted();

    /** Returns once everything written so far is safe from a crash. */
    void flush();

    @Override
    void close();
}
