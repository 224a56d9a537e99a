package org.dxos.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.dxos.echo.ItemChange;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Plain;
import org.dxos.shell.internal.output.Row;

/** Changes of items as records. */
final class ChangeRows {
    private static final List<String> COLUMNS =
            List.of("ago", "change", "words", "member", "claimedTime", "feed", "sequence");

    private ChangeRows() {}

    /** @param first how many changes are newer than the first of these */
    static Output rows(List<ItemChange> changes, int first) {
        List<Row> rows = new java.util.ArrayList<>(changes.size());
        for (ItemChange change : changes) {
            rows.add(new Row()
                    .with("ago", first + rows.size() + 1)
                    .with("change", change.kind().name().toLowerCase(Locale.ROOT))
                    .with("words", words(change))
                    .with("member", new Ident(change.member().hex()))
                    .with("device", new Ident(change.device().hex()))
                    .with(
                            "claimedTime",
                            Instant.ofEpochMilli(change.claimedMillis()).toString())
                    .with("feed", new Ident(change.feed().hex()))
                    .with("sequence", change.sequence())
                    .with("index", change.index())
                    .with("height", change.height())
                    .with("parent", change.parent().map(id -> new Ident(id.hex())))
                    .with("effective", change.isEffective()));
        }
        return new Output.Rows(rows, COLUMNS, "There are no earlier changes.");
    }

    private static String words(ItemChange change) {
        if (!change.isEffective()) {
            return "without effect";
        }
        if (change.kind() == ItemChange.Kind.MOVED) {
            return change.parent()
                    .map(id -> "under " + new Ident(id.hex()).brief())
                    .orElse("to the roots");
        }
        return Plain.line(change.words());
    }
}
