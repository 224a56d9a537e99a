package org.dxos.model.messenger.internal;

import java.util.List;
import java.util.Optional;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;

/** The conversation over an item. */
final class MessengerFacade implements MessengerItem {
    private final ItemAccess<Conversation, Mutation> item;

    MessengerFacade(ItemAccess<Conversation, Mutation> item) {
        this.item = item;
    }

    /** States are immutable, so what comes out may be kept. */
    private Conversation now() {
        return item.read(state -> state);
    }

    @Override
    public ItemId id() {
        return item.id();
    }

    @Override
    public int size() {
        return now().size();
    }

    @Override
    public List<Message> messages() {
        return now().messages();
    }

    @Override
    public Optional<Message> message(MessageId id) {
        return Optional.ofNullable(now().message(id));
    }

    @Override
    public Optional<Message> newestBy(IdentityKey author) {
        Conversation now = now();
        for (int i = now.size() - 1; i >= 0; i--) {
            Message message = now.get(i);
            if (message.author().equals(author) && !message.isDeleted()) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<Message> replies(MessageId id) {
        Conversation now = now();
        int at = now.find(id);
        return at < 0 ? List.of() : now.replies(at).stream().map(now::get).toList();
    }

    @Override
    public List<Message> thread(MessageId id) {
        Conversation now = now();
        int at = now.find(id);
        return at < 0 ? List.of() : now.thread(at).stream().map(now::get).toList();
    }

    @Override
    public Receipt say(String text) {
        return item.write(Edits.say(text));
    }

    @Override
    public Receipt reply(MessageId to, String text) {
        return item.write(Edits.reply(Edits.named(to), text));
    }

    @Override
    public Receipt edit(MessageId id, String text) {
        return item.write(Edits.edit(Edits.named(id), text));
    }

    @Override
    public Receipt delete(MessageId id) {
        return item.write(Edits.delete(Edits.named(id)));
    }

    @Override
    public Receipt react(MessageId id, String emoji) {
        return item.write(Edits.react(Edits.named(id), emoji, true));
    }

    @Override
    public Receipt unreact(MessageId id, String emoji) {
        return item.write(Edits.react(Edits.named(id), emoji, false));
    }

    @Override
    public Receipt toggle(MessageId id, String emoji) {
        return item.write(Edits.toggle(Edits.named(id), emoji));
    }
}
