package org.dxos.shell.internal.command;

import java.util.List;
import java.util.Locale;
import org.dxos.node.Health;
import org.dxos.node.HealthResult;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import picocli.CommandLine.Command;

@Command(name = "health", description = "Whether all is well.")
final class HealthCommands {
    private final Call call;

    HealthCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "check",
            description = "Ask every health check. Fails (exit code 1) when one of them is down.",
            footer = "%nExample:  health:check -o json")
    Output check() {
        List<Health.Report> reports =
                call.need(call.services().health(), "Health service").check();
        List<Row> rows = reports.stream()
                .map(report -> new Row()
                        .with("name", report.name())
                        .with("status", report.result().status().name().toLowerCase(Locale.ROOT))
                        .with("message", report.result().message())
                        .with("milliseconds", report.took().toMillis()))
                .toList();
        Output output = new Output.Rows(
                rows, List.of("name", "status", "message", "milliseconds"), "There are no health checks.");
        if (Health.worst(reports) != HealthResult.Status.DOWN) {
            return output;
        }
        call.printer().print(output);
        throw Failures.failed("down: "
                + String.join(
                        ", ",
                        reports.stream()
                                .filter(report -> report.result().status() == HealthResult.Status.DOWN)
                                .map(Health.Report::name)
                                .toList()));
    }
}
