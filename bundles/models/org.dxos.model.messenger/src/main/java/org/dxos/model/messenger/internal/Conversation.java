package org.dxos.model.messenger.internal;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.MutationMeta;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.Message.Status;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.Reaction;
import org.jspecify.annotations.Nullable;

/** All messages at one moment, by position and by id. Immutable; shares what has not changed with the one before. */
final class Conversation {
    static final Conversation EMPTY = new Conversation(Vector.empty(), Ids.EMPTY, 0);

    private final Vector<Entry> entries;
    private final Ids ids;
    private final int deleted;

    private Conversation(Vector<Entry> entries, Ids ids, int deleted) {
        this.entries = entries;
        this.ids = ids;
        this.deleted = deleted;
    }

    /** @param replies positions of what answers it, ascending */
    private record Entry(Message message, Vector<Integer> replies) {
        Entry with(Message changed) {
            return new Entry(changed, replies);
        }
    }

    int size() {
        return entries.size();
    }

    /** How many are not deleted. */
    int standing() {
        return entries.size() - deleted;
    }

    Message get(int position) {
        return entries.get(position).message();
    }

    /** The position of a message, or -1. */
    int find(MessageId id) {
        return ids.find(id);
    }

    Ids ids() {
        return ids;
    }

    @Nullable
    Message message(MessageId id) {
        int position = find(id);
        return position < 0 ? null : get(position);
    }

    /** All messages; the list is this conversation. */
    List<Message> messages() {
        return new Messages();
    }

    private final class Messages extends AbstractList<Message> implements RandomAccess {
        @Override
        public Message get(int index) {
            return Conversation.this.get(index);
        }

        @Override
        public int size() {
            return Conversation.this.size();
        }
    }

    /** Positions of what answers the message at a position. */
    List<Integer> replies(int position) {
        return entries.get(position).replies();
    }

    /** Positions of a message and all below it, ascending. */
    List<Integer> thread(int position) {
        List<Integer> found = new ArrayList<>(List.of(position));
        for (int i = 0; i < found.size(); i++) {
            found.addAll(replies(found.get(i)));
        }
        found.sort(null);
        return found;
    }

    /** What stands after a mutation; this when it has no effect. */
    Conversation after(MutationMeta meta, Mutation mutation) {
        if (mutation instanceof Mutation.Say say) {
            return said(meta, say);
        } else if (mutation instanceof Mutation.Edit edit) {
            return edited(meta, edit);
        } else if (mutation instanceof Mutation.Delete delete) {
            return deleted(meta.member(), delete.id());
        } else if (mutation instanceof Mutation.React react) {
            return reacted(meta.member(), react);
        }
        return this;
    }

    private Conversation said(MutationMeta meta, Mutation.Say say) {
        MessageId id = MessageId.of(meta);
        MessageId to = say.replyTo();
        long claimed = meta.claimedMillis();
        int parent = to == null ? -1 : find(to);
        return find(id) >= 0
                ? this
                : plus(new Message(
                        id,
                        meta.member(),
                        claimed,
                        say.text(),
                        parent < 0 ? null : to,
                        Status.ORIGINAL,
                        claimed,
                        List.of()));
    }

    /** With one more message, whose id is new and whose parent, if any, is there. */
    Conversation plus(Message message) {
        int position = entries.size();
        Vector<Entry> grown = entries;
        MessageId to = message.replyTo();
        if (to != null) {
            int at = find(to);
            Entry parent = grown.get(at);
            grown = grown.with(at, new Entry(parent.message(), parent.replies().plus(position)));
        }
        return new Conversation(
                grown.plus(new Entry(message, Vector.empty())),
                ids.plus(message.id(), position),
                deleted + (message.isDeleted() ? 1 : 0));
    }

    private Conversation edited(MutationMeta meta, Mutation.Edit edit) {
        int at = ofAuthor(meta.member(), edit.id());
        if (at < 0 || get(at).text().equals(edit.text())) {
            return this;
        }
        Message old = get(at);
        return with(at, changed(old, edit.text(), Status.EDITED, meta.claimedMillis(), old.reactions()));
    }

    private Conversation deleted(IdentityKey member, MessageId id) {
        int at = ofAuthor(member, id);
        if (at < 0) {
            return this;
        }
        Message old = get(at);
        Message gone = changed(old, "", Status.DELETED, old.claimedMillis(), List.of());
        return new Conversation(entries.with(at, entries.get(at).with(gone)), ids, deleted + 1);
    }

    private Conversation reacted(IdentityKey member, Mutation.React react) {
        int at = find(react.id());
        if (at < 0 || get(at).isDeleted()) {
            return this;
        }
        Message old = get(at);
        List<Reaction> reactions = old.reactions();
        boolean unchanged = Reactions.has(reactions, member, react.emoji()) == react.there();
        if (unchanged || (react.there() && Reactions.isFull(reactions, member))) {
            return this;
        }
        List<Reaction> changed = react.there()
                ? Reactions.with(reactions, member, react.emoji())
                : Reactions.without(reactions, member, react.emoji());
        return with(at, changed(old, old.text(), old.status(), old.changedMillis(), changed));
    }

    /** The position of a message that stands and that this member may change, or -1. */
    private int ofAuthor(IdentityKey member, MessageId id) {
        int at = find(id);
        return at >= 0 && !get(at).isDeleted() && get(at).author().equals(member) ? at : -1;
    }

    private Conversation with(int at, Message message) {
        return new Conversation(entries.with(at, entries.get(at).with(message)), ids, deleted);
    }

    private static Message changed(Message old, String text, Status status, long at, List<Reaction> reactions) {
        return new Message(old.id(), old.author(), old.claimedMillis(), text, old.replyTo(), status, at, reactions);
    }
}
