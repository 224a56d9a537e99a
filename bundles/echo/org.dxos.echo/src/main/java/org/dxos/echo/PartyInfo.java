package org.dxos.echo;

import org.dxos.base.key.PartyId;

/**
 * A party kept on this node.
 *
 * @param label what this node calls it; may be empty
 * @param state whether it can be used
 * @param reason why not, or empty
 */
public record PartyInfo(PartyId id, String label, State state, String reason) {
    public enum State {
        CLOSED,
        OPEN,
        /** Open, but nothing can be written now. */
        READ_ONLY,
        /** Its files are damaged or of a newer version: not opened. */
        DAMAGED
    }
}
