package org.dxos.shell.internal.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dxos.node.CommandException;
import org.dxos.node.Deployment;
import org.dxos.node.Deployments;
import org.dxos.node.Missing;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "deploy", description = "The deploy folder: each jar in it has a verdict.")
final class DeployCommands {
    private static final String JAR = "Name of the file in the deploy folder.";

    private final Call call;

    DeployCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "list",
            description = "Every file in the deploy folder and what became of it.",
            footer = "%nExample:  deploy:list")
    Output list() {
        List<Row> rows = deployments().list().stream().map(DeployCommands::row).toList();
        return new Output.Rows(
                rows,
                List.of("file", "verdict", "bundle", "reason"),
                "Nothing is deployed. Put a bundle into " + deployments().folder());
    }

    @Command(
            name = "show",
            description = "All that is known of one file: verdict, reason, what it waits for and who has that.",
            footer = "%nExample:  deploy:show chess.jar")
    Output show(@Parameters(paramLabel = "<jar>", description = JAR) String file) {
        return new Output.One(row(find(file, deployments().find(file))));
    }

    @Command(
            name = "approve",
            description = "Let a bundle run that waits for approval; holds for exactly these bytes.",
            footer = "%nExample:  deploy:approve chess.jar")
    Output approve(@Parameters(paramLabel = "<jar>", description = JAR) String file) {
        try {
            return done("Approved ", find(file, deployments().approve(file)));
        } catch (IllegalStateException e) {
            throw new CommandException(CommandException.CONFLICT, file + " cannot be approved: " + e.getMessage());
        }
    }

    @Command(
            name = "deny",
            description = "Reject these bytes from now on, and stop their bundle if it runs.",
            footer = "%nExample:  deploy:deny chess.jar --yes")
    Output deny(
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Parameters(paramLabel = "<jar>", description = JAR) String file) {
        find(file, deployments().find(file));
        call.confirm(yes, "Reject " + file + " and stop its bundle?");
        try {
            return done("Denied ", find(file, deployments().deny(file)));
        } catch (IllegalStateException e) {
            throw new CommandException(CommandException.CONFLICT, file + " cannot be denied: " + e.getMessage());
        }
    }

    @Command(
            name = "suggest",
            description = "Known bundles that would serve items of a type.",
            footer = "%nExample:  deploy:suggest dxos.model/chess")
    Output suggest(
            @Parameters(paramLabel = "<dxos-type>", description = "Such as dxos.model/chess or dxos.state/chess.")
                    String type) {
        List<Row> rows = deployments().suggest(type).stream()
                .map(suggestion -> new Row()
                        .with("bundle", suggestion.bundle().toString())
                        .with("type", suggestion.type())
                        .with("source", suggestion.source())
                        .with("action", suggestion.action()))
                .toList();
        return new Output.Rows(
                rows,
                List.of("bundle", "type", "source", "action"),
                "No known bundle that is not running provides " + type);
    }

    @Command(
            name = "scan",
            description = "Look at the folder now, and list what became of it.",
            footer = "%nExample:  deploy:scan")
    Output scan() {
        deployments().scan();
        return list();
    }

    private static Output done(String what, Deployment deployment) {
        return new Output.Done(
                what + deployment.file() + ": " + deployment.verdict() + " " + deployment.reason(), row(deployment));
    }

    private Deployment find(String file, Optional<Deployment> found) {
        return found.orElseThrow(() -> Failures.notFound("there is no file " + file + " in "
                + deployments().folder() + "; there are "
                + deployments().list().stream().map(Deployment::file).toList()));
    }

    private static Row row(Deployment deployment) {
        return new Row()
                .with("file", deployment.file())
                .with("verdict", deployment.verdict().name().toLowerCase(Locale.ROOT))
                .with("reason", deployment.reason())
                .with(
                        "missing",
                        deployment.missing().stream().map(Missing::toString).toList())
                .with("remarks", deployment.remarks())
                .with("bundle", deployment.bundle().map(Object::toString))
                .with("hash", deployment.hash().map(hash -> new Ident(hash.hex())))
                .with("bytes", deployment.size())
                .with("signer", deployment.signer())
                .with("types", deployment.types())
                .with("since", deployment.since().toString());
    }

    private Deployments deployments() {
        return call.need(call.services().deployments(), "Deployments service");
    }
}
