package org.dxos.shell.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dxos.echo.Batch;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.ItemId;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Json;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "object", description = "Objects: items with named values, lists, sets and counters.")
final class ObjectCommands {
    private static final String ITEM = "Id of the object; its beginning is enough.";
    private static final String PATH = "Where, such as title or todos[2].done.";

    private final Call call;

    ObjectCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "create",
            description = "Make an object, with values if some are given.",
            footer = "%nExample:  object:create -t task title=\"Buy milk\" priority=3")
    Output create(
            @Mixin PartyOption.Write at,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "<type>",
                            description = "The application's name for this kind of item.",
                            defaultValue = "")
                    String type,
            @Option(
                            names = {"-u", "--under"},
                            paramLabel = "<parent>",
                            description = "Make it a child of this item.")
                    @Nullable
                    String parent,
            @Parameters(paramLabel = "<path=value>", arity = "0..*", description = "Values, each as path=value.")
                    @Nullable
                    List<String> values) {
        Party party = call.party(at.party);
        List<List<String>> edits = new ArrayList<>();
        for (String value : values == null ? List.<String>of() : values) {
            int split = value.indexOf('=');
            if (split <= 0) {
                throw Failures.usage("\"" + value + "\" is not of the form path=value");
            }
            edits.add(List.of("set", value.substring(0, split), value.substring(split + 1)));
        }
        NewItem item = NewItem.of(call.model("object")).type(type);
        if (parent != null) {
            item = item.under(call.itemId(party.view(), parent));
        }
        Batch batch = party.batch().acknowledge(at.level);
        ItemId id = batch.create(item);
        edits.forEach(words -> batch.edit(id, words));
        batch.commit().await();
        return new Output.Made(ItemRows.row(call.item(party.view(), id.hex())));
    }

    @Command(
            name = "set",
            description = "Put a value: JSON, or words for a string.",
            footer = "%nExample:  object:set 3fa4 title Buy oat milk")
    Output set(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = PATH) String path,
            @Parameters(paramLabel = "<value>", arity = "1..*", description = "JSON, #[…] for a set, or words.")
                    List<String> value) {
        return edit(at, item, "set", path, value);
    }

    @Command(
            name = "get",
            description = "One value, or the whole object.",
            footer = "%nExample:  object:get 3fa4 title")
    Output get(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<path>", arity = "0..1", description = PATH) @Nullable String path) {
        Item item = call.item(call.party(at.party).view(), word);
        ItemCommands.expectState(item);
        if (path == null) {
            return new Output.Text(
                    item.render(),
                    new Row().with("id", new Ident(item.id().hex())).with("state", item.tree()));
        }
        Object value = item.field(path);
        if (value == null) {
            throw Failures.notFound("item " + item.id().hex() + " has no value at " + path + "; it has "
                    + (item.fields().isEmpty() ? "none" : String.join(", ", item.fields())));
        }
        boolean nested = value instanceof List || value instanceof Map;
        return new Output.Text(
                nested ? Json.pretty(value) : value.toString(),
                new Row().with("path", path).with("value", value));
    }

    @Command(name = "show", description = "The object as people read it.", footer = "%nExample:  object:show 3fa4")
    Output show(@Mixin PartyOption at, @Parameters(paramLabel = "<item>", description = ITEM) String word) {
        return get(at, word, null);
    }

    @Command(
            name = "delete",
            description = "Remove a name, or an element of a list. To delete the whole object: item:delete.",
            footer = "%nExample:  object:delete 3fa4 due")
    Output delete(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = PATH) String path) {
        return edit(at, item, "delete", path, List.of());
    }

    @Command(
            name = "push",
            description = "Add a value at the end of a list.",
            footer = "%nExample:  object:push 3fa4 notes remember the bottle")
    Output push(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = "The list.") String path,
            @Parameters(paramLabel = "<value>", arity = "1..*", description = "JSON, or words.") List<String> value) {
        return edit(at, item, "push", path, value);
    }

    @Command(name = "add", description = "Add a value to a set.", footer = "%nExample:  object:add 3fa4 tags urgent")
    Output add(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = "The set.") String path,
            @Parameters(paramLabel = "<value>", arity = "1..*", description = "JSON, or words.") List<String> value) {
        return edit(at, item, "add", path, value);
    }

    @Command(
            name = "remove",
            description = "Remove a value from a set.",
            footer = "%nExample:  object:remove 3fa4 tags urgent")
    Output remove(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = "The set.") String path,
            @Parameters(paramLabel = "<value>", arity = "1..*", description = "JSON, or words.") List<String> value) {
        return edit(at, item, "remove", path, value);
    }

    @Command(
            name = "count",
            description = "Add to a number; concurrent counts add up.",
            footer = "%nExample:  object:count 3fa4 votes 1")
    Output count(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String item,
            @Parameters(paramLabel = "<path>", description = "The number.") String path,
            @Parameters(paramLabel = "<value>", arity = "0..1", description = "How much; 1 unless told.") @Nullable
                    String value) {
        return edit(at, item, "count", path, value == null ? List.of() : List.of(value));
    }

    private Output edit(PartyOption.Write at, String word, String verb, String path, List<String> value) {
        Party party = call.party(at.party);
        Item item = call.item(party.view(), word);
        List<String> words = new ArrayList<>(List.of(verb, path));
        words.addAll(value);
        party.batch().acknowledge(at.level).edit(item.id(), words).commit().await();
        return new Output.Done(
                "", ItemRows.row(call.item(party.view(), item.id().hex())));
    }
}
