package org.dxos.shell.internal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;
import org.dxos.shell.internal.replay.EditTrace;
import org.dxos.shell.internal.replay.Replay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "text", description = "Shared texts. Indexes count UTF-16 units from 0.")
final class TextCommands {
    private static final String ITEM = "Id of the text; its beginning is enough.";

    private final Call call;

    TextCommands(Call call) {
        this.call = call;
    }

    @Command(name = "create", description = "Make a text.", footer = "%nExample:  text:create -t note Hello")
    Output create(
            @Mixin PartyOption.Write at,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "<type>",
                            description = "The application's name for this kind of item.",
                            defaultValue = "")
                    String type,
            @Parameters(paramLabel = "<text>", arity = "0..*", description = "What is in it at first.") @Nullable
                    List<String> words) {
        Party party = call.party(at.party);
        var batch = party.batch().acknowledge(at.level);
        ItemId id = batch.create(NewItem.of(call.model("text")).type(type));
        if (words != null && !words.isEmpty()) {
            batch.edit(id, List.of("insert", "0", String.join(" ", words)));
        }
        batch.commit().await();
        return new Output.Made(ItemRows.row(call.item(party.view(), id.hex())));
    }

    @Command(
            name = "show",
            description = "The text, now or at a moment in the past.",
            footer = {"%nExample:  text:show 3fa4", "          text:show 3fa4 --at 2026-11-24T12:00"})
    Output show(
            @Mixin PartyOption at,
            @Option(names = "--at", paramLabel = "<moment>", description = "As it was: " + Moments.FORMS) @Nullable
                    String moment,
            @Parameters(paramLabel = "<item>", description = ITEM) String word) {
        Party party = call.party(at.party);
        Item item = Moments.item(call, party, word, moment);
        String text = Replay.text(item);
        return new Output.Text(
                text,
                new Row()
                        .with("id", new Ident(item.id().hex()))
                        .with("length", text.length())
                        .with("text", text));
    }

    @Command(
            name = "insert",
            description = "Insert a text before an index.",
            footer = "%nExample:  text:insert 3fa4 0 \"Dear \"")
    Output insert(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<index>", description = "From 0.") int index,
            @Parameters(paramLabel = "<text>", arity = "1..*", description = "What to insert.") List<String> text) {
        return edit(at, word, List.of("insert", Integer.toString(index), String.join(" ", text)));
    }

    @Command(
            name = "append",
            description = "Add a text at the end.",
            footer = "%nExample:  text:append 3fa4 \" Yours, Ada\"")
    Output append(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<text>", arity = "1..*", description = "What to add.") List<String> text) {
        return edit(at, word, List.of("append", String.join(" ", text)));
    }

    @Command(
            name = "delete",
            description = "Delete some characters. To delete the whole item: item:delete.",
            footer = "%nExample:  text:delete 3fa4 0 5")
    Output delete(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<index>", description = "The first of them, from 0.") int index,
            @Parameters(paramLabel = "<count>", description = "How many.") int count) {
        return edit(at, word, List.of("delete", Integer.toString(index), Integer.toString(count)));
    }

    @Command(
            name = "replace",
            description = "Put another text in place of some characters.",
            footer = "%nExample:  text:replace 3fa4 0 4 Hello")
    Output replace(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<index>", description = "The first of them, from 0.") int index,
            @Parameters(paramLabel = "<count>", description = "How many go.") int count,
            @Parameters(paramLabel = "<text>", arity = "1..*", description = "What comes.") List<String> text) {
        return edit(
                at, word, List.of("splice", Integer.toString(index), Integer.toString(count), String.join(" ", text)));
    }

    @Command(
            name = "replay",
            description =
                    "Replay an editing trace (JSON, gzipped or not) into an empty text, each edit as its own mutation,"
                            + " and compare the result with the trace's end.",
            footer = {
                "%nThe file has txns[].patches[] = [position, deleted, inserted] and endContent. Fails when the texts differ.",
                "%nExample:  text:replay automerge-paper.json.gz 3fa4"
            })
    Output replay(
            @Mixin PartyOption.Write at,
            @Option(
                            names = "--batch",
                            paramLabel = "<number>",
                            description = "How many edits to write together. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "1")
                    int batch,
            @Option(
                            names = "--in-flight",
                            paramLabel = "<number>",
                            description =
                                    "How many writes may wait for their acknowledgement. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "4096")
                    int inFlight,
            @Parameters(paramLabel = "<file>", description = "The trace.") String file,
            @Parameters(paramLabel = "<item>", arity = "0..1", description = ITEM + " Without one, a new text is made.")
                    @Nullable
                    String word) {
        if (batch < 1 || inFlight < 1) {
            throw Failures.usage("--batch and --in-flight are numbers from 1");
        }
        Path path = call.session().folder().resolve(file);
        if (!Files.isRegularFile(path)) {
            throw Failures.notFound("there is no file " + path);
        }
        Party party = call.party(at.party);
        @Nullable ItemId known = word == null ? null : empty(call.item(party.view(), word));
        call.printer().say("Reading " + path);
        EditTrace trace = EditTrace.open(path);
        ItemId item = known == null ? make(party, at) : known;
        long started = call.clock().nanos();
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "edits")) {
            new Replay(party, item, at.level, batch, inFlight).run(trace, progress);
        }
        double seconds = call.clock().since(started).toNanos() / 1e9;
        return verdict(party, item, trace, seconds);
    }

    private Output verdict(Party party, ItemId item, EditTrace trace, double seconds) {
        String text = Replay.text(call.item(party.view(), item.hex()));
        boolean equal = text.equals(trace.endContent());
        long rate = Math.round(trace.edits() / Math.max(seconds, 1e-9));
        Row row = new Row()
                .with("id", new Ident(item.hex()))
                .with("edits", trace.edits())
                .with("length", text.length())
                .with("milliseconds", Math.round(seconds * 1000))
                .with("perSecond", rate)
                .with("equal", equal);
        if (!equal) {
            call.printer().print(new Output.One(row));
            throw new CommandException(
                    CommandException.FAILED,
                    "the text differs from the trace's end, " + difference(text, trace.endContent()));
        }
        return new Output.One(row.with(
                "verdict", "the text equals the trace's end byte for byte (" + text.length() + " characters)"));
    }

    private static String difference(String text, String end) {
        int at = 0;
        while (at < text.length() && at < end.length() && text.charAt(at) == end.charAt(at)) {
            at++;
        }
        return "first at character " + at + "; it has " + text.length() + " characters instead of " + end.length();
    }

    private ItemId make(Party party, PartyOption.Write at) {
        var batch = party.batch().acknowledge(at.level);
        ItemId id = batch.create(NewItem.of(call.model("text")).type("trace"));
        batch.commit().await();
        return id;
    }

    private static ItemId empty(Item item) {
        if (!Replay.text(item).isEmpty()) {
            throw new CommandException(
                    CommandException.CONFLICT,
                    "text " + item.id().hex() + " is not empty, and a trace begins with an empty one");
        }
        return item.id();
    }

    private Output edit(PartyOption.Write at, String word, List<String> words) {
        Party party = call.party(at.party);
        Item item = call.item(party.view(), word);
        party.batch().acknowledge(at.level).edit(item.id(), words).commit().await();
        return new Output.Done(
                "", ItemRows.row(call.item(party.view(), item.id().hex())));
    }
}
