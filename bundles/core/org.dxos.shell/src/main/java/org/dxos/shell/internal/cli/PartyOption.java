package org.dxos.shell.internal.cli;

import org.dxos.echo.Acknowledgement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which party a command works on. */
public final class PartyOption {
    @Option(
            names = {"-p", "--party"},
            paramLabel = "<party>",
            description = "Label or id of the party; else the one chosen by party:use, or the only one.")
    public @Nullable String party;

    public PartyOption() {}

    /** The same, and when a write counts as done. */
    public static final class Write {
        @Option(
                names = {"-p", "--party"},
                paramLabel = "<party>",
                description = "Label or id of the party; else the one chosen by party:use, or the only one.")
        public @Nullable String party;

        @Option(
                names = "--ack",
                paramLabel = "<level>",
                description = "When the write counts as done: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
        public Acknowledgement level = Acknowledgement.DISK;

        public Write() {}
    }
}
