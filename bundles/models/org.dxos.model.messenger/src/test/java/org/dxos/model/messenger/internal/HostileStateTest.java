package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Writer;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.junit.jupiter.api.Test;

class HostileStateTest {
    private static final Bytes KEY = Writer.of(0).member().bytes();

    private static ByteWriter message(ByteWriter out, int id, int flags) {
        return out.put(new MessageId(id, id).bytes()).put(flags);
    }

    private static ByteWriter one(int flags) {
        return message(new ByteWriter().putVar(1), 1, flags).putVar(0).put(KEY).putSignedVar(5);
    }

    private static void refused(String part, ByteWriter bytes) {
        String message = assertThrows(MalformedException.class, () -> StateCodec.decode(bytes.toBytes()))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void whatNoConversationWritesIsRefused() throws MalformedException {
        assertEquals(1, StateCodec.decode(one(0).putText("x").toBytes()).size());
        refused("left over", one(0).putText("x").put(0));
        refused("no message has the flags 16", one(16).putText("x"));
        refused("no message has the flags 6", one(6));
        refused("no message has the flags 12", one(12));
        refused("must not be empty", one(0).putText(""));
        refused("no control characters", one(0).putText("\u001b"));
        refused("above the limit 0", one(1).putVar(1).putText("x"));
        refused("answers itself", one(1).putVar(0).putText("x"));
        refused("a count of 0", one(8).putText("x").putVar(0));
        refused(
                "a count of 0",
                one(8).putText("x").putVar(1).putText("+").putVar(0).put(0));
        refused(
                "a member reacts too often",
                one(8).putText("x").putVar(1).putText("+").putVar(2).putVar(0).putVar(0));
        ByteWriter twice = one(8).putText("x").putVar(2).putText("+").putVar(1).putVar(0);
        refused("a reaction stands there twice", twice.putText("+").putVar(1).putVar(0));
        refused(
                "nothing invisible",
                one(8).putText("x").putVar(1).putText(" ").putVar(1).putVar(0));
        ByteWriter same =
                message(one(0).putText("x"), 1, 0).putVar(0).putSignedVar(0).putText("y");
        refused("stands there twice", new ByteWriter().put(2).put(same.toBytes().slice(1, same.size())));
        ByteWriter keys = one(8).putText("x")
                .putVar(1)
                .putText("+")
                .putVar(2)
                .putVar(0)
                .putVar(1)
                .put(KEY);
        refused("a member's key stands there twice", keys);
        refused("above the limit", new ByteWriter().putVar(1L << 40));
    }

    @Test
    void aMemberWithMoreReactionsThanAllowedIsRefused() throws MalformedException {
        for (int count : new int[] {15, 16, 17}) {
            ByteWriter out = one(8).putText("x").putVar(count);
            for (int i = 0; i < count; i++) {
                out.putText("s" + i).putVar(1).putVar(0);
            }
            if (count <= MessengerItem.MAX_REACTIONS) {
                assertEquals(
                        count,
                        StateCodec.decode(out.toBytes()).get(0).reactions().size());
            } else {
                refused("a member reacts too often", out);
            }
        }
    }

    @Test
    void everyChangedByteAndEveryCutIsRefusedOrStaysCanonical() {
        MessengerStateMachine machine = new MessengerStateMachine();
        Seeds.forEach(5, random -> {
            DetachedItem<Conversation, Mutation> item = DetachedItem.of(machine);
            for (int i = 0; i < 40; i++) {
                item.write((state, context) -> RandomMutations.next(random, state));
            }
            Bytes good = machine.encodeState(item.read(state -> state)).bytes();
            for (int at = 0; at < good.size(); at++) {
                byte[] bytes = good.toArray();
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                canonicalOrRefused(Bytes.wrap(bytes));
                int end = at;
                assertThrows(MalformedException.class, () -> StateCodec.decode(good.slice(0, end)));
            }
        });
    }

    /** What is read is written again in the same bytes: each conversation has one form. */
    private static void canonicalOrRefused(Bytes bytes) {
        Conversation read;
        try {
            read = StateCodec.decode(bytes);
        } catch (MalformedException e) {
            return;
        }
        assertEquals(bytes, StateCodec.encode(read));
    }
}
