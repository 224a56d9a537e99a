package org.dxos.echo;

import java.util.List;
import java.util.Optional;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Changes that become visible together or not at all, here and on every peer. Nothing happens before {@link #commit}. Confined
 * to one thread.
 */
@ProviderType
public interface Batch {
    /** When the batch counts as written. */
    Batch acknowledge(Acknowledgement level);

    /**
     * Makes an item or link.
     *
     * @throws EchoException NOT_LIVE when the model is not installed
     */
    ItemId create(NewItem item);

    /** The facade of an item, perhaps one made in this batch; what is written through it joins this batch. */
    <T> T item(ItemId id, Class<T> facade);

    /**
     * An edit in words, as the text form of the item's model reads them.
     *
     * @throws EchoException INVALID when they ask for no edit; says what would be right
     */
    Batch edit(ItemId id, List<String> words);

    /**
     * Moves an item under another, or makes it a root. A move under itself is refused; one that only concurrent moves turn into a
     * cycle has no effect.
     */
    Batch move(ItemId id, Optional<ItemId> parent);

    /** Deletes an item or link; what is under it is hidden with it. */
    Batch delete(ItemId id);

    /** Undoes a deletion. */
    Batch restore(ItemId id);

    /**
     * Takes back the newest changes of an item that this device has written, so many of them: edits, moves, deletions and its
     * making. What others have done since stays. It is a change itself: undone again, it brings back what it took away.
     *
     * @throws EchoException INVALID when there are not so many, or the item's model cannot take edits back
     */
    Batch undo(ItemId id, int changes);

    /** Writes the batch as one block. If it is refused, the receipt says why, and nothing of it was written. */
    Receipt commit();
}
