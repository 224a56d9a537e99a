package org.dxos.shell.internal.cli;

import org.dxos.shell.internal.output.Format;
import picocli.CommandLine.Option;

/** What every command takes. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "<format>",
            description = "Output: ${COMPLETION-CANDIDATES}. For scripts: json, jsonl, id.")
    Format format = Format.TABLE;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print nothing; in the shell, give the result to a variable: x = (item:create -q text).")
    boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
