package org.dxos.model.text.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dxos.model.text.Splice;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.TextRun;
import org.junit.jupiter.api.Test;

class LocalEditsTest {
    @Test
    void editsGiveWhatTheSameEditsOfAPlainStringGive() {
        Seeds.forEach(60, random -> {
            Peer peer = new Peer(1);
            TextItem text = peer.text();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                edit(random, text, expected);
                assertEquals(expected.length(), text.length());
                if (i % 20 == 0) {
                    assertEquals(expected.toString(), text.text());
                }
                if (random.nextInt(100) == 0) {
                    reload(peer);
                }
            }
            assertEquals(expected.toString(), text.text());
        });
    }

    private static void edit(Random random, TextItem text, StringBuilder expected) {
        if (random.nextInt(6) == 0) {
            List<Splice> splices = new ArrayList<>();
            for (int n = random.nextInt(5); n >= 0; n--) {
                splices.add(splice(random, expected));
            }
            text.edits(splices);
        } else if (random.nextInt(40) == 0) {
            String all = expected + "!";
            expected.append('!');
            text.replaceAll(all);
        } else {
            Splice splice = splice(random, expected);
            text.splice(splice.index(), splice.delete(), splice.insert());
        }
    }

    private static Splice splice(Random random, StringBuilder expected) {
        int index = random.nextInt(expected.length() + 1);
        int delete = random.nextInt(3) > 0 ? 0 : random.nextInt(Math.min(12, expected.length() - index) + 1);
        StringBuilder insert = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            insert.append((char) ('a' + random.nextInt(26)));
        }
        expected.replace(index, index + delete, insert.toString());
        return new Splice(index, delete, insert.toString());
    }

    private static void reload(Peer peer) {
        try {
            peer.reload();
        } catch (org.dxos.base.MalformedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void editsBeyondTheTextAreRefused() {
        TextItem text = new Peer(1).text();
        text.insert(0, "abc");
        assertThrows(IndexOutOfBoundsException.class, () -> text.insert(4, "x"));
        assertThrows(IndexOutOfBoundsException.class, () -> text.delete(1, 3));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> text.edits(List.of(new Splice(0, 2, ""), new Splice(2, 0, "x"))));
        assertEquals("abc", text.text());
    }

    @Test
    void aPairOfSurrogatesThatIsCutBecomesReplacements() {
        TextItem text = new Peer(1).text();
        text.insert(0, "a\ud83d\ude00b");
        text.insert(2, "-");
        assertEquals("a\ufffd-\ufffdb", text.text());
        text.replaceAll("\ud83d\ude00\ud83d\ude01");
        text.delete(1, 1);
        assertEquals("\ufffd\ud83d\ude01", text.text());
        text.insert(0, "\ud83d");
        assertEquals("\ufffd\ufffd\ud83d\ude01", text.text());
    }

    @Test
    void formattingComesBackAsRuns() {
        TextItem text = new Peer(1).text();
        text.insert(0, "hello world");
        text.format(0, 5, Map.of("bold", true));
        assertEquals(
                List.of(new TextRun("hello", Map.of("bold", true)), new TextRun(" world", Map.of())), text.delta());
        text.insert(5, "!");
        assertEquals(new TextRun("hello!", Map.of("bold", true)), text.delta().get(0));
        text.insert(0, "x", Map.of("link", "y"));
        assertEquals(new TextRun("x", Map.of("link", "y")), text.delta().get(0));
        Map<String, Object> off = new java.util.HashMap<>();
        off.put("bold", null);
        text.format(0, text.length(), off);
        assertEquals(
                List.of(new TextRun("x", Map.of("link", "y")), new TextRun("hello! world", Map.of())), text.delta());
    }

    @Test
    void aForkAndItsSourceDoNotSeeEachOthersEdits() {
        Seeds.forEach(20, random -> {
            Peer peer = new Peer(1);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                edit(random, peer.text(), expected);
            }
            Peer fork = new Peer(1);
            fork.state = new TextStateMachine().fork(peer.state);
            assertEquals(peer.encoded(), fork.encoded());
            StringBuilder forked = new StringBuilder(expected);
            for (int i = 0; i < 100; i++) {
                edit(random, peer.text(), expected);
                edit(random, fork.text(), forked);
            }
            assertEquals(expected.toString(), peer.text().text());
            assertEquals(forked.toString(), fork.text().text());
        });
    }
}
