package org.dxos.model.messenger;

import java.util.List;
import org.dxos.base.key.IdentityKey;

/**
 * Who reacted to a message with one and the same sign.
 *
 * @param emoji the sign, see {@link MessengerItem#MAX_EMOJI}
 * @param members at least one, each once, in the order in which they reacted
 */
public record Reaction(String emoji, List<IdentityKey> members) {
    public Reaction {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a reaction of nobody");
        }
    }
}
