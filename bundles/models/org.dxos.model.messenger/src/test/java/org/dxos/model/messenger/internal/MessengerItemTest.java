package org.dxos.model.messenger.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Entry;
import org.dxos.echo.tck.Writer;
import org.dxos.model.messenger.Message;
import org.dxos.model.messenger.MessageId;
import org.dxos.model.messenger.MessengerItem;
import org.dxos.model.messenger.Reaction;
import org.junit.jupiter.api.Test;

class MessengerItemTest {
    private static final Writer ADA = Writer.of(0);
    private static final Writer BOB = Writer.of(1);
    private static final Writer ADAS_PHONE =
            new Writer(ADA.member(), Writer.of(2).device(), Writer.of(2).feed());

    private final MessengerStateMachine machine = new MessengerStateMachine();
    private final DetachedItem<Conversation, Mutation> ada = DetachedItem.of(machine);
    private final DetachedItem<Conversation, Mutation> bob = ada.replica(BOB);
    private final DetachedItem<Conversation, Mutation> phone = ada.replica(ADAS_PHONE);
    private final MessengerItem adas = on(ada);
    private final MessengerItem bobs = on(bob);
    private final MessengerItem phones = on(phone);

    private static MessengerItem on(DetachedItem<Conversation, Mutation> item) {
        return new MessengerModel().facade(item);
    }

    private void exchange() {
        for (DetachedItem<Conversation, Mutation> to : List.of(ada, bob, phone)) {
            for (DetachedItem<Conversation, Mutation> from : List.of(ada, bob, phone)) {
                to.receive(from);
            }
        }
        assertEquals(machine.encodeState(state(ada)), machine.encodeState(state(bob)));
        assertEquals(machine.encodeState(state(ada)), machine.encodeState(state(phone)));
    }

    private static Conversation state(DetachedItem<Conversation, Mutation> item) {
        return item.read(state -> state);
    }

    private MessageId said(String text) {
        adas.say(text).await();
        exchange();
        return adas.newestBy(ADA.member()).orElseThrow().id();
    }

    private static void refused(String part, Runnable edit) {
        String message = assertThrows(IllegalArgumentException.class, edit::run).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void theAuthorIsWhoSignedAndTheIdIsWhereItStands() {
        MessageId first = said("same words");
        MessageId second = said("same words");
        bobs.say("same words").await();
        exchange();
        assertEquals(
                List.of(ADA.member(), ADA.member(), BOB.member()),
                adas.messages().stream().map(Message::author).toList());
        MessageId bobsId = adas.messages().get(2).id();
        assertNotEquals(first, second);
        assertNotEquals(second, bobsId);
        assertEquals(first, MessageId.fromHex(first.hex()));
        assertEquals(first, MessageId.of(ada.entries().get(0).meta()));
        assertThrows(IllegalArgumentException.class, () -> MessageId.fromHex("00"));
    }

    @Test
    void anyDeviceOfTheAuthorEditsAndNobodyElse() {
        MessageId id = said("helo");
        refused("who alone can change it", () -> bobs.edit(id, "Bob was here").await());
        refused("who alone can change it", () -> bobs.delete(id).await());
        phones.edit(id, "hello").await();
        bob.write(new Mutation.Edit(id, "forged")).await();
        bob.write(new Mutation.Delete(id)).await();
        exchange();
        Message message = adas.message(id).orElseThrow();
        assertEquals("hello", message.text());
        assertTrue(message.isEdited());
        assertEquals(ADA.member(), message.author());
        assertTrue(message.changedMillis() > message.claimedMillis());
    }

    @Test
    void anEditToTheSameTextWritesNothing() {
        MessageId id = said("same");
        adas.edit(id, "same").await();
        assertEquals(1, ada.entries().size());
        ada.write(new Mutation.Edit(id, "same")).await();
        assertFalse(adas.message(id).orElseThrow().isEdited());
    }

    @Test
    void aDeletedMessageKeepsItsPlaceAndItsAnswersAndNothingElse() {
        MessageId root = said("root");
        bobs.reply(root, "answer").await();
        bobs.react(root, "👍").await();
        exchange();
        MessageId answer = bobs.newestBy(BOB.member()).orElseThrow().id();
        adas.delete(root).await();
        Message gone = adas.message(root).orElseThrow();
        assertTrue(gone.isDeleted());
        assertEquals("", gone.text());
        assertEquals(List.of(), gone.reactions());
        assertEquals(
                List.of(answer), adas.replies(root).stream().map(Message::id).toList());
        assertEquals(
                List.of(root, answer),
                adas.thread(root).stream().map(Message::id).toList());
        assertEquals(2, adas.size());
        refused("is deleted", () -> adas.edit(root, "back").await());
        refused("is deleted", () -> adas.delete(root).await());
        refused("is deleted", () -> adas.reply(root, "late").await());
        refused("is deleted", () -> adas.react(root, "👍").await());
        ada.write(new Mutation.Edit(root, "back")).await();
        ada.write(new Mutation.React(root, "👍", true)).await();
        ada.write(new Mutation.Delete(root)).await();
        assertEquals(gone, adas.message(root).orElseThrow());
        assertEquals(1, state(ada).standing());
    }

    @Test
    void anAnswerToWhatIsDeletedAtTheSameTimeHangsBelowIt() {
        MessageId root = said("root");
        bobs.reply(root, "answer").await();
        adas.delete(root).await();
        exchange();
        assertTrue(adas.message(root).orElseThrow().isDeleted());
        assertEquals("answer", adas.replies(root).get(0).text());
    }

    @Test
    void anAnswerToAMessageThatNeverWasBeginsAThread() {
        MessageId nobody = new MessageId(1, 2);
        refused("there is no message", () -> adas.reply(nobody, "hello?").await());
        ada.write(new Mutation.Say("hello?", nobody)).await();
        assertEquals(null, adas.messages().get(0).replyTo());
        assertEquals(List.of(), adas.thread(nobody));
        assertEquals(List.of(), adas.replies(nobody));
        assertTrue(adas.message(nobody).isEmpty());
    }

    @Test
    void anEditAndADeleteAtTheSameTimeEndInDeletion() {
        MessageId id = said("first");
        adas.edit(id, "second").await();
        phones.delete(id).await();
        exchange();
        assertTrue(bobs.message(id).orElseThrow().isDeleted());
    }

    @Test
    void ofTwoEditsAtTheSameTimeTheLastInCanonicalOrderCountsEverywhere() {
        MessageId id = said("first");
        adas.edit(id, "from the desk").await();
        phones.edit(id, "from the phone").await();
        exchange();
        String last = ada.entries().get(2).meta().feed().equals(ADA.feed()) ? "from the desk" : "from the phone";
        assertEquals(last, bobs.message(id).orElseThrow().text());
    }

    @Test
    void reactionsAreASetPerMemberInTheOrderInWhichTheyCame() {
        MessageId id = said("cake?");
        adas.react(id, "🎂").await();
        phones.react(id, "🎂").await();
        exchange();
        assertEquals(List.of(new Reaction("🎂", List.of(ADA.member()))), reactions(id));
        bobs.toggle(id, "🎂").await();
        bobs.toggle(id, "👍").await();
        exchange();
        assertEquals(
                List.of(
                        new Reaction("🎂", List.of(ADA.member(), BOB.member())),
                        new Reaction("👍", List.of(BOB.member()))),
                reactions(id));
        phones.toggle(id, "🎂").await();
        bobs.unreact(id, "👍").await();
        exchange();
        assertEquals(List.of(new Reaction("🎂", List.of(BOB.member()))), reactions(id));
        int written = bob.entries().size();
        bobs.unreact(id, "👍").await();
        bobs.react(id, "🎂").await();
        assertEquals(written, bob.entries().size());
    }

    private List<Reaction> reactions(MessageId id) {
        return adas.message(id).orElseThrow().reactions();
    }

    @Test
    void aMemberHasSixteenReactionsOnAMessageAndOthersTheirOwn() {
        MessageId id = said("party");
        for (int i = 1; i < MessengerItem.MAX_REACTIONS; i++) {
            adas.react(id, "s" + i).await();
        }
        assertEquals(MessengerItem.MAX_REACTIONS - 1, reactions(id).size());
        adas.react(id, "s16").await();
        refused("at most 16 reactions", () -> adas.react(id, "s17").await());
        refused("at most 16 reactions", () -> adas.toggle(id, "s17").await());
        ada.write(new Mutation.React(id, "s17", true)).await();
        assertEquals(MessengerItem.MAX_REACTIONS, reactions(id).size());
        exchange();
        bobs.react(id, "s17").await();
        adas.toggle(id, "s1").await();
        adas.react(id, "s18").await();
        exchange();
        assertEquals(MessengerItem.MAX_REACTIONS + 1, reactions(id).size());
        assertEquals(1, state(ada).size());
    }

    @Test
    void textsHaveOneByteToSixteenKibibytes() {
        for (String unit : List.of("x", "ü", "한", "🦊")) {
            int bytes = Bytes.utf8(unit).size();
            int most = MessengerItem.MAX_TEXT / bytes;
            String rest = "x".repeat(MessengerItem.MAX_TEXT % bytes);
            adas.say(unit.repeat(most - 1) + rest).await();
            adas.say(unit.repeat(most) + rest).await();
            refused("at most 16384 bytes", () -> adas.say(unit.repeat(most) + rest + "x"));
        }
        assertEquals(8, adas.size());
        refused("must not be empty", () -> adas.say(""));
        MessageId id = adas.messages().get(0).id();
        refused("must not be empty", () -> adas.edit(id, ""));
        refused("at most 16384", () -> adas.reply(id, "x".repeat(MessengerItem.MAX_TEXT + 1)));
    }

    @Test
    void textsHaveLineFeedsAndTabsButNoOtherControlCharacters() {
        adas.say("a\r\nb\rc\td").await();
        assertEquals("a\nb\nc\td", adas.messages().get(0).text());
        for (String bad : List.of("\u0000", "\u001b[31m", "\u007f", "\u0085", "\u009f")) {
            refused("no control characters", () -> adas.say("x" + bad));
        }
        refused("half a surrogate pair at 1", () -> adas.say("x\ud83e"));
        refused("half a surrogate pair at 0", () -> adas.say("\udd8a"));
        refused("half a surrogate pair at 0", () -> adas.say("\ud83ex"));
    }

    @Test
    void reactionsHaveOneToSixtyFourBytesAndNothingThatCannotBeSeen() {
        MessageId id = said("x");
        for (String good :
                List.of("👍🏽", "👩🏽‍❤️‍💋‍👨🏿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", ":tada:", "x".repeat(63), "x".repeat(64))) {
            adas.react(id, good).await();
        }
        assertEquals(7, reactions(id).size());
        refused("at most 64 bytes", () -> adas.react(id, "x".repeat(65)));
        refused("must not be empty", () -> adas.react(id, ""));
        for (String bad : List.of(" ", "a b", "\n", "\u00a0", "\u200b", "\u202e", "\u2066", "\u3000", "\ufeff")) {
            refused("nothing invisible", () -> adas.react(id, "x" + bad));
            refused("nothing invisible", () -> adas.toggle(id, bad));
        }
        refused("half a surrogate", () -> adas.react(id, "\ud83e"));
    }

    @Test
    void bytesOutOfTheLimitsAreMalformed() throws MalformedException {
        Bytes text = Bytes.utf8("x".repeat(MessengerItem.MAX_TEXT));
        Encoded longest = machine.encodeMutation(new Mutation.Say(text.asUtf8(), null));
        assertEquals(new Mutation.Say(text.asUtf8(), null), machine.decodeMutation(longest));
        for (String hex : List.of("", "06", "00", "0000", "000178ff", "00027f78", "00011b", "0002c328", "04", "03ff")) {
            assertThrows(
                    MalformedException.class,
                    () -> machine.decodeMutation(new Encoded(1, Bytes.fromHex(hex))),
                    "the bytes " + hex);
        }
        Bytes tooLong = Bytes.fromHex("00818001").concat(text).concat(Bytes.utf8("x"));
        assertThrows(MalformedException.class, () -> machine.decodeMutation(new Encoded(1, tooLong)));
        assertThrows(MalformedException.class, () -> machine.decodeMutation(new Encoded(2, longest.bytes())));
    }

    @Test
    void whatWasReadDoesNotChange() {
        said("one");
        List<Message> before = adas.messages();
        Entry entry = ada.entries().get(0);
        adas.say("two").await();
        adas.edit(before.get(0).id(), "uno").await();
        assertEquals(1, before.size());
        assertEquals("one", before.get(0).text());
        assertEquals(entry, ada.entries().get(0));
        assertThrows(UnsupportedOperationException.class, () -> before.remove(0));
    }
}
