package org.dxos.shell.internal.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dxos.node.Configuration;
import org.dxos.node.Node;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Output;
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
