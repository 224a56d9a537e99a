package org.dxos.model.messenger.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessengerItem;
import org.jspecify.annotations.Nullable;

/**
 * Model {@value #TYPE}. Fields for queries: {@code count} of messages that are not deleted, and of the newest of these
 * {@code text}, {@code author} in hexadecimal, and {@code time} as claimed; {@code texts} of all of them, for
 * searching, which costs in proportion to their number.
 */
public class MessengerModel implements Model<Conversation, Mutation, MessengerItem> {
    public static final String TYPE = "dxos.model/messenger";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String stateMachine() {
        return MessengerStateMachine.TYPE;
    }

    @Override
    public Class<MessengerItem> facadeType() {
        return MessengerItem.class;
    }

    @Override
    public MessengerItem facade(ItemAccess<Conversation, Mutation> item) {
        return new MessengerFacade(item);
    }

    @Override
    public Optional<TextForm<Conversation, Mutation>> textForm() {
        return Optional.of(new MessengerWords());
    }

    @Override
    public @Nullable Object field(Conversation state, String path) {
        if (path.equals("count")) {
            return (long) state.standing();
        }
        Message newest = newest(state);
        if (newest == null) {
            return null;
        }
        return switch (path) {
            case "text" -> newest.text();
            case "texts" ->
                state.messages().stream()
                        .filter(message -> !message.isDeleted())
                        .map(Message::text)
                        .toList();
            case "author" -> newest.author().hex();
            case "time" -> Instant.ofEpochMilli(newest.claimedMillis());
            default -> null;
        };
    }

    private static @Nullable Message newest(Conversation state) {
        for (int i = state.standing() == 0 ? -1 : state.size() - 1; i >= 0; i--) {
            if (!state.get(i).isDeleted()) {
                return state.get(i);
            }
        }
        return null;
    }

    @Override
    public Set<String> fields(Conversation state) {
        return state.standing() == 0 ? Set.of("count") : Set.of("count", "text", "texts", "author", "time");
    }
}
