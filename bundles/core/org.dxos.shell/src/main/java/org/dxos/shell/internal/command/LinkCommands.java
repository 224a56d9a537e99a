package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.echo.Batch;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
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

@Command(name = "link", description = "Links: directed, typed edges between items.")
final class LinkCommands {
    private static final String ITEM = "Id of an item; its beginning is enough.";

    private final Call call;

    LinkCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "create",
            description = "Make a link from one item to another.",
            footer = "%nExample:  link:create 3fa4 81c0 -t blocks")
    Output create(
            @Mixin PartyOption.Write at,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "<type>",
                            description = "The application's name for this kind of link.",
                            defaultValue = "")
                    String type,
            @Option(
                            names = {"-m", "--model"},
                            paramLabel = "<model>",
                            description = "Its model. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "object")
                    String model,
            @Parameters(paramLabel = "<source>", description = "Where it starts. " + ITEM) String source,
            @Parameters(paramLabel = "<target>", description = "Where it leads. " + ITEM) String target) {
        Party party = call.party(at.party);
        View view = party.view();
        NewItem link =
                NewItem.of(call.model(model)).type(type).link(call.itemId(view, source), call.itemId(view, target));
        Batch batch = party.batch().acknowledge(at.level);
        ItemId id = batch.create(link);
        batch.commit().await();
        return new Output.Made(ItemRows.row(call.item(party.view(), id.hex())));
    }

    @Command(name = "list", description = "All links, or those of one item.", footer = "%nExample:  link:list 3fa4")
    Output list(
            @Mixin PartyOption at,
            @Option(
                            names = {"-t", "--type"},
                            paramLabel = "<type>",
                            description = "Only links of this type.")
                    @Nullable
                    String type,
            @Parameters(
                            paramLabel = "<item>",
                            arity = "0..1",
                            description = "Only those that start or end at it. " + ITEM)
                    @Nullable
                    String item) {
        View view = call.party(at.party).view();
        Query query = Query.all().kind(Query.Kind.LINKS);
        if (type != null) {
            query = query.type(type);
        }
        if (item != null) {
            ItemId id = call.itemId(view, item);
            query = query.where(link -> link.ends()
                    .filter(ends -> ends.source().equals(id) || ends.target().equals(id))
                    .isPresent());
        }
        List<Row> rows =
                view.select(query).stream().map(link -> row(view, link)).toList();
        return new Output.Rows(
                rows, List.of("id", "type", "source", "target", "dangling", "summary"), "There are no such links.");
    }

    @Command(
            name = "delete",
            description = "Delete a link; item:restore brings it back.",
            footer = "%nExample:  link:delete 77ab")
    Output delete(
            @Mixin PartyOption.Write at,
            @Parameters(paramLabel = "<link>", description = "Id of the link; its beginning is enough.") String word) {
        Party party = call.party(at.party);
        Item link = call.item(party.view(), word);
        if (link.ends().isEmpty()) {
            throw Failures.usage(link.id().hex() + " is an item, not a link; see item:delete");
        }
        party.batch().acknowledge(at.level).delete(link.id()).commit().await();
        return new Output.Done(
                "Deleted link " + link.id().hex(),
                new Row().with("id", new Ident(link.id().hex())));
    }

    private static Row row(View view, Item link) {
        boolean dangling = link.ends()
                .filter(ends -> view.item(ends.source()).filter(Item::isVisible).isPresent()
                        && view.item(ends.target()).filter(Item::isVisible).isPresent())
                .isEmpty();
        return ItemRows.row(link).with("dangling", dangling);
    }
}
