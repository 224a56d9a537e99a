package org.dxos.shell.internal.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.Status;
import org.dxos.echo.TypeInfo;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Model;
import org.dxos.node.Deployments;
import org.dxos.node.Suggestion;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "item", description = "Items of a party, whatever their model.")
final class ItemCommands {
    private static final String ITEM = "Id of an item or link; its beginning is enough.";

    private final Call call;

    ItemCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "create",
            description =
                    "Make an item of an installed model, with one edit in the words of that model if some are given.",
            footer = {"%nExample:  item:create text -t note", "          item:create -t task object set title Milk"})
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
            @Parameters(paramLabel = "<model>", description = "Such as dxos.model/text, or text for short.")
                    String model,
            @Parameters(
                            paramLabel = "<word>",
                            arity = "0..*",
                            description = "An edit; item:words says what a model reads.")
                    @Nullable
                    List<String> words) {
        Party party = call.party(at.party);
        NewItem item = NewItem.of(call.model(model)).type(type);
        if (parent != null) {
            item = item.under(call.itemId(party.view(), parent));
        }
        Batch batch = party.batch().acknowledge(at.level);
        ItemId id = batch.create(item);
        if (words != null && !words.isEmpty()) {
            batch.edit(id, words);
        }
        batch.commit().await();
        return new Output.Made(ItemRows.row(call.item(party.view(), id.hex())));
    }

    @Command(
            name = "list",
            description = "Items and links in the order in which they were made.",
            footer = "%nExample:  item:list -t task -o jsonl")
    Output list(
            @Mixin PartyOption at,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "<type>",
                            description = "Only items of this type.")
                    @Nullable
                    String type,
            @Option(
                            names = {"-m", "--model"},
                            paramLabel = "<model>",
                            description = "Only items of this model.")
                    @Nullable
                    String model,
            @Option(
                            names = {"-u", "--under"},
                            paramLabel = "<parent>",
                            description = "Only children of this item.")
                    @Nullable
                    String parent,
            @Option(names = "--roots", description = "Only items without a parent.") boolean roots,
            @Option(
                            names = "--deleted",
                            paramLabel = "<which>",
                            description = "Deleted ones: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "HIDE")
                    Query.Deleted deleted,
            @Option(
                            names = "--kind",
                            paramLabel = "<kind>",
                            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "BOTH")
                    Query.Kind kind) {
        View view = call.party(at.party).view();
        Query query = Query.all().deleted(deleted).kind(kind);
        if (type != null) {
            query = query.type(type);
        }
        if (model != null) {
            query = query.model(model.contains("/") ? model : call.model(model));
        }
        if (roots && parent != null) {
            throw Failures.usage("--roots and --under exclude each other");
        }
        if (parent != null) {
            query = query.under(call.itemId(view, parent));
        }
        return ItemRows.rows(
                view.select(roots ? query.roots() : query),
                "There are no such items. Make one with item:create <model>");
    }

    @Command(
            name = "show",
            description = "One item: what it is, where it stands, its state; now, or at a moment in the past.",
            footer = {"%nExample:  item:show 3fa4", "          item:show 3fa4 --at ~20"})
    Output show(
            @Mixin PartyOption at,
            @Option(names = "--at", paramLabel = "<moment>", description = "As it was: " + Moments.FORMS) @Nullable
                    String moment,
            @Parameters(paramLabel = "<item>", description = ITEM) String word) {
        Party party = call.party(at.party);
        View now = party.view();
        Item present = call.item(now, word);
        View view = moment == null ? now : party.at(Moments.parse(call, party, present.id(), moment));
        Item item = Moments.item(view, present.id(), moment);
        Row row = ItemRows.details(item)
                .with(
                        "children",
                        view.children(item.id()).stream()
                                .map(child -> new Ident(child.id().hex()))
                                .toList())
                .with(
                        "links",
                        view.links(item.id()).stream()
                                .map(link -> new Ident(link.id().hex()))
                                .toList())
                .with(
                        "refs",
                        view.refs(item.id()).stream()
                                .map(link -> new Ident(link.id().hex()))
                                .toList());
        if (moment != null) {
            row.with("timeframe", Moments.timeframe(view));
        }
        return call.printer().isForPeople()
                ? new Output.One(row.with("state", item.render()))
                : new Output.One(row.with("state", item.tree()));
    }

    @Command(
            name = "history",
            description = "The changes of an item, newest first: who made them and when.",
            footer = {"%nExample:  item:history 3fa4 --limit 5", "          item:show 3fa4 --at ~5"})
    Output history(
            @Mixin PartyOption at,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "<number>",
                            description = "How many at most. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "20")
                    int limit,
            @Option(
                            names = "--skip",
                            paramLabel = "<number>",
                            description = "How many of the newest to leave out.",
                            defaultValue = "0")
                    int skip,
            @Parameters(paramLabel = "<item>", description = ITEM) String word) {
        Party party = call.party(at.party);
        return ChangeRows.rows(party.history(call.item(party.view(), word).id(), skip, limit), skip);
    }

    @Command(
            name = "undo",
            description =
                    "Take back the newest changes of an item that this device wrote; what others did since stays. Undone once"
                            + " more, they come back.",
            footer = "%nExample:  item:undo 3fa4 --count 3")
    Output undo(
            @Mixin PartyOption.Write at,
            @Option(
                            names = {"-n", "--count"},
                            paramLabel = "<number>",
                            description = "How many changes. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "1")
                    int count,
            @Parameters(paramLabel = "<item>", description = ITEM) String word) {
        Party party = call.party(at.party);
        Item item = call.item(party.view(), word);
        party.batch().acknowledge(at.level).undo(item.id(), count).commit().await();
        return new Output.Done(
                "", ItemRows.row(call.item(party.view(), item.id().hex())));
    }

    @Command(
            name = "edit",
            description = "Change an item by an edit in the words of its model; item:words lists them.",
            footer = "%nExample:  item:edit 3fa4 set title Buy milk")
    Output edit(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<word>", arity = "1..*", description = "The edit.") List<String> words) {
        Party party = call.party(at.party);
        Item item = call.item(party.view(), word);
        party.batch().acknowledge(at.level).edit(item.id(), words).commit().await();
        return new Output.Done(
                "", ItemRows.row(call.item(party.view(), item.id().hex())));
    }

    @Command(
            name = "set",
            description = "Short for item:edit <item> set …",
            footer = "%nExample:  item:set 3fa4 priority 3")
    Output set(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<word>", arity = "1..*", description = "What follows set.") List<String> words) {
        List<String> all = new ArrayList<>(List.of("set"));
        all.addAll(words);
        return edit(at, word, all);
    }

    @Command(
            name = "import",
            description =
                    "Make an item for each part of a file in the format of a model, such as a game of chess in PGN.",
            footer = "%nExample:  item:import chess games.pgn -t game")
    Output importFile(
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
                            description = "Make them children of this item.")
                    @Nullable
                    String parent,
            @Parameters(paramLabel = "<model>", description = "Such as dxos.model/chess, or chess for short.")
                    String model,
            @Parameters(paramLabel = "<file>", description = "The file.") String file)
            throws IOException {
        Party party = call.party(at.party);
        NewItem each = NewItem.of(call.model(model)).type(type);
        if (parent != null) {
            each = each.under(call.itemId(party.view(), parent));
        }
        return new Documents(call).read(party, at.level, each, file);
    }

    @Command(
            name = "export",
            description = "Write items, or the children of one, to a new file in the format of their model.",
            footer = {"%nExample:  item:export game.pgn 3fa4", "          item:export games.pgn --under 81c0"})
    Output exportFile(
            @Mixin PartyOption at,
            @Option(
                            names = {"-u", "--under"},
                            paramLabel = "<parent>",
                            description = "The children of this item, in the order in which they were made.")
                    @Nullable
                    String parent,
            @Parameters(paramLabel = "<file>", description = "A file that does not exist yet.") String file,
            @Parameters(paramLabel = "<item>", arity = "0..*", description = ITEM) @Nullable List<String> words)
            throws IOException {
        View view = call.party(at.party).view();
        if ((parent == null) == (words == null || words.isEmpty())) {
            throw Failures.usage("give items, or --under and their parent");
        }
        List<Item> items = parent != null
                ? view.select(Query.all().under(call.itemId(view, parent)))
                : words.stream().map(word -> call.item(view, word)).toList();
        return new Documents(call).write(items, file);
    }

    @Command(name = "words", description = "The edits that models read.", footer = "%nExample:  item:words text")
    Output words(
            @Parameters(paramLabel = "<model>", arity = "0..1", description = "Only this model's.") @Nullable
                    String word) {
        String only = word == null ? null : call.model(word);
        List<Row> rows = call.services().models().stream()
                .filter(model -> only == null || only.equals(model.type()))
                .flatMap(model -> usage(model).stream().map(line -> row(model.type(), line)))
                .toList();
        return new Output.Rows(rows, List.of("model", "words", "meaning"), "No installed model reads words.");
    }

    private static List<String> usage(Model<?, ?, ?> model) {
        return model.textForm().map(form -> form.usage()).orElse(List.of());
    }

    private static Row row(String model, String line) {
        int gap = line.indexOf("  ");
        return new Row()
                .with("words", gap < 0 ? line : line.substring(0, gap))
                .with("meaning", gap < 0 ? "" : line.substring(gap).strip())
                .with("model", model);
    }

    @Command(
            name = "move",
            description = "Put an item under another, or make it a root. A move that would make a cycle has no effect.",
            footer = {"%nExample:  item:move 3fa4 81c0", "          item:move 3fa4 --root"})
    Output move(
            @Mixin PartyOption.Write at,
            @Option(names = "--root", description = "Make it a root.") boolean root,
            @Parameters(paramLabel = "<item>", description = ITEM) String word,
            @Parameters(paramLabel = "<parent>", arity = "0..1", description = "The new parent.") @Nullable
                    String parent) {
        if (root == (parent != null)) {
            throw Failures.usage("give a new parent, or --root");
        }
        Party party = call.party(at.party);
        View view = party.view();
        Item item = call.item(view, word);
        Optional<ItemId> target = parent == null ? Optional.empty() : Optional.of(call.itemId(view, parent));
        party.batch().acknowledge(at.level).move(item.id(), target).commit().await();
        Item moved = call.item(party.view(), item.id().hex());
        if (!moved.parent().equals(target)) {
            throw new EchoException(
                    EchoException.Code.CONFLICT,
                    "item " + moved.id().hex() + " stays where it was, under "
                            + moved.parent().map(ItemId::hex).orElse("no parent")
                            + ": the move would have made a cycle, or another one came between");
        }
        return new Output.Done("", ItemRows.row(moved));
    }

    @Command(
            name = "delete",
            description = "Delete items or links; what is under them is hidden with them. item:restore undoes it.",
            footer = "%nExample:  item:delete 3fa4")
    Output delete(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<item>", arity = "1..*", description = ITEM) List<String> words) {
        return change(at, words, "Deleted", Batch::delete);
    }

    @Command(
            name = "restore",
            description = "Bring back deleted items or links.",
            footer = "%nExample:  item:restore 3fa4")
    Output restore(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<deleted>", arity = "1..*", description = ITEM) List<String> words) {
        return change(at, words, "Restored", Batch::restore);
    }

    private interface Change {
        Batch apply(Batch batch, ItemId id);
    }

    private Output change(PartyOption.Write at, List<String> words, String what, Change change) {
        Party party = call.party(at.party);
        View view = party.view();
        List<ItemId> ids =
                words.stream().map(word -> call.item(view, word).id()).toList();
        Batch batch = party.batch().acknowledge(at.level);
        ids.forEach(id -> change.apply(batch, id));
        batch.commit().await();
        List<Ident> idents = ids.stream().map(id -> new Ident(id.hex())).toList();
        String names = String.join(", ", idents.stream().map(Ident::brief).toList());
        return new Output.Done(what + " " + names, new Row().with("ids", idents));
    }

    @Command(
            name = "tree",
            description = "Draw the tree of items, or the part under one.",
            footer = "%nExample:  item:tree --depth 3")
    Output tree(
            @Mixin PartyOption at,
            @Option(
                            names = "--depth",
                            paramLabel = "<number>",
                            description = "How deep. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "20")
                    int depth,
            @Parameters(paramLabel = "<item>", arity = "0..1", description = ITEM) @Nullable String word) {
        View view = call.party(at.party).view();
        return ItemTree.draw(view, word == null ? null : call.item(view, word), depth);
    }

    @Command(
            name = "waiting",
            description =
                    "Items that are not live: which code they wait for, or what failed; and known bundles that have it.",
            footer = "%nExample:  item:waiting")
    Output waiting(@Mixin PartyOption at) {
        View view = call.party(at.party).view();
        Query query = Query.all().deleted(Query.Deleted.SHOW).where(item -> item.status() != Status.LIVE);
        List<Row> rows = view.select(query).stream()
                .map(item -> new Row()
                        .with("id", new Ident(item.id().hex()))
                        .with("type", item.type())
                        .with("status", ItemRows.status(item))
                        .with("stateMachine", item.stateMachine())
                        .with("mutations", item.mutations())
                        .with("reason", item.statusReason())
                        .with("suggestion", suggestion(item)))
                .toList();
        return new Output.Rows(
                rows,
                List.of("id", "type", "status", "stateMachine", "mutations", "reason", "suggestion"),
                "All items are live.");
    }

    private String suggestion(Item item) {
        if (item.status() == Status.FAULTED) {
            return "item:retry";
        }
        List<Suggestion> known = call.services()
                .deployments()
                .map((Deployments deployments) -> deployments.suggest(item.stateMachine()))
                .orElse(List.of());
        return known.isEmpty()
                ? ""
                : known.get(0).bundle() + ": " + known.get(0).action();
    }

    @Command(
            name = "retry",
            description = "Try items again whose state machine failed.",
            footer = "%nExample:  item:retry")
    Output retry(@Mixin PartyOption at) {
        int live = call.party(at.party).retryFaulted();
        return new Output.Done(
                live + (live == 1 ? " item is" : " items are") + " live again", new Row().with("live", live));
    }

    @Command(
            name = "types",
            description = "The installed state machines and models, and the bundles that bring them.",
            footer = "%nExample:  item:types")
    Output types() {
        return types(call);
    }

    static Output types(Call call) {
        List<Row> rows = call.echo().types().stream()
                .map(type -> new Row()
                        .with("type", type.type())
                        .with("kind", kind(type))
                        .with("detail", type.detail())
                        .with("provider", type.provider()))
                .toList();
        return new Output.Rows(rows, List.of("type", "kind", "detail", "provider"), "No state machine is installed.");
    }

    private static String kind(TypeInfo type) {
        return type.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static void expectState(Item item) {
        if (item.status() == Status.DORMANT) {
            throw new EchoException(
                    EchoException.Code.NOT_LIVE,
                    "item " + item.id().hex() + " has no state now: " + item.statusReason());
        }
    }
}
