package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong in the shell of a real node: each row gets words that name it, an exit code of its kind, and no effect. */
class ShellErrorsTest {
    @TempDir
    Path folder;

    /** A command line that cannot be done. {@code OBJECT} and {@code TEXT} stand for items that are there. */
    private record Row(int code, String words, String... line) {}

    private static final List<Row> ROWS = List.of(
            new Row(2, "there is no command \"itm:list\"", "itm", "list"),
            new Row(2, "there are item:create, item:delete", "item", "lst"),
            new Row(2, "help lists them", "nonsense"),
            new Row(2, "--type", "item", "list", "--typ", "task"),
            new Row(2, "not a duration", "query", "watch", "--for", "soon"),
            new Row(
                    3,
                    "there is no item or link 00000000000000000000000000000000 in this party",
                    "item",
                    "show",
                    "00000000000000000000000000000000"),
            new Row(2, "not an item id", "item", "show", "milk"),
            new Row(2, "can mean more than one item", "item", "show", "AMBIGUOUS"),
            new Row(3, "there is no party \"elsewhere\" here", "party", "use", "elsewhere"),
            new Row(3, "there is no party", "item", "list", "-p", "elsewhere"),
            new Row(3, "there is no feed", "feed", "show", "zz"),
            new Row(
                    3,
                    "no model \"ludo\" is installed; there are dxos.model/chess, dxos.model/messenger, dxos.model/object, dxos.model/text",
                    "item",
                    "create",
                    "ludo"),
            new Row(2, "at character 11", "query", "run", "type=task >"),
            new Row(2, "expected", "query", "run", "(type=task"),
            new Row(2, "no order by", "query", "watch", "type=task order by n"),
            new Row(2, "\"jump\" is no edit", "item", "edit", "OBJECT", "jump", "n", "2"),
            new Row(2, "90", "text", "delete", "TEXT", "90", "1"),
            new Row(2, "many", "text", "delete", "TEXT", "0", "many"),
            new Row(2, "has no text", "text", "show", "OBJECT"),
            new Row(3, "no value at a..b", "object", "get", "OBJECT", "a..b"),
            new Row(6, "under item", "item", "move", "OBJECT", "OBJECT"),
            new Row(2, "--root", "item", "move", "OBJECT"),
            new Row(2, "", "party", "admit", "12"),
            new Row(2, "", "party", "join", "hello"),
            new Row(2, "give --yes", "party", "delete", "home"),
            new Row(3, "there is no file", "party", "import", "absent.dxos"),
            new Row(2, "sound archive", "party", "import", "/etc/hostname"),
            new Row(3, "", "deploy", "approve", "absent.jar"));

    @Test
    void areToldAndChangeNothing() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start").expect(0);
        try {
            dxos.run("party", "create", "home").expect(0);
            String object = dxos.run("object", "create", "n=1").expect(0).out().strip();
            String text = dxos.run("text", "create", "hello").expect(0).out().strip();
            String ambiguous = ambiguousBeginning(dxos, new ArrayList<>(List.of(object, text)));
            String before = dxos.run("item", "list", "-o", "json").expect(0).out();
            List<Executable> checks = new ArrayList<>();
            for (Row row : ROWS) {
                String[] line = Stream.of(row.line())
                        .map(word -> switch (word) {
                            case "OBJECT" -> object;
                            case "TEXT" -> text;
                            case "AMBIGUOUS" -> ambiguous;
                            default -> word;
                        })
                        .toArray(String[]::new);
                Dxos.Result result = dxos.run(line);
                checks.add(() -> check(row, Arrays.toString(line), result));
            }
            assertAll(checks);
            assertEquals(
                    before, dxos.run("item", "list", "-o", "json").expect(0).out());
        } finally {
            dxos.run("stop");
        }
    }

    private static void check(Row row, String line, Dxos.Result result) {
        assertEquals(row.code(), result.code(), line + ": " + result.err());
        assertTrue(result.err().contains(row.words()), line + ": " + result.err());
        assertFalse(result.err().isBlank(), line);
        assertFalse(result.err().contains("Exception"), line + ": " + result.err());
        assertFalse(result.err().contains("\tat "), line + ": " + result.err());
        assertEquals("", result.out(), line);
    }

    /** One digit that two items begin with; with 17 of them there is one. */
    private static String ambiguousBeginning(Dxos dxos, List<String> ids) throws Exception {
        while (true) {
            for (String id : ids) {
                String digit = id.substring(0, 1);
                if (ids.stream().filter(other -> other.startsWith(digit)).count() > 1) {
                    return digit;
                }
            }
            ids.add(dxos.run("object", "create").expect(0).out().strip());
        }
    }

    @Test
    void itemsWhoseModelIsMissingAreShownAndRefuseEdits() throws Exception {
        Dxos whole = new Dxos(folder.resolve("home"));
        whole.run("start").expect(0);
        String text;
        try {
            whole.run("party", "create", "home").expect(0);
            text = whole.run("text", "create", "hello").expect(0).out().strip();
        } finally {
            whole.run("stop").expect(0);
        }
        Dxos without = new Dxos(folder.resolve("home"), withoutBundle("org.dxos.model.text-"));
        without.run("start").expect(0);
        try {
            String waiting = without.run("item", "waiting").expect(0).out();
            assertTrue(waiting.contains("dormant") && waiting.contains("dxos.state/text"), waiting);
            for (List<String> words : List.of(
                    List.of("text", "append", text, " there"),
                    List.of("item", "edit", text, "append", " there"),
                    List.of("text", "show", text))) {
                Dxos.Result refused = without.run(words.toArray(new String[0])).expect(1);
                assertTrue(refused.err().contains("/text"), refused.err());
            }
            assertTrue(without.run("text", "create", "x").expect(3).err().contains("no model \"text\" is installed"));
        } finally {
            without.run("stop").expect(0);
        }
        whole.run("start").expect(0);
        try {
            assertEquals(
                    "hello", whole.run("text", "show", text).expect(0).out().strip());
            assertEquals("", whole.run("item", "waiting").expect(0).out());
        } finally {
            whole.run("stop").expect(0);
        }
    }

    private Path withoutBundle(String begin) throws IOException {
        Path copy = folder.resolve("node");
        try (Stream<Path> files = Files.walk(Tree.NODE)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith(begin)) {
                    Files.copy(file, copy.resolve(Tree.NODE.relativize(file).toString()));
                }
            }
        }
        return copy;
    }

    @Test
    void aFullDiskLosesNothingThatWasAcknowledged() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        Path store = Files.createDirectories(dxos.home().resolve("store"));
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", store.toString()) == 0,
                "a small disk cannot be made here: mounting needs rights that this process does not have");
        try {
            dxos.run("start").expect(0);
            dxos.run("party", "create", "home").expect(0);
            String value = "x".repeat(60_000);
            List<String> acknowledged = new ArrayList<>();
            Dxos.Result result = dxos.run("object", "create", "v=" + value);
            while (result.code() == 0 && acknowledged.size() < 100) {
                acknowledged.add(result.out().strip());
                result = dxos.run("object", "create", "v=" + value);
            }
            assertEquals(1, result.code(), result.err());
            assertTrue(result.err().contains("space"), result.err());
            assertTrue(acknowledged.size() > 10, acknowledged.toString());
            Dxos.Result later = dxos.run("object", "create", "v=1").expect(1);
            assertTrue(later.err().contains("space"), later.err());
            assertTrue(dxos.run("party", "list").expect(0).out().contains("read"));
            dxos.run("stop").expect(0);
            assertEquals(0, shell("mount", "-o", "remount,size=20m", store.toString()));
            dxos.run("start").expect(0);
            List<String> kept =
                    dxos.run("item", "list", "-o", "id").expect(0).out().lines().toList();
            assertTrue(kept.containsAll(acknowledged), kept.size() + " of " + acknowledged.size());
            dxos.run("object", "create", "v=1").expect(0);
            dxos.run("stop").expect(0);
        } finally {
            dxos.run("stop");
            shell("umount", store.toString());
        }
    }

    private static int shell(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
