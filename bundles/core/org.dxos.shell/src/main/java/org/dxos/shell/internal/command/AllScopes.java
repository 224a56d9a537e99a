package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.shell.internal.cli.Scope;

/** Every scope, in the order of the help. */
public final class AllScopes {
    private AllScopes() {}

    public static List<Scope> list() {
        return List.of(
                new Scope("party", PartyCommands::new),
                new Scope("item", ItemCommands::new),
                new Scope("link", LinkCommands::new),
                new Scope("query", QueryCommands::new),
                new Scope("feed", FeedCommands::new),
                new Scope("object", ObjectCommands::new),
                new Scope("text", TextCommands::new),
                new Scope("node", NodeCommands::new),
                new Scope("deploy", DeployCommands::new),
                new Scope("health", HealthCommands::new),
                new Scope("log", LogCommands::new),
                new Scope("shell", ShellCommands::new));
    }
}
