package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.echo.IndexInfo;
import org.dxos.echo.Party;
import org.dxos.echo.model.Index;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "index", description = "Fields that queries find by without looking at every item.")
final class IndexCommands {
    private final Call call;

    IndexCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "add",
            description = "Keep an index on this node, filled in the background.",
            footer = {
                "%nBy value it serves = < <= > >= ^= in and order by; with --text, by words, it serves ~.",
                "%nExample:  index:add --type task priority",
                "%nExample:  index:add --text"
            })
    Output add(
            @Mixin PartyOption at,
            @Option(
                            names = "--type",
                            paramLabel = "<type>",
                            defaultValue = "",
                            description = "Items of this type only.")
                    String type,
            @Option(names = "--text", description = "By the words in it.") boolean text,
            @Parameters(
                            paramLabel = "<field>",
                            arity = "0..1",
                            description = "A field or dotted path; with --text none for all texts of an item.")
                    @Nullable
                    String field) {
        Index index = index(field, text);
        if (!call.party(at.party).declareIndex(type, index)) {
            throw Failures.usage("there is such an index already");
        }
        return new Output.Done("Indexing " + describe(index) + ".", row(new IndexInfo(type, "", index, false, 0)));
    }

    @Command(
            name = "remove",
            description = "Drop an index that was added.",
            footer = "%nExample:  index:remove --type task priority")
    Output remove(
            @Mixin PartyOption at,
            @Option(names = "--type", paramLabel = "<type>", defaultValue = "", description = "As it was added.")
                    String type,
            @Option(names = "--text", description = "As it was added.") boolean text,
            @Parameters(paramLabel = "<field>", arity = "0..1", description = "As it was added.") @Nullable
                    String field) {
        Index index = index(field, text);
        if (!call.party(at.party).dropIndex(type, index)) {
            throw Failures.notFound("there is no such index; index:list shows those there are");
        }
        return new Output.Done("Dropped the index on " + describe(index) + ".", null);
    }

    @Command(name = "list", description = "The indexes of a party.", footer = "%nExample:  index:list")
    Output list(@Mixin PartyOption at) {
        Party party = call.party(at.party);
        List<Row> rows = party.indexes().stream().map(IndexCommands::row).toList();
        return new Output.Rows(rows, List.of("type", "model", "field", "kind", "ready", "lag"), "No indexes.");
    }

    private static Index index(@Nullable String field, boolean text) {
        try {
            return new Index(field == null ? "" : field, text ? Index.Kind.TEXT : Index.Kind.SORTED);
        } catch (IllegalArgumentException e) {
            throw Failures.usage(String.valueOf(e.getMessage()));
        }
    }

    private static String describe(Index index) {
        return index.path().isEmpty()
                ? "all words"
                : (index.kind() == Index.Kind.TEXT ? "the words of " : "") + index.path();
    }

    private static Row row(IndexInfo info) {
        return new Row()
                .with("type", info.type())
                .with("model", info.model())
                .with("field", info.index().path())
                .with("kind", info.index().kind() == Index.Kind.TEXT ? "text" : "sorted")
                .with("ready", info.ready())
                .with("lag", info.lag());
    }
}
