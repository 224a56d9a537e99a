package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.model.text.TextClients;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.junit.jupiter.api.Test;

class AttackTest {
    private static final long VICTIM = id(1, 0);
    private static final long MALLORY = id(2, 0);

    private static long id(int feed, int number) {
        return TextClients.id(Peer.feed(feed), Peer.ITEM, number);
    }

    private static Update insert(long client, int clock, String text) {
        return new Update(
                List.of(Struct.inRoot(client, clock, new Content.Text(text), Document.TEXT, null)), List.of());
    }

    @Test
    void nobodyWritesUnderTheIdOfAnother() {
        Peer peer = new Peer(3);
        Bytes before = peer.encoded();
        peer.receive(insert(VICTIM, 0, "forged"), Peer.feed(2));
        assertEquals("", peer.text().text());
        assertEquals(before, peer.encoded());
        peer.receive(insert(VICTIM, 0, "mine"), Peer.feed(1));
        assertEquals("mine", peer.text().text());
    }

    @Test
    void aFeedMayUseAnyOfItsIdsAndNoOther() {
        Peer peer = new Peer(3);
        peer.receive(insert(id(1, TextClients.COUNT - 1), 0, "last"), Peer.feed(1));
        assertEquals("last", peer.text().text());
        peer.receive(insert(12345, 0, "small"), Peer.feed(1));
        assertEquals("last", peer.text().text());
    }

    @Test
    void aSecondContentForOneClockChangesNothingWhateverComesFirst() {
        Struct waits = Struct.between(MALLORY, 0, new Content.Text("waits"), VICTIM, 0, Struct.NONE, 0);
        Update first = new Update(List.of(waits), List.of());
        Update second = insert(MALLORY, 0, "other");
        Update victim = insert(VICTIM, 0, "v");
        Peer early = new Peer(3);
        early.receive(victim, Peer.feed(1));
        early.receive(first, Peer.feed(2));
        early.receive(second, Peer.feed(2));
        Peer late = new Peer(4);
        late.receive(first, Peer.feed(2));
        late.receive(second, Peer.feed(2));
        assertTrue(late.state.hasPending());
        late.receive(victim, Peer.feed(1));
        assertEquals("vwaits", late.text().text());
        assertEquals(early.encoded(), late.encoded());
        assertFalse(late.state.hasPending());
    }

    @Test
    void whatWaitsBehindAGapIsLimited() {
        Peer peer = new Peer(3);
        for (int i = 0; i < 5_000; i++) {
            peer.receive(insert(MALLORY, 2 + 2 * i, "x"), Peer.feed(2));
        }
        assertTrue(peer.encoded().size() < 50_000);
        peer.receive(insert(MALLORY, 0, "ab"), Peer.feed(2));
        assertEquals(3, peer.text().length());
    }

    @Test
    void whatIsDeletedInAdvanceIsBackAfterSomeBlocksAndWhateverComesFirst() {
        Update early = new Update(List.of(), List.of(new DeleteRange(VICTIM, 0, 1_000_000)));
        Update now = insert(VICTIM, 0, "gone");
        Update later = new Update(
                List.of(Struct.between(VICTIM, 4, new Content.Text("stays"), VICTIM, 3, Struct.NONE, 0)), List.of());
        Peer before = new Peer(3);
        before.receive(early, Peer.feed(2), 10);
        before.receive(now, Peer.feed(1), 11);
        before.receive(later, Peer.feed(1), 200);
        Peer after = new Peer(4);
        after.receive(now, Peer.feed(1), 11);
        after.receive(later, Peer.feed(1), 200);
        after.receive(early, Peer.feed(2), 10);
        assertEquals("stays", before.text().text());
        assertEquals("stays", after.text().text());
        assertEquals(before.encoded(), after.encoded());
        after.receive(new Update(List.of(), List.of(new DeleteRange(VICTIM, 4, 1))), Peer.feed(2), 201);
        assertEquals("tays", after.text().text());
    }

    @Test
    void structsThatNameThemselvesOrTheirFutureAreGarbage() {
        Peer peer = new Peer(3);
        Struct self = Struct.between(MALLORY, 0, new Content.Text("a"), MALLORY, 0, Struct.NONE, 0);
        Struct own = Struct.inItem(MALLORY, 1, new Content.Type(Content.Type.MAP, null), MALLORY, 1, "k");
        peer.receive(new Update(List.of(self, own), List.of(new DeleteRange(MALLORY, 0, 9))), Peer.feed(2));
        assertEquals("", peer.text().text());
        peer.receive(insert(VICTIM, 0, "fine"), Peer.feed(1));
        assertEquals("fine", peer.text().text());
    }

    @Test
    void updatesOfOthersAreRefusedByTheFacade() {
        Peer peer = new Peer(3);
        Bytes foreign = insert(VICTIM, 0, "theirs").version1();
        assertThrows(IllegalArgumentException.class, () -> peer.text().applyUpdate(foreign));
        assertThrows(IllegalArgumentException.class, () -> peer.text().applyUpdate(Bytes.fromHex("ff")));
        peer.text().insert(0, "ours ");
        peer.text().importUpdate(foreign);
        assertEquals("ours theirs", peer.text().text());
    }

    @Test
    void importingCopiesNestedTypesAndAttributes() {
        Peer source = new Peer(1);
        source.text().insert(0, "bold", java.util.Map.of("b", true));
        Struct element = Struct.inRoot(
                VICTIM,
                source.state.state(VICTIM),
                new Content.Type(Content.Type.XML_ELEMENT, "p"),
                Document.XML,
                null);
        Struct child = Struct.inItem(
                VICTIM, element.end(), new Content.Type(Content.Type.XML_TEXT, null), VICTIM, element.clock(), null);
        Struct text = Struct.inItem(VICTIM, child.end(), new Content.Text("in"), VICTIM, child.clock(), null);
        Struct key = Struct.inItem(
                VICTIM, text.end(), new Content.Any(List.of(Bytes.fromHex("770161"))), VICTIM, element.clock(), "id");
        source.receive(new Update(List.of(element, child, text, key), List.of()), source.feed);
        assertEquals("<p id=\"a\">in</p>", source.text().xml());
        Peer target = new Peer(3);
        target.text().importUpdate(source.text().encodeStateAsUpdate());
        assertEquals(source.text().xml(), target.text().xml());
        assertEquals(source.text().delta(), target.text().delta());
    }

    @Test
    void brokenBytesAreRefusedOrReadAndThenAppliedWithoutFailing() {
        Seeds.forEach(40, random -> {
            Peer peer = new Peer(1);
            List<Bytes> samples = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Update update = new RandomUpdates(random, peer.state, peer.feed).hostile();
                peer.write(update);
                samples.add(update.version1());
            }
            samples.add(peer.encoded());
            for (int i = 0; i < 400; i++) {
                byte[] bytes = samples.get(random.nextInt(samples.size())).toArray();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                tryAll(peer, Bytes.wrap(bytes));
            }
        });
    }

    private static void tryAll(Peer peer, Bytes bytes) {
        TextStateMachine machine = new TextStateMachine();
        for (int format = 1; format <= 2; format++) {
            try {
                Update update = machine.decodeMutation(new Encoded(format, bytes));
                Document fork = machine.fork(peer.state);
                fork.applyAny(update);
                machine.encodeState(fork);
            } catch (MalformedException e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
        try {
            Document document = machine.decodeState(Peer.genesis(), new Encoded(1, bytes));
            document.applyAny(insert(VICTIM, 0, "more"));
            machine.encodeState(document);
        } catch (MalformedException e) {
            assertFalse(e.getMessage().isEmpty());
        }
    }
}
