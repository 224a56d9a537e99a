package org.dxos.echo;

import java.util.Optional;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemId;

/**
 * One change of an item, as {@link Party#history} lists it.
 *
 * @param kind what was done
 * @param member who did it, proven by signature
 * @param device on which device, proven by signature
 * @param feed the feed it stands in
 * @param sequence the number of its block in the feed, from 0
 * @param index its place in the block, from 0
 * @param height one more than the greatest height among all blocks its writer had seen
 * @param claimedMillis milliseconds since 1970 as the writer's clock had it: a claim, not a fact
 * @param parent under which item it was made or moved, if under one
 * @param isEffective whether it changed where the item is; false for a move that would have made a cycle. True for edits.
 * @param words an edit in short, or empty when the item's model does not tell
 */
public record ItemChange(
        Kind kind,
        IdentityKey member,
        DeviceKey device,
        FeedKey feed,
        long sequence,
        int index,
        long height,
        long claimedMillis,
        Optional<ItemId> parent,
        boolean isEffective,
        String words) {
    public enum Kind {
        CREATED,
        EDITED,
        MOVED,
        DELETED,
        RESTORED
    }
}
