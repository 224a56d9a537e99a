package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.dxos.base.MalformedException;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedMeta;
import org.dxos.echo.tck.Writer;
import org.dxos.model.messenger.MessageId;
import org.junit.jupiter.api.Test;

/** What a change allocates, which does not depend on what else the machine does. */
class CostTest {
    private static final int CHANGES = 1_000;

    private final MessengerStateMachine machine = new MessengerStateMachine();
    private final DetachedGenesis genesis = DetachedGenesis.of(Writer.of(0), 0);

    private interface Change {
        Mutation on(Conversation state, int i);
    }

    private Conversation of(int messages) {
        Conversation state = machine.initial(genesis);
        for (int i = 0; i < messages; i++) {
            state = machine.apply(state, meta(i), new Mutation.Say("message " + i, null));
        }
        return state;
    }

    private DetachedMeta meta(int i) {
        return DetachedMeta.of(genesis.item(), Writer.of(0), i, i + 1);
    }

    private long bytesPerChange(Conversation start, Change change) {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Conversation state = start;
        DetachedMeta[] metas = new DetachedMeta[CHANGES];
        Mutation[] mutations = new Mutation[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            metas[i] = meta(1_000_000 + i);
            mutations[i] = change.on(start, i);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CHANGES; i++) {
            state = machine.apply(state, metas[i], mutations[i]);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CHANGES;
    }

    private static MessageId id(Conversation state, int i) {
        return state.get((i * 7919) % state.size()).id();
    }

    @Test
    void aChangeCopiesLittleOfALongConversation() {
        Conversation small = of(100);
        Conversation large = of(100_000);
        Change say = (state, i) -> new Mutation.Say("hello", null);
        Change reply = (state, i) -> new Mutation.Say("hello", id(state, i));
        Change replyToOne = (state, i) -> new Mutation.Say("hello", id(state, 0));
        Change edit = (state, i) -> new Mutation.Edit(id(state, i), "changed " + i);
        Change react = (state, i) -> new Mutation.React(id(state, i), "👍", true);
        for (Change change : new Change[] {say, reply, replyToOne, edit, react}) {
            long few = bytesPerChange(small, change);
            long many = bytesPerChange(large, change);
            assertTrue(few <= 4_000, "100 messages: " + few);
            assertTrue(many <= 5_000, "100,000 messages: " + many);
        }
    }

    @Test
    void aThreadAsDeepAsTheConversationIsReadAndDecoded() throws MalformedException {
        Conversation state = of(1);
        for (int i = 1; i < 50_000; i++) {
            state = machine.apply(
                    state, meta(i), new Mutation.Say("x", state.get(i - 1).id()));
        }
        assertEquals(50_000, state.thread(0).size());
        Conversation decoded = machine.decodeState(genesis, machine.encodeState(state));
        assertEquals(50_000, decoded.thread(0).size());
        assertEquals(201, new Rendering(decoded).text().lines().count());
    }

    /** Figures for the README. */
    public static void main(String[] args) throws MalformedException {
        CostTest test = new CostTest();
        for (int messages : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                Conversation state = test.of(messages);
                long appended = System.nanoTime();
                var encoded = test.machine.encodeState(state);
                long written = System.nanoTime();
                test.machine.decodeState(test.genesis, encoded);
                long read = System.nanoTime();
                System.out.printf(
                        "%,d messages: %d ns per append, %d bytes of state, encode %d ms, decode %d ms%n",
                        messages,
                        (appended - start) / messages,
                        encoded.bytes().size(),
                        (written - appended) / 1_000_000,
                        (read - written) / 1_000_000);
            }
        }
    }
}
