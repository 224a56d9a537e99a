package org.dxos.model.messenger.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PublicKey;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.Message.Status;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.dxos.model.messenger.Reaction;
import org.jspecify.annotations.Nullable;

/** Conversations in format 1; the README has the bytes. Confined to one thread; one for each conversation. */
final class StateCodec {
    private static final int REPLY = 1;
    private static final int EDITED = 2;
    private static final int DELETED = 4;
    private static final int REACTIONS = 8;

    private final List<IdentityKey> members = new ArrayList<>();
    private final Map<IdentityKey, Integer> places = new HashMap<>();

    private StateCodec() {}

    static Bytes encode(Conversation conversation) {
        ByteWriter out = new ByteWriter(64 + 64 * conversation.size());
        StateCodec codec = new StateCodec();
        out.putVar(conversation.size());
        long time = 0;
        for (int i = 0; i < conversation.size(); i++) {
            Message message = conversation.get(i);
            codec.write(out, conversation, i, message, time);
            time = message.claimedMillis();
        }
        return out.toBytes();
    }

    static Conversation decode(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        StateCodec codec = new StateCodec();
        int count = in.var(in.remaining());
        Conversation conversation = Conversation.EMPTY;
        long time = 0;
        for (int i = 0; i < count; i++) {
            Message message = codec.read(in, conversation, time);
            conversation = conversation.plus(message);
            time = message.claimedMillis();
        }
        in.expectEnd();
        return conversation;
    }

    private void write(ByteWriter out, Conversation conversation, int position, Message message, long time) {
        MessageId to = message.replyTo();
        boolean reactions = !message.reactions().isEmpty();
        int flags = (to == null ? 0 : REPLY)
                | (message.isEdited() ? EDITED : 0)
                | (message.isDeleted() ? DELETED : 0)
                | (reactions ? REACTIONS : 0);
        MutationCodec.write(out, message.id()).put(flags);
        writeMember(out, message.author());
        out.putSignedVar(message.claimedMillis() - time);
        if (to != null) {
            out.putVar(position - conversation.find(to));
        }
        if (message.isEdited()) {
            out.putSignedVar(message.changedMillis() - message.claimedMillis());
        }
        if (!message.isDeleted()) {
            out.putText(message.text());
        }
        if (reactions) {
            out.putVar(message.reactions().size());
            for (Reaction reaction : message.reactions()) {
                out.putText(reaction.emoji()).putVar(reaction.members().size());
                reaction.members().forEach(member -> writeMember(out, member));
            }
        }
    }

    private Message read(ByteReader in, Conversation before, long time) throws MalformedException {
        MessageId id = MutationCodec.id(in);
        if (before.find(id) >= 0) {
            throw new MalformedException("the message " + id + " stands there twice, before byte " + in.position());
        }
        int flags = in.unsignedByte();
        boolean deleted = (flags & DELETED) != 0;
        if (flags >= 2 * REACTIONS || (deleted && (flags & (EDITED | REACTIONS)) != 0)) {
            throw new MalformedException("no message has the flags " + flags + ", before byte " + in.position());
        }
        IdentityKey author = readMember(in);
        long claimed = time + in.signedVar();
        MessageId to = (flags & REPLY) == 0 ? null : parent(in, before);
        long changed = (flags & EDITED) == 0 ? claimed : claimed + in.signedVar();
        String text = deleted ? "" : checkedText(in);
        Status status = deleted ? Status.DELETED : (flags & EDITED) != 0 ? Status.EDITED : Status.ORIGINAL;
        List<Reaction> reactions = (flags & REACTIONS) == 0 ? List.of() : readReactions(in);
        return new Message(id, author, claimed, text, to, status, changed, reactions);
    }

    private static @Nullable MessageId parent(ByteReader in, Conversation before) throws MalformedException {
        int distance = in.var(before.size());
        if (distance == 0) {
            throw new MalformedException("a message that answers itself, before byte " + in.position());
        }
        return before.get(before.size() - distance).id();
    }

    private static String checkedText(ByteReader in) throws MalformedException {
        try {
            return Limits.text(in.text());
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() + ", before byte " + in.position(), e);
        }
    }

    private List<Reaction> readReactions(ByteReader in) throws MalformedException {
        int count = positive(in);
        List<Reaction> reactions = new ArrayList<>();
        Map<IdentityKey, Integer> perMember = new HashMap<>();
        Set<String> signs = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            String emoji = emoji(in);
            if (!signs.add(emoji)) {
                throw new MalformedException("a reaction stands there twice, before byte " + in.position());
            }
            int size = positive(in);
            Set<IdentityKey> who = new LinkedHashSet<>();
            for (int j = 0; j < size; j++) {
                IdentityKey member = readMember(in);
                int had = perMember.merge(member, 1, Integer::sum);
                if (!who.add(member) || had > MessengerItem.MAX_REACTIONS) {
                    throw new MalformedException("a member reacts too often, before byte " + in.position());
                }
            }
            reactions.add(new Reaction(emoji, List.copyOf(who)));
        }
        return reactions;
    }

    private static int positive(ByteReader in) throws MalformedException {
        int count = in.var(in.remaining());
        if (count == 0) {
            throw new MalformedException("a count of 0 before byte " + in.position());
        }
        return count;
    }

    private static String emoji(ByteReader in) throws MalformedException {
        try {
            return Limits.emoji(in.text());
        } catch (IllegalArgumentException e) {
            throw new MalformedException(e.getMessage() + ", before byte " + in.position(), e);
        }
    }

    /** By its place among the members that were written before; behind the last place comes a new one's key. */
    private void writeMember(ByteWriter out, IdentityKey member) {
        Integer place = places.putIfAbsent(member, places.size());
        if (place == null) {
            out.putVar(places.size() - 1).put(member.bytes());
        } else {
            out.putVar(place);
        }
    }

    private IdentityKey readMember(ByteReader in) throws MalformedException {
        int place = in.var(members.size());
        if (place < members.size()) {
            return members.get(place);
        }
        IdentityKey member = IdentityKey.of(in.bytes(PublicKey.SIZE));
        if (places.putIfAbsent(member, place) != null) {
            throw new MalformedException("a member's key stands there twice, before byte " + in.position());
        }
        members.add(member);
        return member;
    }
}
