package org.dxos.shell.internal.command;

import java.util.List;
import org.dxos.shell.internal.cli.Scope;

/** Every scope, in the order of the help. */
public final class AllScopes {
    private AllScopes() {}

    public static List<Scope> list() {
        return List.of(
                Scope.of(PartyCommands.class, PartyCommands::new),
                Scope.of(ItemCommands.class, ItemCommands::new),
                Scope.of(LinkCommands.class, LinkCommands::new),
                Scope.of(QueryCommands.class, QueryCommands::new),
                Scope.of(IndexCommands.class, IndexCommands::new),
                Scope.of(SchemaCommands.class, SchemaCommands::new),
                Scope.of(FeedCommands.class, FeedCommands::new),
                Scope.of(BlobCommands.class, BlobCommands::new),
                Scope.of(ObjectCommands.class, ObjectCommands::new),
                Scope.of(TextCommands.class, TextCommands::new),
                Scope.of(NodeCommands.class, NodeCommands::new),
                Scope.of(DeployCommands.class, DeployCommands::new),
                Scope.of(HealthCommands.class, HealthCommands::new),
                Scope.of(LogCommands.class, LogCommands::new),
                Scope.of(ShellCommands.class, ShellCommands::new));
    }
}
