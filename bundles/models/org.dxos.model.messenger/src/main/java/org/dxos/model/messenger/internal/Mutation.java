package org.dxos.model.messenger.internal;

import org.dxos.model.messenger.MessageId;
import org.jspecify.annotations.Nullable;

/** One change of a conversation. Texts and reactions are within {@link Limits}. */
sealed interface Mutation {
    /** A new message; its id is that of the place where this mutation stands. */
    record Say(String text, @Nullable MessageId replyTo) implements Mutation {
        public Say {
            Limits.text(text);
        }
    }

    record Edit(MessageId id, String text) implements Mutation {
        public Edit {
            Limits.text(text);
        }
    }

    record Delete(MessageId id) implements Mutation {}

    /** The writer's reaction is there from now on, or is not. */
    record React(MessageId id, String emoji, boolean there) implements Mutation {
        public React {
            Limits.emoji(emoji);
        }
    }
}
