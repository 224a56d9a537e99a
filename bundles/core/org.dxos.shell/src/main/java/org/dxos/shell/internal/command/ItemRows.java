package org.dxos.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.dxos.echo.Item;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;

/** Items as records. */
final class ItemRows {
    static final List<String> COLUMNS = List.of("id", "type", "model", "parent", "status", "summary");

    private ItemRows() {}

    static Row row(Item item) {
        Row row = new Row()
                .with("id", new Ident(item.id().hex()))
                .with("type", item.type())
                .with("model", item.model())
                .with("parent", item.parent().map(id -> new Ident(id.hex())));
        item.ends().ifPresent(ends -> row.with("source", new Ident(ends.source().hex()))
                .with("target", new Ident(ends.target().hex())));
        return row.with("status", status(item))
                .with("deleted", item.isDeleted())
                .with("summary", Call.summary(item))
                .with("state", item.tree());
    }

    static String status(Item item) {
        return item.status().name().toLowerCase(Locale.ROOT);
    }

    /** With what only one item's page shows. */
    static Row details(Item item) {
        Row row = new Row()
                .with("id", new Ident(item.id().hex()))
                .with("type", item.type())
                .with("model", item.model())
                .with("stateMachine", item.stateMachine())
                .with("parent", item.parent().map(id -> new Ident(id.hex())));
        item.ends().ifPresent(ends -> row.with("source", new Ident(ends.source().hex()))
                .with("target", new Ident(ends.target().hex())));
        row.with("status", status(item));
        if (!item.statusReason().isEmpty()) {
            row.with("reason", item.statusReason());
        }
        return row.with("deleted", item.isDeleted())
                .with("visible", item.isVisible())
                .with("mutations", item.mutations())
                .with("member", new Ident(item.genesis().member().hex()))
                .with(
                        "claimedTime",
                        Instant.ofEpochMilli(item.genesis().claimedMillis()).toString())
                .withIf("stateHash", item.stateHash().map(hash -> new Ident(hash.hex())));
    }

    static Output rows(List<Item> items, String empty) {
        return new Output.Rows(items.stream().map(ItemRows::row).toList(), COLUMNS, empty);
    }
}
