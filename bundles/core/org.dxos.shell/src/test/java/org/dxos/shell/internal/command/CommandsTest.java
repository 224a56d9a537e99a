package org.dxos.shell.internal.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dxos.base.Bytes;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.Blob;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.BlobStores;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.echo.feed.log.internal.blob.FolderBlobStores;
import org.dxos.echo.model.ItemId;
import org.dxos.model.chess.ChessModels;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextModels;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Completion;
import org.dxos.shell.internal.cli.Console;
import org.dxos.storage.Folder;
import org.dxos.storage.Storage;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on a real engine that keeps its data in memory. */
class CommandsTest {
    @TempDir
    private Path folder;

    private final List<Throwable> failures = new ArrayList<>();
    private final SystemScheduler scheduler = new SystemScheduler("test", 2, failures::add);
    private final Storage storage = new MemoryStorage();
    private final BlobStores blobs = new FolderBlobStores(storage);
    private final EchoEngine engine = engine();
    private final Console console =
            new Console(Optional.of(engine), List.of(ObjectModels.model(), TextModels.model(), ChessModels.model()));

    private EchoEngine engine() {
        EchoEngine made = new EchoEngine(new EchoEngine.Parts(
                storage,
                new LogFeedStore(storage, LogConfig.DEFAULT),
                TestIdentity.ALICE.keyring(),
                scheduler,
                PartyConfig.DEFAULT,
                failures::add));
        made.add(ObjectModels.stateMachine(), "test");
        made.add(ObjectModels.model(), "test");
        made.add(TextModels.stateMachine(), "test");
        made.add(TextModels.model(), "test");
        made.add(ChessModels.stateMachine(), "test");
        made.add(ChessModels.model(), "test");
        made.add(blobs);
        return made;
    }

    @AfterEach
    void close() {
        engine.close();
        scheduler.close();
        assertEquals(List.of(), failures);
    }

    private String ok(String command, String... words) {
        String printed = console.run(command, words);
        assertEquals(0, console.exitCode(), command + ": " + console.err());
        return printed;
    }

    private String fails(int exitCode, String command, String... words) {
        console.run(command, words);
        assertEquals(exitCode, console.exitCode(), command + ": " + console.err());
        return console.err();
    }

    @Test
    void makesChangesAndFindsObjects() {
        ok("party:create", "home");
        String milk = ok("object:create", "-t", "task", "title=Buy milk", "priority=3");
        String bread = ok("object:create", "-t", "task", "-u", milk.substring(0, 8), "title=Bread", "priority=7");
        assertEquals(32, milk.length());
        ok("object:set", milk, "title", "Buy", "oat", "milk");
        assertEquals("Buy oat milk", ok("object:get", milk, "title"));
        ok("item:set", milk, "priority", "-5");
        assertEquals("-5", ok("object:get", milk, "priority"));
        assertEquals(bread, ok("query:run", "-o", "id", "type=task and priority>3"));
        assertEquals("2", ok("query:count", "type=task"));
        assertTrue(ok("item:tree").contains("└─ " + bread.substring(0, 12)), console.out());
        String link = ok("link:create", bread, milk, "-t", "after");
        assertTrue(ok("link:list", milk, "-o", "jsonl").contains("\"target\":\"" + milk + "\""), console.out());
        ok("link:delete", link);
        assertEquals("", ok("link:list"));
        ok("item:delete", bread);
        assertEquals(milk, ok("item:list", "-o", "id"));
        ok("item:restore", bread);
        ok("item:move", bread, "--root");
        assertEquals(milk + "\n" + bread, ok("item:list", "--roots", "-o", "id"));
        assertTrue(ok("item:show", milk).contains("Buy oat milk"), console.out());
        assertEquals("", ok("item:waiting"));
        assertTrue(ok("feed:list", "-o", "json").contains("\"own\":true"), console.out());
        assertTrue(ok("party:members").contains("owner"), console.out());
    }

    @Test
    void looksBackAndTakesBack() {
        ok("party:create", "home");
        String note = ok("text:create", "Hello");
        ok("text:append", note, " Bob");
        ok("text:replace", note, "0", "5", "Dear");
        assertEquals("Hello Bob", ok("text:show", note, "--at", "~1"));
        assertTrue(ok("item:show", note, "--at", "~2").contains("Hello"), console.out());
        assertTrue(console.out().contains("timeframe"), console.out());
        String history = ok("item:history", note, "-o", "jsonl", "--limit", "2");
        assertEquals(2, history.lines().count(), history);
        assertTrue(history.contains("\"change\":\"edited\",\"words\":\"-5 +\\\"Dear\\\"\""), history);
        assertEquals("", ok("item:history", note, "--skip", "4", "-o", "jsonl"));
        String feed = ok("feed:list", "-o", "id").strip();
        String last = history.lines().skip(1).findFirst().orElseThrow();
        String sequence = last.replaceAll(".*\"sequence\":(\\d+).*", "$1");
        assertEquals("Hello Bob", ok("text:show", note, "--at", feed.substring(0, 8) + ":" + sequence));
        String blocks = Long.toString(Long.parseLong(sequence) + 1);
        assertEquals("Hello Bob", ok("text:show", note, "--at", feed + "=" + blocks));
        assertTrue(fails(3, "text:show", note, "--at", "2001-01-01T00:00").contains("not been made"), console.err());
        assertTrue(fails(2, "text:show", note, "--at", "yesterday").contains("no moment"), console.err());
        assertTrue(fails(3, "text:show", note, "--at", "~9").contains("fewer than 9"), console.err());
        ok("item:undo", note, "--count", "2");
        assertEquals("Hello", ok("text:show", note));
        ok("item:undo", note);
        assertEquals("Dear Bob", ok("text:show", note));
        assertTrue(fails(2, "item:undo", note, "--count", "70").contains("not 70"), console.err());
        String task = ok("object:create", "title=milk", "n=1");
        ok("object:set", task, "title", "bread");
        ok("item:undo", task);
        assertEquals("milk", ok("object:get", task, "title"));
        assertTrue(ok("item:history", task).contains("set title"), console.out());
        String game = ok("item:create", "chess", "white");
        assertTrue(fails(2, "item:undo", game).contains("cannot be undone"), console.err());
    }

    @Test
    void keepsFilesAsBlobsAndGivesThemBack() throws IOException {
        String party = ok("party:create", "home", "-o", "id");
        assertEquals("", ok("blob:list"));
        assertEquals("", ok("blob:verify", "-o", "id"));
        byte[] content = new byte[700_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("photo.jpg"), content);
        String blob = ok("blob:add", file.toString());
        assertEquals(64, blob.length());
        assertEquals(blob, ok("blob:add", file.toString()));
        assertEquals(blob, ok("blob:list", "-o", "id"));
        assertTrue(ok("blob:list", "-o", "jsonl").contains("\"bytes\":700000"), console.out());
        assertTrue(ok("blob:verify", blob.substring(0, 6)).contains("sound"), console.out());
        Path copy = folder.resolve("copy.jpg");
        ok("blob:get", blob.substring(0, 6), copy.toString());
        assertArrayEquals(content, Files.readAllBytes(copy));
        fails(CommandException.CONFLICT, "blob:get", blob, copy.toString());
        fails(
                CommandException.NOT_FOUND,
                "blob:get",
                flip(blob),
                folder.resolve("other").toString());
        fails(CommandException.NOT_FOUND, "blob:add", folder.resolve("nothing").toString());
        Blob ref = engine.party(PartyId.of(Bytes.fromHex(party))).blobs().list().get(0);
        String album = ok("object:create", "n=1");
        engine.party(PartyId.of(Bytes.fromHex(party)))
                .item(ItemId.fromHex(album), ObjectItem.class)
                .set("photo", ref.value())
                .await();
        Object kept = engine.party(PartyId.of(Bytes.fromHex(party)))
                .item(ItemId.fromHex(album), ObjectItem.class)
                .get("photo");
        assertEquals(Optional.of(ref), Blob.of(kept));
        ok("blob:delete", blob);
        assertEquals("", ok("blob:list"));
        ok("blob:add", file.toString());
        ok("party:delete", "--yes", "home");
        assertEquals(List.of(), storageFolders());
    }

    /** Parties that have blobs. */
    private List<String> storageFolders() throws IOException {
        return storage.root().folder("blobs").folders();
    }

    @Test
    void namesDamagedBlobsAndAddingThemAgainMendsThem() throws IOException {
        String party = ok("party:create", "home", "-o", "id");
        Path file = Files.writeString(folder.resolve("a.txt"), "hello");
        String blob = ok("blob:add", file.toString());
        Folder parts = storage.root().folder("blobs").folder(party).folder("parts");
        for (String shard : parts.folders()) {
            for (String name : parts.folder(shard).files()) {
                if (parts.folder(shard).read(name).orElseThrow().equals(Bytes.utf8("hello"))) {
                    parts.folder(shard).replace(name, Bytes.utf8("jello"));
                }
            }
        }
        assertTrue(fails(CommandException.FAILED, "blob:verify").contains("1 of 1 blobs are damaged"), console.err());
        assertTrue(console.out().contains("chunk 0"), console.out());
        Path copy = folder.resolve("copy.txt");
        String error = fails(CommandException.FAILED, "blob:get", blob, copy.toString());
        assertTrue(error.contains("chunk 0 is damaged"), error);
        assertFalse(Files.exists(copy), "half a file is not left");
        ok("blob:add", file.toString());
        ok("blob:get", blob, copy.toString());
        assertEquals("hello", Files.readString(copy));
        engine.remove(blobs);
        assertTrue(fails(CommandException.FAILED, "blob:list").contains("no store for blobs"), console.err());
    }

    @Test
    void refusesWhatItDoesNotKnowAndChangesNothing() {
        String party = ok("party:create", "home", "-o", "id");
        String item = ok("object:create", "n=1");
        String other = ok("object:create", "n=2");
        fails(CommandException.NOT_FOUND, "item:show", flip(item));
        fails(CommandException.USAGE, "item:show", "no-id");
        fails(CommandException.NOT_FOUND, "party:use", "elsewhere");
        assertTrue(fails(CommandException.NOT_FOUND, "item:create", "ludo").contains("dxos.model/object"));
        assertTrue(fails(CommandException.USAGE, "query:run", "n >").contains("expected a value"), console.err());
        assertTrue(console.err().contains("\n   ^"), console.err());
        assertTrue(
                fails(CommandException.USAGE, "item:edit", item, "sett", "n", "2")
                        .contains("set"),
                console.err());
        fails(CommandException.USAGE, "party:admit", "12");
        fails(CommandException.USAGE, "party:join", "hello");
        fails(CommandException.USAGE, "party:delete", "home");
        fails(CommandException.CONFLICT, "item:move", item, item);
        assertEquals(party, ok("party:list", "-o", "id"));
        assertEquals("1", ok("object:get", item, "n"));
        assertEquals("2", ok("object:get", other, "n"));
    }

    @Test
    void takesOptionsBetweenAModelAndItsEditAndNoneWithinIt() {
        ok("party:create", "home");
        String milk = ok("item:create", "object", "--type", "task", "set", "title", "milk", "--type");
        assertEquals("milk --type", ok("object:get", milk, "title"));
        assertEquals(milk, ok("item:list", "-t", "task", "-o", "id"));
        String bread = ok("item:create", "-t", "task", "object", "--ack=MEMORY", "-u", milk);
        assertEquals(bread, ok("item:list", "-u", milk, "-o", "id"));
        ok("item:set", milk, "-p", "home", "priority", "-5");
        assertEquals("-5", ok("object:get", milk, "priority"));
        fails(CommandException.USAGE, "item:create", "object", "--typ", "task");
        fails(CommandException.USAGE, "item:create", "object", "--type");
        assertEquals("2", ok("query:count"));
    }

    private static String flip(String id) {
        return (id.charAt(0) == '0' ? '1' : '0') + id.substring(1);
    }

    @Test
    void asksBeforeItDeletesAParty() {
        ok("party:create", "home");
        console.answering("n\n");
        fails(CommandException.FAILED, "party:delete", "home");
        console.answering("y\n");
        ok("party:delete", "home");
        assertEquals("", ok("party:list"));
    }

    @Test
    void exportsAndImportsAParty() throws IOException {
        ok("party:create", "home");
        ok("object:create", "title=kept");
        String file = folder.resolve("home.dxos").toString();
        ok("party:export", "home", file);
        fails(CommandException.CONFLICT, "party:export", "home", file);
        ok("party:delete", "home", "--yes");
        ok("party:import", file);
        assertEquals("1", ok("query:count", "title=kept"));
        Files.writeString(Path.of(file), "not a party");
        console.run("party:import", file);
        assertTrue(console.exitCode() != 0, console.err());
    }

    @Test
    void replaysATraceAndComparesTheEnd() throws IOException {
        ok("party:create", "home");
        Path trace = folder.resolve("trace.json");
        Files.writeString(
                trace,
                "{\"txns\":[{\"patches\":[[0,0,\"hello\"],[5,0,\" world\"],[0,1,\"J\"],[5,1,\"\"]]}],"
                        + "\"endContent\":\"Jelloworld\"}");
        String result = ok("text:replay", trace.toString(), "-o", "json");
        assertTrue(result.contains("\"equal\":true"), result);
        assertTrue(result.contains("\"edits\":4"), result);
        String text = ok("text:create", "-q", "-t", "x");
        assertEquals("", text);
        String id = String.valueOf(console.value());
        ok("text:replay", "--batch", "3", trace.toString(), id);
        assertEquals("Jelloworld", ok("text:show", id));
        fails(CommandException.CONFLICT, "text:replay", trace.toString(), id);
        ok("text:append", id, " !");
        ok("text:replace", id, "0", "5", "By");
        ok("text:delete", id, "0", "1");
        assertEquals("yworld !", ok("text:show", id));
        fails(CommandException.USAGE, "text:delete", id, "90", "1");
        assertEquals("yworld !", ok("text:show", id));
        Files.writeString(trace, Files.readString(trace).replace("Jelloworld\"}", "other\"}"));
        assertTrue(
                fails(CommandException.FAILED, "text:replay", trace.toString()).contains("differs"), console.err());
    }

    @Test
    void watchesChanges() {
        ok("party:create", "home");
        String item = ok("object:create", "-t", "task", "n=1");
        String line = ok("query:watch", "-n", "1", "-o", "jsonl", "type=task");
        assertTrue(line.startsWith("{\"id\":\"" + item + "\",\"change\":\"added\""), line);
        assertEquals("", ok("query:watch", "--for", "10ms", "type=none"));
    }

    @Test
    void showsNoEscapeSequenceOfAnItem() {
        ok("party:create", "home");
        String item = ok("object:create", "title=\u001b[2J\u001b]0;owned\u0007");
        for (String command : List.of("item:list", "item:tree", "query:run")) {
            assertFalse(ok(command).contains("\u001b"), command);
        }
        assertFalse(ok("item:show", item).contains("\u001b"));
        assertFalse(ok("object:get", item, "title").contains("\u001b"));
        assertFalse(ok("item:show", item, "-o", "json").contains("\u001b"));
    }

    @Test
    void importsAndExportsFilesInTheFormatOfAModel() throws IOException {
        ok("party:create", "home");
        String book = ok("object:create", "title=Book");
        Path file = folder.resolve("games.pgn");
        Files.writeString(file, "[White \"Ada\"]\n1. f3 e5 2. g4 Qh4# 0-1\n1. e4 *\n");
        ok("item:import", "chess", file.toString(), "-t", "game", "-u", book);
        assertEquals("2", ok("query:count", "type=game"));
        assertEquals("1", ok("query:count", "reason=checkmate"));
        Path out = folder.resolve("out.pgn");
        ok("item:export", out.toString(), "--under", book);
        assertTrue(Files.readString(out).contains("\n1. f3 e5 2. g4 Qh4# 0-1\n\n[Event \"?\"]"), Files.readString(out));
        assertTrue(fails(CommandException.CONFLICT, "item:export", out.toString(), "-u", book)
                .contains("exists already"));
        String again = folder.resolve("again.pgn").toString();
        fails(CommandException.USAGE, "item:export", again);
        fails(CommandException.USAGE, "item:export", again, book);
        assertFalse(Files.exists(Path.of(again)));
        Files.writeString(file, "1. e4 e5\n2. Ke3 *");
        String refusal = fails(CommandException.USAGE, "item:import", "chess", file.toString());
        assertTrue(refusal.contains("is no pgn: line 2, column 4: move 2. \"Ke3\" is not legal here"), refusal);
        fails(CommandException.USAGE, "item:import", "text", file.toString());
        fails(CommandException.NOT_FOUND, "item:import", "chess", again);
        assertEquals("2", ok("query:count", "type=game"));
    }

    @Test
    void completesTheWordsOfAnEditFromTheItem() {
        ok("party:create", "home");
        String game = ok("item:create", "chess", "white");
        Completion completion = new Completion(console.shell(), console);
        assertTrue(completion.candidates("item:edit", List.of(game), "").contains("move"));
        assertTrue(completion
                .candidates("item:edit", List.of("--ack", "MEMORY", game, "move"), "e")
                .contains("e4"));
        assertEquals(List.of(), completion.candidates("item:edit", List.of("--ack", "MEMORY", game, "move", "e4"), ""));
        assertEquals(List.of(), completion.candidates("item:edit", List.of("ffffffff"), ""));
    }

    @Test
    void completesLiveIdsNamesAndOptions() {
        ok("party:create", "home");
        String item = ok("object:create", "-t", "task", "n=1");
        Completion completion = new Completion(console.shell(), console);
        assertEquals(List.of(item), completion.candidates("item:show", List.of(), item.substring(0, 3)));
        assertEquals(List.of("home"), completion.candidates("party:use", List.of(), ""));
        assertEquals(List.of("task"), completion.candidates("item:list", List.of("-t"), ""));
        assertTrue(completion.candidates("item:create", List.of(), "").contains("dxos.model/text"));
        assertTrue(completion.candidates("item:list", List.of(), "--").contains("--type"));
        assertEquals(List.of("HIDE", "SHOW", "ONLY"), completion.candidates("item:list", List.of("--deleted"), ""));
    }

    @Test
    void indexes_are_added_used_and_dropped_and_figures_are_made() {
        ok("party:create", "home");
        ok("object:create", "-t", "task", "title=Buy red apples", "price=3", "owner=ann");
        ok("object:create", "-t", "task", "title=Sell apples", "price=4", "owner=ann");
        ok("object:create", "-t", "task", "title=Red wine", "price=20", "owner=bob");
        ok("index:add", "--type", "task", "price");
        ok("index:add", "--text");
        assertTrue(fails(CommandException.USAGE, "index:add", "--text").contains("already"), console.err());
        assertTrue(fails(CommandException.USAGE, "index:add").contains("needs the name of a field"), console.err());
        assertEquals("1", ok("query:count", "type=task and price>3 and text ~ 'apple*'"));
        assertEquals("2", ok("query:count", "title ~ red"));
        String listed = ok("index:list", "-o", "jsonl");
        assertTrue(listed.contains("\"field\":\"price\""), listed);
        String sums = ok("query:reduce", "-o", "jsonl", "sum price by owner", "type=task");
        assertTrue(sums.contains("\"owner\":\"ann\",\"sum\":7"), sums);
        assertTrue(fails(CommandException.USAGE, "query:reduce", "median price").contains("expected count"));
        ok("index:remove", "--type", "task", "price");
        fails(CommandException.NOT_FOUND, "index:remove", "--type", "task", "price");
        ok("index:remove", "--text");
    }

    @Test
    void schemas_are_declared_shown_enforced_and_checked() {
        ok("party:create", "home");
        ok("object:create", "-t", "task", "priority=9");
        assertTrue(fails(CommandException.USAGE, "schema:declare", "task", "title:prose")
                .contains("\"prose\" is no kind; there are text, number"));
        assertTrue(fails(CommandException.USAGE, "schema:declare", "task", "a:text", "a.b:text")
                .contains("a.b cannot be: a is of kind text"));
        assertEquals("", ok("schema:list"));
        ok("schema:declare", "task", "title:text!", "priority:integer=1..5");
        String found = ok("schema:check", "-o", "jsonl");
        assertTrue(found.contains("\"field\":\"title\",\"what\":\"is missing\""), found);
        assertTrue(found.contains("\"field\":\"priority\",\"what\":\"is 9, and should be at most 5\""), found);
        ok("object:create", "-t", "task", "title=Free", "priority=6");
        ok("schema:declare", "--enforce", "task", "title:text!", "priority:integer=1..5");
        assertTrue(fails(CommandException.USAGE, "object:create", "-t", "task", "priority=3")
                .contains("the schema of task forbids it: title of item"));
        assertEquals("2", ok("query:count", "type=task"));
        String listed = ok("schema:list", "-o", "jsonl");
        assertTrue(listed.contains("\"enforced\":true"), listed);
        assertEquals(1, listed.lines().count(), listed);
        String shown = ok("schema:show", "-o", "jsonl", "task");
        assertTrue(shown.contains("\"written\":\"priority:integer=1..5\""), shown);
        fails(CommandException.NOT_FOUND, "schema:show", "person");
    }
}
