package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.base.MalformedException;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Entry;
import org.dxos.echo.tck.Writer;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.junit.jupiter.api.Test;

/** Members on several devices write at random, exchange at random, and end in what plain collections make of the same. */
class ReferenceTest {
    private final MessengerStateMachine machine = new MessengerStateMachine();

    /** A message by its definition. */
    private static final class Plain {
        IdentityKey author;
        String text;
        MessageId replyTo;
        boolean edited;
        boolean deleted;
        final Map<String, Set<IdentityKey>> reactions = new LinkedHashMap<>();
        final List<MessageId> replies = new ArrayList<>();
    }

    private static Map<MessageId, Plain> expected(List<Entry> entries) throws MalformedException {
        Map<MessageId, Plain> messages = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Mutation mutation = MutationCodec.decode(entry.mutation().bytes());
            IdentityKey member = entry.meta().member();
            if (mutation instanceof Mutation.Say say) {
                Plain plain = new Plain();
                plain.author = member;
                plain.text = say.text();
                if (say.replyTo() != null && messages.containsKey(say.replyTo())) {
                    plain.replyTo = say.replyTo();
                    messages.get(say.replyTo()).replies.add(MessageId.of(entry.meta()));
                }
                messages.put(MessageId.of(entry.meta()), plain);
            } else if (mutation instanceof Mutation.Edit edit) {
                Plain plain = messages.get(edit.id());
                if (plain != null && !plain.deleted && plain.author.equals(member) && !plain.text.equals(edit.text())) {
                    plain.text = edit.text();
                    plain.edited = true;
                }
            } else if (mutation instanceof Mutation.Delete delete) {
                Plain plain = messages.get(delete.id());
                if (plain != null && plain.author.equals(member)) {
                    plain.deleted = true;
                    plain.reactions.clear();
                }
            } else if (mutation instanceof Mutation.React react) {
                Plain plain = messages.get(react.id());
                if (plain != null && !plain.deleted) {
                    react(plain.reactions, member, react);
                }
            }
        }
        return messages;
    }

    private static void react(Map<String, Set<IdentityKey>> reactions, IdentityKey member, Mutation.React react) {
        Set<IdentityKey> members = reactions.getOrDefault(react.emoji(), new LinkedHashSet<>());
        long count =
                reactions.values().stream().filter(set -> set.contains(member)).count();
        if (react.there() && (members.contains(member) || count < MessengerItem.MAX_REACTIONS)) {
            members.add(member);
            reactions.put(react.emoji(), members);
        } else if (!react.there() && members.remove(member) && members.isEmpty()) {
            reactions.remove(react.emoji());
        }
    }

    private static List<DetachedItem<Conversation, Mutation>> replicas(DetachedItem<Conversation, Mutation> first) {
        List<DetachedItem<Conversation, Mutation>> replicas = new ArrayList<>(List.of(first));
        for (int i = 1; i < 5; i++) {
            Writer device = Writer.of(i);
            replicas.add(first.replica(new Writer(Writer.of(i % 3).member(), device.device(), device.feed())));
        }
        return replicas;
    }

    @Test
    void replicasThatWriteAtTheSameTimeAgreeWithPlainCollections() {
        Seeds.forEach(40, random -> {
            List<DetachedItem<Conversation, Mutation>> replicas = replicas(DetachedItem.of(machine));
            for (int i = 0; i < 120; i++) {
                DetachedItem<Conversation, Mutation> one = replicas.get(random.nextInt(5));
                if (random.nextInt(4) == 0) {
                    one.receive(replicas.get(random.nextInt(5)));
                } else {
                    one.write(RandomMutations.next(random, one.read(state -> state)));
                }
            }
            converge(replicas);
            check(replicas);
        });
    }

    private static void converge(List<DetachedItem<Conversation, Mutation>> replicas) {
        for (DetachedItem<Conversation, Mutation> other : replicas) {
            replicas.get(0).receive(other);
        }
        for (DetachedItem<Conversation, Mutation> other : replicas) {
            other.receive(replicas.get(0));
        }
    }

    private void check(List<DetachedItem<Conversation, Mutation>> replicas) {
        try {
            DetachedItem<Conversation, Mutation> first = replicas.get(0);
            Conversation state = first.read(known -> known);
            for (DetachedItem<Conversation, Mutation> other : replicas) {
                assertEquals(machine.encodeState(state), machine.encodeState(other.read(known -> known)));
            }
            compare(expected(first.entries()), state);
            compare(
                    expected(first.entries()),
                    machine.decodeState(DetachedGenesis.of(Writer.of(0), 0), machine.encodeState(state)));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static void compare(Map<MessageId, Plain> expected, Conversation state) {
        assertEquals(
                List.copyOf(expected.keySet()),
                state.messages().stream().map(Message::id).toList());
        for (Message message : state.messages()) {
            Plain plain = expected.get(message.id());
            assertEquals(plain.author, message.author());
            assertEquals(plain.deleted ? "" : plain.text, message.text());
            assertEquals(plain.replyTo, message.replyTo());
            assertEquals(plain.deleted, message.isDeleted());
            assertEquals(plain.edited && !plain.deleted, message.isEdited());
            Map<String, List<IdentityKey>> wanted = new LinkedHashMap<>();
            plain.reactions.forEach((sign, members) -> wanted.put(sign, List.copyOf(members)));
            Map<String, List<IdentityKey>> shown = new LinkedHashMap<>();
            message.reactions().forEach(reaction -> shown.put(reaction.emoji(), reaction.members()));
            assertEquals(List.copyOf(wanted.entrySet()), List.copyOf(shown.entrySet()));
            assertEquals(
                    plain.replies,
                    state.replies(state.find(message.id())).stream()
                            .map(at -> state.get(at).id())
                            .toList());
        }
    }
}
