package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

@Command(name = "shell", description = "The commands themselves.")
final class ShellCommands {
    private static final String EXIT_CODES =
            "Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 denied, 5 timeout, 6 conflict.";

    private final Call call;

    ShellCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "help",
            description = "All commands, those of one scope, or the page of one command.",
            footer = {"%nExample:  shell:help item:create", EXIT_CODES})
    Output help(
            @Parameters(paramLabel = "<command>", arity = "0..1", description = "Such as item or item:create.")
                    @Nullable
                    String name) {
        if (name != null && name.contains(":")) {
            String page = call.shell().help(name, call.printer().io().colour());
            return new Output.Page(
                    page,
                    new Row().with("command", name).with("help", call.shell().help(name, false)));
        }
        if (name != null) {
            call.shell().expectScope(name);
        }
        List<Row> rows = call.shell().names().stream()
                .filter(command -> name == null || command.startsWith(name + ":"))
                .map(this::row)
                .toList();
        call.printer().say("A command followed by --help shows its page. " + EXIT_CODES);
        return new Output.Rows(rows, List.of("command", "purpose"), "");
    }

    private Row row(String command) {
        CommandSpec spec = call.shell().spec(command);
        String example = String.join("\n", spec.usageMessage().footer())
                .replace("%n", "")
                .lines()
                .filter(line -> line.startsWith("Example:"))
                .map(line -> line.substring("Example:".length()).strip())
                .findFirst()
                .orElse("");
        return new Row()
                .with("command", command)
                .with("purpose", spec.usageMessage().description()[0])
                .with("example", example);
    }
}
