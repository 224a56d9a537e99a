package org.dxos.shell.internal.cli;

import java.util.List;
import java.util.Optional;
import org.dxos.echo.Echo;
import org.dxos.echo.model.Model;
import org.dxos.node.Backups;
import org.dxos.node.Configuration;
import org.dxos.node.Deployments;
import org.dxos.node.Health;
import org.dxos.node.Logging;
import org.dxos.node.Node;

/** What commands work on: each may be missing at any time. Any thread. */
public interface Services {
    Optional<Echo> echo();

    Optional<Node> node();

    Optional<Deployments> deployments();

    Optional<Health> health();

    Optional<Configuration> configuration();

    Optional<Logging> logging();

    Optional<Backups> backups();

    /** The installed models. */
    List<Model<?, ?, ?>> models();
}
