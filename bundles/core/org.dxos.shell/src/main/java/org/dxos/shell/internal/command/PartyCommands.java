package org.dxos.shell.internal.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.dxos.base.Bytes;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.FeedCheck;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.halo.credential.Role;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.cli.Session;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "party", description = "Parties: units of sharing, each with its members, feeds and items.")
final class PartyCommands {
    private static final String LABEL_OR_ID = "Label or id of the party; the beginning of an id is enough.";

    private final Call call;

    PartyCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "create",
            description = "Make a party that you own, open it, and use it in this session.",
            footer = "%nExample:  party:create home")
    Output create(@Parameters(paramLabel = "<name>", description = "What this node calls it.") String label) {
        Party party = call.echo().createParty(label);
        call.session().put(Session.PARTY, party.id().hex());
        return new Output.Made(row(party.info()));
    }

    @Command(name = "list", description = "All parties kept here.", footer = "%nExample:  party:list -o json")
    Output list() {
        List<Row> rows = call.echo().parties().stream().map(this::row).toList();
        return new Output.Rows(
                rows,
                List.of("id", "label", "state", "current", "reason"),
                "There is no party yet. Make one with party:create <label>");
    }

    @Command(
            name = "use",
            description = "Let the commands of this session work on a party.",
            footer = "%nExample:  party:use home")
    Output use(@Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word) {
        PartyInfo party = call.partyInfo(word);
        call.session().put(Session.PARTY, party.id().hex());
        return new Output.Done("Commands now work on party " + name(party), row(party));
    }

    @Command(
            name = "info",
            description = "One party: state, members, feeds, items.",
            footer = "%nExample:  party:info home")
    Output info(@Parameters(paramLabel = "<party>", arity = "0..1", description = LABEL_OR_ID) @Nullable String word) {
        PartyInfo info = call.partyInfo(word);
        Row row = row(info);
        call.echo().openParty(info.id()).ifPresent(party -> {
            row.with("items", party.view().size())
                    .with("members", party.roster().members().size())
                    .with("feeds", party.feeds().size())
                    .with(
                            "blocks",
                            party.feeds().stream()
                                    .mapToLong(feed -> feed.processed())
                                    .sum())
                    .with("rejected", party.rejections().size());
        });
        return new Output.One(row);
    }

    @Command(
            name = "members",
            description = "Who is a member, in which role, with which devices.",
            footer = "%nExample:  party:members")
    Output members(@Mixin PartyOption at) {
        Party party = call.party(at.party);
        IdentityKey self = call.echo().identity();
        List<Row> rows = party.roster().members().stream()
                .map(member -> new Row()
                        .with("id", new Ident(member.identity().hex()))
                        .with("role", member.role().name().toLowerCase(Locale.ROOT))
                        .with("self", member.identity().equals(self))
                        .with(
                                "devices",
                                member.devices().stream()
                                        .map(device -> new Ident(device.hex()))
                                        .toList()))
                .toList();
        return new Output.Rows(rows, List.of("id", "role", "self", "devices"), "No member is known yet.");
    }

    @Command(
            name = "whoami",
            description = "The identity and device that this node writes as; others admit the identity.",
            footer = "%nExample:  party:whoami -o id")
    Output whoami() {
        return new Output.One(new Row()
                .with("id", new Ident(call.echo().identity().hex()))
                .with("device", new Ident(call.echo().device().hex())));
    }

    @Command(
            name = "admit",
            description = "Admit a member.",
            footer = "%nExample:  party:admit 9f2c…64 digits… --role writer")
    Output admit(
            @Mixin PartyOption at,
            @Option(
                            names = "--role",
                            paramLabel = "<role>",
                            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "WRITER")
                    Role role,
            @Parameters(
                            paramLabel = "<identity>",
                            description = "All 64 digits of the key that party:whoami shows there.")
                    String identity) {
        IdentityKey key;
        try {
            key = IdentityKey.of(Bytes.fromHex(identity.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw Failures.usage("\"" + identity + "\" is not an identity key: that has 64 hexadecimal digits");
        }
        call.party(at.party).admitMember(key, role).await();
        return new Output.Done(
                "Admitted " + new Ident(key.hex()).brief() + " as "
                        + role.name().toLowerCase(Locale.ROOT) + ". Now give them a party:ticket",
                new Row()
                        .with("id", new Ident(key.hex()))
                        .with("role", role.name().toLowerCase(Locale.ROOT)));
    }

    @Command(
            name = "ticket",
            description =
                    "A text with which another node can join. It holds no secret: only members that were admitted can write.",
            footer = "%nExample:  party:ticket -o id")
    Output ticket(@Mixin PartyOption at) {
        Party party = call.party(at.party);
        String text = Tickets.write(party.ticket());
        return new Output.Text(
                text,
                new Row()
                        .with("ticket", text)
                        .with("party", new Ident(party.id().hex())));
    }

    @Command(
            name = "join",
            description = "Start a replica of a party that others made, and use it.",
            footer = "%nExample:  party:join dxos-ticket-AbC… --label home")
    Output join(
            @Option(names = "--label", paramLabel = "<name>", description = "What this node calls it.") @Nullable
                    String label,
            @Parameters(paramLabel = "<ticket>", description = "What party:ticket printed there.") String ticket) {
        Party party = call.echo().joinParty(Tickets.read(ticket));
        if (label != null) {
            call.echo().labelParty(party.id(), label);
        }
        call.session().put(Session.PARTY, party.id().hex());
        return new Output.Made(row(party.info()));
    }

    @Command(
            name = "feeds",
            description = "The feeds of a party; the same as feed:list.",
            footer = "%nExample:  party:feeds")
    Output feeds(@Mixin PartyOption at) {
        return FeedCommands.feeds(call.party(at.party));
    }

    @Command(name = "open", description = "Open a party.", footer = "%nExample:  party:open home")
    Output open(@Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word) {
        Party party = call.party(word);
        return new Output.Done("Party " + name(party.info()) + " is open", row(party.info()));
    }

    @Command(name = "close", description = "Close a party and keep it.", footer = "%nExample:  party:close home")
    Output close(@Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word) {
        PartyInfo party = call.partyInfo(word);
        call.echo().closeParty(party.id());
        return new Output.Done(
                "Party " + name(party) + " is closed",
                row(call.partyInfo(party.id().hex())));
    }

    @Command(
            name = "delete",
            description = "Delete all that is kept of a party on this node. Other members keep theirs.",
            footer = "%nExample:  party:delete home --yes")
    Output delete(
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word) {
        PartyInfo party = call.partyInfo(word);
        call.confirm(yes, "Delete all that this node keeps of party " + name(party) + "?");
        call.echo().deleteParty(party.id());
        if (party.id().hex().equals(call.session().get(Session.PARTY))) {
            call.session().put(Session.PARTY, null);
        }
        return new Output.Done(
                "Party " + name(party) + " is deleted here",
                new Row().with("id", new Ident(party.id().hex())));
    }

    @Command(
            name = "label",
            description = "Change what this node calls a party.",
            footer = "%nExample:  party:label home family")
    Output label(
            @Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word,
            @Parameters(paramLabel = "<name>", description = "The new name.") String label) {
        PartyInfo party = call.partyInfo(word);
        call.echo().labelParty(party.id(), label);
        return new Output.Done("", row(call.partyInfo(party.id().hex())));
    }

    @Command(
            name = "export",
            description = "Write a party with all its history into one file.",
            footer = "%nExample:  party:export home home.dxos")
    Output export(
            @Parameters(paramLabel = "<party>", description = LABEL_OR_ID) String word,
            @Parameters(paramLabel = "<file>", description = "A file that does not exist yet.") String file)
            throws IOException {
        PartyInfo party = call.partyInfo(word);
        Path target = call.session().folder().resolve(file);
        if (Files.exists(target)) {
            throw new CommandException(CommandException.CONFLICT, target + " exists already");
        }
        boolean whole = false;
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks");
                OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            call.echo().exportParty(party.id(), out, progress::report);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
        long size = Files.size(target);
        return new Output.Done(
                "Wrote party " + name(party) + " to " + target + ", " + size + " bytes",
                new Row()
                        .with("id", new Ident(party.id().hex()))
                        .with("file", target.toString())
                        .with("bytes", size));
    }

    @Command(
            name = "import",
            description = "Read a party from a file that party:export wrote, and use it.",
            footer = "%nExample:  party:import home.dxos")
    Output importParty(@Parameters(paramLabel = "<file>", description = "The file.") String file) throws IOException {
        Path source = call.session().folder().resolve(file);
        if (!Files.isRegularFile(source)) {
            throw Failures.notFound("there is no file " + source);
        }
        PartyId id;
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks");
                InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
            id = call.echo().importParty(in, progress::report);
        }
        call.session().put(Session.PARTY, id.hex());
        return new Output.Made(row(call.partyInfo(id.hex())));
    }

    @Command(
            name = "verify",
            description = "Read all feeds of a party and check every checksum, chain and signature.",
            footer = "%nExample:  party:verify home")
    Output verify(
            @Parameters(paramLabel = "<party>", arity = "0..1", description = LABEL_OR_ID) @Nullable String word) {
        PartyInfo party = call.partyInfo(word);
        List<FeedCheck> checks;
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks")) {
            checks = call.echo().verifyParty(party.id(), progress::report);
        }
        return new Output.Rows(
                checks.stream()
                        .map(check -> new Row()
                                .with("id", new Ident(check.feed().hex()))
                                .with("blocks", check.blocks())
                                .with("signatures", check.signatures())
                                .with("sound", check.isSound())
                                .with("damage", check.damage()))
                        .toList(),
                List.of("id", "blocks", "signatures", "sound", "damage"),
                "This party has no feed yet.");
    }

    private Row row(PartyInfo party) {
        return new Row()
                .with("id", new Ident(party.id().hex()))
                .with("label", party.label())
                .with("state", party.state().name().toLowerCase(Locale.ROOT))
                .with("current", party.id().hex().equals(call.session().get(Session.PARTY)))
                .with("reason", party.reason());
    }

    private static String name(PartyInfo party) {
        return party.label().isEmpty() ? new Ident(party.id().hex()).brief() : party.label();
    }
}
