package org.dxos.shell.internal.command;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.Fork;
import org.dxos.echo.Party;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "feed", description = "Feeds: the signed logs that a party is made of.")
final class FeedCommands {
    private final Call call;

    FeedCommands(Call call) {
        this.call = call;
    }

    @Command(name = "list", description = "The feeds of a party.", footer = "%nExample:  feed:list")
    Output list(@Mixin PartyOption at) {
        return feeds(call.party(at.party));
    }

    @Command(
            name = "show",
            description = "One feed: writer, length, what is applied and synced, damage, rejected blocks.",
            footer = "%nExample:  feed:show 3fa4")
    Output show(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<feed>", description = "The beginning of the feed's key.") String word) {
        Party party = call.party(at.party);
        FeedInfo feed = call.feed(party, word);
        return new Output.One(row(party, feed)
                .with(
                        "rejections",
                        party.rejections().stream()
                                .filter(rejection -> rejection.feed().equals(feed.key()))
                                .map(rejection -> "block " + rejection.sequence() + ": "
                                        + rejection.reason().name().toLowerCase(Locale.ROOT) + ", "
                                        + rejection.detail())
                                .toList()));
    }

    @Command(
            name = "repair",
            description =
                    "Give the feeds of a party back what is damaged in their files, from an archive that party:export wrote.",
            footer = "%nExample:  feed:repair home.dxos")
    Output repair(@Mixin PartyOption at, @Parameters(paramLabel = "<file>", description = "The archive.") String file)
            throws IOException {
        Party party = call.party(at.party);
        Path source = call.session().folder().resolve(file);
        if (!Files.isRegularFile(source)) {
            throw Failures.notFound("there is no file " + source);
        }
        long blocks;
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks");
                InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
            blocks = call.echo().repairParty(party.id(), in, progress::report);
        }
        return new Output.Done(
                blocks == 0 ? "Nothing that is in the archive is missing here" : "Read " + blocks + " blocks anew",
                new Row().with("party", new Ident(party.id().hex())).with("blocks", blocks));
    }

    @Command(
            name = "rejections",
            description = "Blocks and mutations that have no effect, and why; the newest 1,000.",
            footer = "%nExample:  feed:rejections -o jsonl")
    Output rejections(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<feed>", arity = "0..1", description = "Only this feed's.") @Nullable
                    String word) {
        Party party = call.party(at.party);
        FeedInfo only = word == null ? null : call.feed(party, word);
        List<Row> rows = party.rejections().stream()
                .filter(rejection -> only == null || rejection.feed().equals(only.key()))
                .map(rejection -> new Row()
                        .with("feed", new Ident(rejection.feed().hex()))
                        .with("sequence", rejection.sequence())
                        .with("reason", rejection.reason().name().toLowerCase(Locale.ROOT))
                        .with("detail", rejection.detail()))
                .toList();
        return new Output.Rows(rows, List.of("feed", "sequence", "reason", "detail"), "Nothing was rejected.");
    }

    static Output feeds(Party party) {
        return new Output.Rows(
                party.feeds().stream().map(feed -> row(party, feed)).toList(),
                List.of("id", "own", "writer", "length", "processed", "synced", "bytes", "forked", "damage"),
                "This party has no feed yet.");
    }

    private static Row row(Party party, FeedInfo feed) {
        return new Row()
                .with("id", new Ident(feed.key().hex()))
                .with("own", feed.own())
                .with("writer", feed.writer())
                .with("length", feed.length())
                .with("processed", feed.processed())
                .with("synced", feed.synced())
                .with("bytes", feed.bytes())
                .with(
                        "forked",
                        party.forks().stream()
                                .filter(fork -> fork.feed().equals(feed.key()))
                                .map(Fork::length)
                                .findFirst()
                                .orElse(null))
                .with("damage", feed.damage());
    }
}
