package org.dxos.shell.internal.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.QueryText;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Reduction;
import org.dxos.echo.Subscription;
import org.dxos.echo.View;
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

@Command(name = "query", description = "Find items, once or as they change.")
final class QueryCommands {
    private static final String QUERY =
            "Such as 'type=task and priority>3 and (name^=\"a\" or not has owner) order by priority desc limit 10'."
                    + " Without one: everything.";

    private final Call call;

    QueryCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "run",
            description = "The items that match.",
            footer = {
                "%nComparisons: = != < <= > >= ^= (begins with) *= (contains) ~ (words) in (a, b); has <field>; and, or, not, ( ).",
                "Of the item itself: id type model parent source target status. Settings: roots, kind=items|links|both,",
                "deleted=hide|show|only. A field of one of these names is quoted: \"type\"=x.",
                "%nExample:  query:run 'type=task and priority>3 order by priority desc' -f title,priority"
            })
    Output run(
            @Mixin PartyOption at,
            @Option(
                            names = {"-f", "--fields"},
                            paramLabel = "<path>",
                            split = ",",
                            description = "Fields of the state to show, beside the id.")
                    @Nullable
                    List<String> fields,
            @Parameters(paramLabel = "<query>", arity = "0..*", description = QUERY) @Nullable List<String> words) {
        View view = call.party(at.party).view();
        List<Item> found = query(view, words).run(view);
        if (fields == null) {
            return ItemRows.rows(found, "Nothing matches.");
        }
        List<String> columns = new ArrayList<>(List.of("id"));
        columns.addAll(fields);
        List<Row> rows = found.stream()
                .map(item -> {
                    Row row = new Row().with("id", new Ident(item.id().hex()));
                    fields.forEach(field -> row.with(field, item.field(field)));
                    return row;
                })
                .toList();
        return new Output.Rows(rows, columns, "Nothing matches.");
    }

    @Command(name = "count", description = "How many items match.", footer = "%nExample:  query:count type=task")
    Output count(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<query>", arity = "0..*", description = QUERY) @Nullable List<String> words) {
        View view = call.party(at.party).view();
        int count = query(view, words).count(view);
        return new Output.Text(Integer.toString(count), new Row().with("count", count));
    }

    @Command(
            name = "reduce",
            description = "What the items that match add up to, for each group if asked.",
            footer = {
                "%nReductions: count, sum <field>, average <field>, min <field>, max <field>; then by <field>...",
                "%nExample:  query:reduce 'sum price by owner' type=task"
            })
    Output reduce(
            @Mixin PartyOption at,
            @Parameters(index = "0", paramLabel = "<reduction>", description = "Such as 'max price by owner'.")
                    String reduction,
            @Parameters(index = "1..*", paramLabel = "<query>", arity = "0..*", description = QUERY) @Nullable
                    List<String> words) {
        Reduction reduced = reduction(reduction);
        View view = call.party(at.party).view();
        List<Reduction.Row> found = reduced.of(view, query(view, words).query());
        String value = reduced.function().name().toLowerCase(java.util.Locale.ROOT);
        List<String> columns = new ArrayList<>(reduced.by());
        columns.addAll(List.of(value, "items"));
        List<Row> rows = found.stream()
                .map(figure -> {
                    Row row = new Row();
                    for (int i = 0; i < reduced.by().size(); i++) {
                        row.with(reduced.by().get(i), figure.group().get(i));
                    }
                    return row.with(value, figure.value()).with("items", figure.items());
                })
                .toList();
        return new Output.Rows(rows, columns, "Nothing matches.");
    }

    private static Reduction reduction(String words) {
        try {
            return Reduction.parse(List.of(words.trim().split("[\\s,]+")));
        } catch (IllegalArgumentException e) {
            throw Failures.usage(String.valueOf(e.getMessage()));
        }
    }

    @Command(
            name = "watch",
            description = "Show the items that match, and then each change, until Ctrl-C.",
            footer = "%nExample:  query:watch type=task --for 30s")
    Output watch(
            @Mixin PartyOption at,
            @Option(
                            names = {"-n", "--count"},
                            paramLabel = "<number>",
                            description = "End after this many lines.")
                    @Nullable
                    Long count,
            @Option(
                            names = "--for",
                            paramLabel = "<duration>",
                            description = "End after this time, such as 500ms, 30s, 5m, 1h.")
                    @Nullable
                    Duration time,
            @Parameters(paramLabel = "<query>", arity = "0..*", description = QUERY) @Nullable List<String> words) {
        if (count != null && count < 1) {
            throw Failures.usage("-n is a number from 1");
        }
        Party party = call.party(at.party);
        QueryText query = query(party.view(), words);
        if (!query.order().isEmpty() || query.limit().isPresent()) {
            throw Failures.usage("a watched query has no order by and no limit: changes come as they happen");
        }
        LinkedBlockingQueue<QueryUpdate> updates = new LinkedBlockingQueue<>();
        long started = call.clock().nanos();
        long lines = 0;
        call.printer().say("Watching; Ctrl-C ends it.");
        try (Subscription subscription = party.observe(query.query(), updates::add)) {
            while (count == null || lines < count) {
                Duration left = time == null
                        ? Duration.ofDays(1)
                        : time.minus(call.clock().since(started));
                QueryUpdate update = left.isNegative() ? null : updates.poll(left.toNanos(), TimeUnit.NANOSECONDS);
                if (update == null && time != null) {
                    break;
                }
                if (update != null) {
                    lines = print(update, lines, count == null ? Long.MAX_VALUE : count);
                }
            }
        } catch (InterruptedException e) {
            call.printer().say("Stopped after " + lines + " lines.");
        }
        return Output.NONE;
    }

    private long print(QueryUpdate update, long printed, long most) {
        long lines = printed;
        for (Item item : update.added()) {
            if (lines < most) {
                print("added", item);
                lines++;
            }
        }
        for (Item item : update.changed()) {
            if (lines < most) {
                print("changed", item);
                lines++;
            }
        }
        for (var id : update.removed()) {
            if (lines < most) {
                Ident ident = new Ident(id.hex());
                call.printer().stream(
                        new Row().with("id", ident).with("change", "removed"), "removed  " + ident.brief());
                lines++;
            }
        }
        return lines;
    }

    private void print(String change, Item item) {
        Ident ident = new Ident(item.id().hex());
        call.printer().stream(
                new Row().with("id", ident).with("change", change).with("item", ItemRows.row(item)),
                String.format("%-7s  %s  %s", change, ident.brief(), Call.describe(item)));
    }

    private QueryText query(View view, @Nullable List<String> words) {
        String text = words == null ? "" : String.join(" ", words);
        return QueryText.parse(text, word -> {
            try {
                return call.itemId(view, word);
            } catch (org.dxos.node.CommandException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        });
    }
}
