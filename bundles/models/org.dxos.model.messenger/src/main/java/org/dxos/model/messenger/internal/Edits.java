package org.dxos.model.messenger.internal;

import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Edit;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;

/** What people do to a conversation, refused where it could have no effect on what is known here. */
final class Edits {
    /** A message as the writer names it. */
    @FunctionalInterface
    interface Naming {
        /** @throws IllegalArgumentException when it names none */
        Message in(Conversation conversation);
    }

    private Edits() {}

    static Naming named(MessageId id) {
        return conversation -> {
            Message message = conversation.message(id);
            if (message == null) {
                throw new IllegalArgumentException("there is no message " + id);
            }
            return message;
        };
    }

    /** By the beginning of an id. */
    static Naming beginning(String word) {
        String digits = word.toLowerCase(java.util.Locale.ROOT);
        if (!digits.matches("[0-9a-f]{1,32}")) {
            throw new IllegalArgumentException(
                    "a message is named by its id, up to 32 hexadecimal digits of which the first are enough, not \""
                            + word + "\"");
        }
        return conversation -> {
            Ids.Found found = conversation.ids().beginning(digits);
            return switch (found.beginning()) {
                case OF_ONE -> conversation.get(found.position());
                case OF_NONE -> throw new IllegalArgumentException("there is no message " + word);
                case OF_SEVERAL ->
                    throw new IllegalArgumentException("several messages begin with " + word + ": give more digits");
            };
        };
    }

    static Edit<Conversation, Mutation> say(String text) {
        Mutation say = new Mutation.Say(Limits.normalised(text), null);
        return (conversation, context) -> say;
    }

    static Edit<Conversation, Mutation> reply(Naming to, String text) {
        String kept = Limits.text(Limits.normalised(text));
        return (conversation, context) ->
                new Mutation.Say(kept, standing(conversation, to).id());
    }

    static Edit<Conversation, Mutation> edit(Naming which, String text) {
        String kept = Limits.text(Limits.normalised(text));
        return (conversation, context) -> {
            Message message = own(conversation, which, context.member());
            return message.text().equals(kept) ? null : new Mutation.Edit(message.id(), kept);
        };
    }

    static Edit<Conversation, Mutation> delete(Naming which) {
        return (conversation, context) ->
                new Mutation.Delete(own(conversation, which, context.member()).id());
    }

    static Edit<Conversation, Mutation> react(Naming to, String emoji, boolean there) {
        Limits.emoji(emoji);
        return (conversation, context) -> {
            Message message = standing(conversation, to);
            return Reactions.has(message.reactions(), context.member(), emoji) == there
                    ? null
                    : reaction(message, context.member(), emoji, there);
        };
    }

    static Edit<Conversation, Mutation> toggle(Naming to, String emoji) {
        Limits.emoji(emoji);
        return (conversation, context) -> {
            Message message = standing(conversation, to);
            boolean has = Reactions.has(message.reactions(), context.member(), emoji);
            return reaction(message, context.member(), emoji, !has);
        };
    }

    private static Mutation reaction(Message message, IdentityKey member, String emoji, boolean there) {
        if (there && Reactions.isFull(message.reactions(), member)) {
            throw new IllegalArgumentException(
                    "a member has at most " + MessengerItem.MAX_REACTIONS + " reactions on one message");
        }
        return new Mutation.React(message.id(), emoji, there);
    }

    private static Message standing(Conversation conversation, Naming which) {
        Message message = which.in(conversation);
        if (message.isDeleted()) {
            throw new IllegalArgumentException("the message " + message.id() + " is deleted");
        }
        return message;
    }

    private static Message own(Conversation conversation, Naming which, IdentityKey member) {
        Message message = standing(conversation, which);
        if (!message.author().equals(member)) {
            throw new IllegalArgumentException(
                    "the message " + message.id() + " is by " + message.author() + ", who alone can change it");
        }
        return message;
    }
}
