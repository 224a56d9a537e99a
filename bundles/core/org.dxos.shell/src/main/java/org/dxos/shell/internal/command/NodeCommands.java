package org.dxos.shell.internal.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dxos.base.Bytes;
import org.dxos.node.Backups;
import org.dxos.node.Configuration;
import org.dxos.node.Node;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "node", description = "The running node.")
final class NodeCommands {
    private static final Pattern LIMIT = Pattern.compile("max|min|limit|timeout|size|count", Pattern.CASE_INSENSITIVE);

    private final Call call;

    NodeCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "info",
            description = "Version, home folder, uptime, memory, threads.",
            footer = "%nExample:  node:info")
    Output info() {
        Node.Info info = node().info();
        return new Output.One(new Row()
                .with("version", info.version())
                .with("home", info.home().toString())
                .with("profile", info.profile())
                .with("pid", info.pid())
                .with("started", info.started().toString())
                .with("startMilliseconds", info.startTime().toMillis())
                .with(
                        "uptimeSeconds",
                        Duration.between(info.started(), call.clock().now()).toSeconds())
                .with("java", info.java())
                .with("heapBytes", info.heapUsed())
                .with("residentBytes", info.residentMemory() < 0 ? null : info.residentMemory())
                .with("threads", info.threads())
                .with("bundlesActive", info.bundlesActive())
                .with("bundlesInstalled", info.bundlesInstalled()));
    }

    @Command(
            name = "bundles",
            description = "The installed bundles and their states.",
            footer = "%nExample:  node:bundles -o json")
    Output bundles() {
        List<Row> rows = node().bundles().stream()
                .map(bundle -> new Row()
                        .with("id", bundle.id())
                        .with("name", bundle.bundle().symbolicName())
                        .with("version", bundle.bundle().version())
                        .with("state", bundle.state().toLowerCase(Locale.ROOT))
                        .with("origin", bundle.origin()))
                .toList();
        return new Output.Rows(rows, List.of("id", "name", "version", "state", "origin"), "No bundle is installed.");
    }

    @Command(
            name = "types",
            description = "The installed state machines and models, and the bundles that bring them.",
            footer = "%nExample:  node:types")
    Output types() {
        return ItemCommands.types(call);
    }

    @Command(
            name = "config",
            description = "The settings, where each value comes from, and what is wrong in files and variables.",
            footer = "%nExample:  node:config org.dxos.echo")
    Output config(
            @Parameters(
                            paramLabel = "<pid>",
                            arity = "0..1",
                            description = "Only settings of components whose pid begins so.")
                    @Nullable
                    String pid) {
        Configuration configuration = configuration();
        configuration.problems().forEach(problem -> call.printer()
                .say("Not used: " + problem.place() + ": " + problem.message()));
        return settings(configuration.settings().stream()
                .filter(setting -> pid == null || setting.pid().startsWith(pid))
                .toList());
    }

    @Command(
            name = "limits",
            description = "The settings that bound something.",
            footer = "%nExample:  node:limits -o json")
    Output limits() {
        return settings(configuration().settings().stream()
                .filter(setting -> LIMIT.matcher(setting.key()).find())
                .toList());
    }

    @Command(
            name = "set",
            description = "Set a value until the node ends, or with --reset go back to what files and environment say.",
            footer = "%nExample:  node:set org.dxos.node.deploy policy ask")
    Output set(
            @Option(names = "--reset", description = "Go back.") boolean reset,
            @Parameters(paramLabel = "<pid>", description = "The component.") String pid,
            @Parameters(paramLabel = "<key>", description = "The setting.") String key,
            @Parameters(paramLabel = "<value>", arity = "0..1", description = "The new value.") @Nullable
                    String value) {
        if (reset == (value != null)) {
            throw Failures.usage("give a value, or --reset before the pid");
        }
        configuration().set(pid, key, Optional.ofNullable(value));
        return settings(configuration().settings().stream()
                .filter(setting -> setting.pid().equals(pid) && setting.key().equals(key))
                .toList());
    }

    @Command(
            name = "backup",
            description =
                    "Write all parties, the settings and, encrypted, the keys of this node into one file while it runs. Restore it with dxos run --restore.",
            footer = "%nExample:  node:backup monday.backup --passphrase-file secret.txt")
    Output backup(
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "<file>",
                            description = "Encrypt the keys with the first line of this file.")
                    @Nullable
                    String passphraseFile,
            @Option(names = "--without-keys", description = "Leave the keys out: who restores it is somebody new.")
                    boolean withoutKeys,
            @Parameters(
                            paramLabel = "<file>",
                            description = "A file that does not exist yet, or a folder to put one into.")
                    String target)
            throws IOException {
        if (withoutKeys == (passphraseFile != null)) {
            throw Failures.usage(
                    withoutKeys
                            ? "--passphrase-file and --without-keys exclude each other"
                            : (backups().isKeyringEncrypted()
                                            ? "a backup never holds keys in clear"
                                            : "the keyring of this node has no passphrase, and a backup never holds keys in clear")
                                    + ": give --passphrase-file <file> to encrypt them in the backup, or --without-keys to leave them out");
        }
        Backups.Keys keys =
                passphraseFile == null ? Backups.Keys.LEFT_OUT : new Backups.Keys(passphrase(path(passphraseFile)));
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks")) {
            Backups.Content made =
                    backups().write(path(target), keys, (party, done, total) -> progress.report(done, total));
            return new Output.Done("Wrote and verified " + words(made), row(made));
        }
    }

    @Command(
            name = "verify",
            description = "Read a backup wholly, check every hash, chain and signature in it, and show what it holds.",
            footer = "%nExample:  node:verify monday.backup")
    Output verify(@Parameters(paramLabel = "<file>", description = "What node:backup wrote.") String file) {
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "blocks")) {
            Backups.Content content =
                    backups().verify(path(file), (party, done, total) -> progress.report(done, total));
            return new Output.One(row(content));
        }
    }

    private static String words(Backups.Content made) {
        return made.file() + ": " + made.parties().size() + " parties, " + made.bytes() + " bytes, keys "
                + (made.hasKeys() ? "encrypted" : "left out");
    }

    private static Row row(Backups.Content content) {
        return new Row()
                .with("file", content.file().toString())
                .with("bytes", content.bytes())
                .with("made", content.made().toString())
                .with("version", content.version())
                .with("identity", new Ident(content.identity().hex()))
                .with("device", new Ident(content.device().hex()))
                .with("keys", content.hasKeys() ? "encrypted" : "left out")
                .with("settings", content.settings())
                .with(
                        "parties",
                        content.parties().stream()
                                .map(party -> new Row()
                                        .with("id", new Ident(party.id().hex()))
                                        .with("label", party.label())
                                        .with("feeds", party.feeds())
                                        .with("blocks", party.blocks()))
                                .toList());
    }

    private static Bytes passphrase(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Failures.notFound("there is no file " + file);
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String line = reader.readLine();
            if (line == null || line.isBlank()) {
                throw Failures.usage("the first line of " + file + " is empty: that is no passphrase");
            }
            return Bytes.utf8(line);
        }
    }

    private Path path(String file) {
        return call.session().folder().resolve(file);
    }

    private Backups backups() {
        return call.need(call.services().backups(), "Backups service");
    }

    @Command(name = "stop", description = "Stop the node in order.", footer = "%nExample:  node:stop --yes")
    Output stop(@Option(names = "--yes", description = "Do not ask.") boolean yes) {
        Node node = node();
        call.confirm(yes, "Stop this node?");
        node.stop();
        return new Output.Done("The node is stopping", new Row().with("stopping", true));
    }

    private static Output settings(List<Configuration.Setting> settings) {
        List<Row> rows = settings.stream()
                .map(setting -> new Row()
                        .with("pid", setting.pid())
                        .with("key", setting.key())
                        .with("value", setting.value())
                        .with("origin", setting.origin().name().toLowerCase(Locale.ROOT))
                        .with("place", setting.place())
                        .with("description", setting.description()))
                .toList();
        return new Output.Rows(
                rows, List.of("pid", "key", "value", "origin", "place", "description"), "There are no such settings.");
    }

    private Node node() {
        return call.need(call.services().node(), "Node service");
    }

    private Configuration configuration() {
        return call.need(call.services().configuration(), "Configuration service");
    }
}
