package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Entry;
import org.dxos.echo.tck.Golden;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.junit.jupiter.api.Test;

/** The bytes of format 1 are fixed: these edits write what the golden file holds. */
class MessengerFormatTest {
    private final MessengerStateMachine machine = new MessengerStateMachine();

    @Test
    void editsOfAllKindsWriteTheGoldenBytes() throws MalformedException {
        DetachedItem<Conversation, Mutation> access = DetachedItem.of(machine);
        MessengerItem item = new MessengerModel().facade(access);
        item.say("Grüße 🦊\n\tall").await();
        MessageId first = item.messages().get(0).id();
        item.reply(first, "you too").await();
        MessageId second = item.messages().get(1).id();
        item.reply(second, "and you").await();
        item.say("gone soon").await();
        MessageId gone = item.messages().get(3).id();
        item.react(gone, "👍").await();
        item.reply(gone, "stays").await();
        item.delete(gone).await();
        item.edit(second, "you too!").await();
        item.react(first, "👍").await();
        item.react(first, "❤️").await();
        item.unreact(first, "👍").await();
        access.write(new Mutation.Say("to nobody", new MessageId(1, 2))).await();
        List<Encoded> mutations = access.entries().stream().map(Entry::mutation).toList();
        assertEquals(
                Golden.resource(getClass(), "messenger-1.golden").text(),
                Golden.record("messenger-1.golden", machine, mutations).text());
    }
}
