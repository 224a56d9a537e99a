package org.dxos.model.messenger;

import java.util.List;
import org.dxos.base.key.IdentityKey;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands at one moment. Immutable.
 *
 * @param author the member who said it, proven by signature
 * @param claimedMillis when, as the writer's clock had it, in milliseconds since 1970: a claim, not a fact, and not the order
 * @param text what it says now; empty when deleted
 * @param replyTo the message that it answers, deleted or not; null when it begins a thread
 * @param changedMillis when it was last edited, as claimed; otherwise {@code claimedMillis}
 * @param reactions in the order in which the signs came first; none when deleted
 */
public record Message(
        MessageId id,
        IdentityKey author,
        long claimedMillis,
        String text,
        @Nullable MessageId replyTo,
        Status status,
        long changedMillis,
        List<Reaction> reactions) {
    /** What became of a message since it was said. */
    public enum Status {
        /** It stands as it was said. */
        ORIGINAL,
        /** Its author gave it another text. */
        EDITED,
        /** Its author took it back; the place stays, and so do the answers. */
        DELETED
    }

    public Message {
        reactions = List.copyOf(reactions);
    }

    public boolean isDeleted() {
        return status == Status.DELETED;
    }

    public boolean isEdited() {
        return status == Status.EDITED;
    }
}
