package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.model.TextForm;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.DetachedMeta;
import org.dxos.echo.tck.ModelTck;
import org.dxos.echo.tck.Writer;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.junit.jupiter.api.Test;

class MessengerModelTest extends ModelTck<Conversation, Mutation, MessengerItem> {
    private static final Writer ADA = Writer.of(0);

    private final DetachedItem<Conversation, Mutation> access = DetachedItem.of(machine());
    private final MessengerItem item = model().facade(access);
    private final TextForm<Conversation, Mutation> text = model().textForm().orElseThrow();

    @Override
    protected Model<Conversation, Mutation, MessengerItem> model() {
        return new MessengerModel();
    }

    @Override
    protected StateMachine<Conversation, Mutation> machine() {
        return new MessengerStateMachine();
    }

    @Override
    protected Mutation mutation(RandomGenerator random, Conversation state, EditContext context) {
        return RandomMutations.next(random, state);
    }

    /** The id of what the maker of a new item says as its nth mutation. */
    private static String id(int n) {
        Writer maker = Writer.of(0);
        return MessageId.of(DetachedMeta.of(DetachedGenesis.of(maker, 0).item(), maker, n, n + 1))
                .hex();
    }

    @Override
    protected List<List<String>> edits() {
        return List.of(
                words("say Who brings cake?"),
                words("reply " + id(0).substring(0, 8) + " I do"),
                words("edit " + id(1).toUpperCase(java.util.Locale.ROOT) + " I do, two of them"),
                words("react " + id(1).substring(0, 6) + " 🎂"),
                words("react " + id(0) + " 👍"),
                words("react " + id(0) + " 👍"),
                words("say gone soon"),
                words("reply " + id(6) + " and this stays"),
                words("delete " + id(6)));
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }

    private void editAll() {
        edits().forEach(words -> access.write(text.parse(words)).await());
    }

    private static String head(int n, int second) {
        return id(n).substring(0, 12) + "  1970-01-01T00:00:0" + second + "Z  "
                + ADA.member().hex().substring(0, 8) + ": ";
    }

    @Test
    void theRenderingShowsThreads() {
        assertEquals("no messages", text.render(Conversation.EMPTY));
        access.write(text.parse(words("say x"))).await();
        assertTrue(text.render(access.read(state -> state)).startsWith("1 message\n"));
        access.write(text.parse(words("delete " + id(0)))).await();
        DetachedItem<Conversation, Mutation> other = DetachedItem.of(machine());
        edits().forEach(words -> other.write(text.parse(words)).await());
        assertEquals(
                "3 messages\n"
                        + head(0, 1) + "Who brings cake?\n"
                        + "  " + head(1, 2) + "I do, two of them (edited)  🎂\n"
                        + head(6, 7) + "(deleted)\n"
                        + "  " + head(7, 8) + "and this stays",
                text.render(other.read(state -> state)));
    }

    @Test
    void theRenderingShowsTheNewestAndWhatTheyAnswer() {
        item.say("the first\n\tand its second line").await();
        assertEquals(
                "1 message\n" + head(0, 1) + "the first\n     and its second line",
                text.render(access.read(state -> state)));
        for (int i = 0; i < Rendering.NEWEST - 1; i++) {
            item.say("more").await();
        }
        item.reply(MessageId.fromHex(id(0)), "late").await();
        List<String> lines = text.render(access.read(state -> state)).lines().toList();
        assertEquals("201 messages, the newest 200 of 201 shown", lines.get(0));
        assertEquals(Rendering.NEWEST + 1, lines.size());
        assertTrue(lines.get(200).endsWith(" to " + id(0).substring(0, 12) + ": late"), lines.get(200));
    }

    @Test
    void aThreadAsDeepAsThereAreMessagesIsRendered() {
        item.say("x").await();
        for (int i = 0; i < 150; i++) {
            item.reply(item.messages().get(i).id(), "x").await();
        }
        List<String> lines = text.render(access.read(state -> state)).lines().toList();
        assertTrue(lines.get(151).startsWith(" ".repeat(16) + id(150).substring(0, 12)), lines.get(151));
    }

    @Test
    void whatDoesNotReadIsRefused() {
        item.say("x").await();
        assertRefused("usage: say <text>", "say");
        assertRefused("usage: reply <message> <text>", "reply " + id(0));
        assertRefused("usage: delete <message>", "delete " + id(0) + " x");
        assertRefused("usage: react <message> <emoji>", "react " + id(0) + " a b");
        assertRefused("up to 32 hexadecimal digits", "delete xyz");
        assertRefused("up to 32 hexadecimal digits", "delete " + id(0) + "0");
        assertRefused("a conversation knows say, reply, edit, delete and react, not \"shout\"", "shout x");
        char other = id(0).charAt(0) == '0' ? '1' : '0';
        assertRefused("there is no message " + other, "delete " + other);
        assertRefused("there is no message", "delete " + id(0).substring(0, 31) + (id(0).endsWith("0") ? "1" : "0"));
        for (int i = 0; i < 16; i++) {
            item.say("x").await();
        }
        assertRefused("several messages begin with", "delete " + twice());
    }

    /** Of 17 ids two begin with one digit. */
    private char twice() {
        int[] seen = new int[16];
        for (var message : item.messages()) {
            char digit = message.id().hex().charAt(0);
            if (++seen[Character.digit(digit, 16)] == 2) {
                return digit;
            }
        }
        throw new AssertionError("impossible");
    }

    private void assertRefused(String part, String line) {
        String message = assertThrows(IllegalArgumentException.class, () -> access.write(text.parse(words(line)))
                        .await())
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void fieldsAreThoseOfTheNewestMessageThatStands() {
        assertEquals(0L, model().field(Conversation.EMPTY, "count"));
        assertNull(model().field(Conversation.EMPTY, "text"));
        editAll();
        access.write(text.parse(words("delete " + id(7)))).await();
        Conversation state = access.read(known -> known);
        assertEquals(2L, model().field(state, "count"));
        assertEquals("I do, two of them", model().field(state, "text"));
        assertEquals(ADA.member().hex(), model().field(state, "author"));
        assertEquals(Instant.ofEpochSecond(2), model().field(state, "time"));
        assertEquals(List.of("Who brings cake?", "I do, two of them"), model().field(state, "texts"));
    }

    @Test
    void theNextWordOfAnEditIsProposed() {
        editAll();
        Conversation state = access.read(known -> known);
        assertEquals(List.of("say", "reply", "edit", "delete", "react"), text.candidates(state, List.of()));
        for (String verb : List.of("reply", "edit", "delete", "react")) {
            List<String> ids = List.of(id(7), id(1), id(0)).stream()
                    .map(id -> id.substring(0, 12))
                    .toList();
            assertEquals(ids, text.candidates(state, List.of(verb)));
            assertEquals(List.of(), text.candidates(state, List.of(verb, ids.get(0))));
        }
        assertEquals(List.of(), text.candidates(state, List.of("say")));
        for (int i = 0; i < 30; i++) {
            item.say("more").await();
        }
        assertEquals(
                20,
                text.candidates(access.read(known -> known), List.of("reply")).size());
    }

    @Test
    void theTreeHasEverything() {
        editAll();
        Map<?, ?> tree = (Map<?, ?>) text.tree(access.read(state -> state));
        List<?> messages = (List<?>) tree.get("messages");
        assertEquals(4, messages.size());
        assertEquals(
                "{id=" + id(1) + ", author=" + ADA.member().hex() + ", claimedMillis=2000, replyTo=" + id(0)
                        + ", status=EDITED, changedMillis=3000, text=I do, two of them, reactions=[{emoji=🎂, members=["
                        + ADA.member().hex() + "]}]}",
                messages.get(1).toString());
    }
}
