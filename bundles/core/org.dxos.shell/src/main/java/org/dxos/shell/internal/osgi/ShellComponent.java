package org.dxos.shell.internal.osgi;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.Echo;
import org.dxos.echo.model.Model;
import org.dxos.node.Backups;
import org.dxos.node.Configuration;
import org.dxos.node.Deployments;
import org.dxos.node.Health;
import org.dxos.node.Logging;
import org.dxos.node.Node;
import org.dxos.shell.internal.cli.Services;
import org.dxos.shell.internal.cli.Shell;
import org.dxos.shell.internal.command.AllScopes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers one gogo function for each command. The commands are there even while what they work on is not. */
@Component(service = {})
public final class ShellComponent implements Services {
    private static final Logger LOG = LoggerFactory.getLogger(ShellComponent.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Echo echo;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Node node;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Deployments deployments;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Health health;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Configuration configuration;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Logging logging;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Backups backups;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Model<?, ?, ?>> models = List.of();

    private final SystemScheduler scheduler =
            new SystemScheduler("shell", 1, failure -> LOG.warn("a command could not say that it works", failure));
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    void activate(BundleContext context) {
        Shell shell = new Shell(AllScopes.list(), this, scheduler);
        for (String name : shell.names()) {
            register(context, name, new GogoCommand(shell, name));
        }
        register(context, "shell:" + GogoCompletion.FUNCTION, new GogoCompletion(shell));
        register(context, "shell:" + UnknownCommand.FUNCTION, new UnknownCommand(shell));
        registrations.add(context.registerService(CommandSessionListener.class, new CompletionSetup(shell), null));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        scheduler.close();
    }

    private void register(BundleContext context, String name, Function function) {
        int colon = name.indexOf(':');
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", name.substring(0, colon));
        properties.put("osgi.command.function", name.substring(colon + 1));
        registrations.add(context.registerService(Function.class, function, properties));
    }

    @Override
    public Optional<Echo> echo() {
        return Optional.ofNullable(echo);
    }

    @Override
    public Optional<Node> node() {
        return Optional.ofNullable(node);
    }

    @Override
    public Optional<Deployments> deployments() {
        return Optional.ofNullable(deployments);
    }

    @Override
    public Optional<Health> health() {
        return Optional.ofNullable(health);
    }

    @Override
    public Optional<Configuration> configuration() {
        return Optional.ofNullable(configuration);
    }

    @Override
    public Optional<Logging> logging() {
        return Optional.ofNullable(logging);
    }

    @Override
    public Optional<Backups> backups() {
        return Optional.ofNullable(backups);
    }

    @Override
    public List<Model<?, ?, ?>> models() {
        return models;
    }
}
