package org.dxos.node.internal.osgi;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.apache.felix.service.command.CommandProcessor;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.node.Deployments;
import org.dxos.node.internal.command.Script;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once the framework has started and the deploy folder has been looked at: writes the process id to {@code run/ready}, then runs
 * the script named by {@code dxos.script}, if one is, and stops the node.
 */
@Component(
        service = {},
        immediate = true)
public final class Startup implements FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final BundleContext context;
    private final CommandProcessor processor;
    private final Deployments deployments;
    private final SystemScheduler thread =
            new SystemScheduler("startup", 1, failure -> LOG.error("the node could not start up", failure));

    @Activate
    public Startup(BundleContext context, @Reference CommandProcessor processor, @Reference Deployments deployments) {
        this.context = context;
        this.processor = processor;
        this.deployments = deployments;
        context.addFrameworkListener(this);
        if (context.getBundle(0).getState() == Bundle.ACTIVE) {
            thread.execute(this::started);
        }
    }

    @Deactivate
    public void close() {
        context.removeFrameworkListener(this);
        thread.close();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            thread.execute(this::started);
        }
    }

    private void started() {
        deployments.scan();
        Path ready = HomeFolder.of(context).run().resolve("ready");
        try {
            Files.writeString(ready, ProcessHandle.current().pid() + "\n");
            String script = context.getProperty("dxos.script");
            if (script != null) {
                exit(run(Path.of(script)));
            }
        } catch (IOException e) {
            LOG.error("the node could not start up: {}", e.toString());
        }
    }

    private int run(Path file) throws IOException {
        // System.out is replaced by the shell's own; giving it that would make it print to itself for ever. These two
        // stay open:
        // they are the process's.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        try (Shell shell = new Shell(processor, out, err)) {
            for (Script.Statement statement : Script.statements(Files.readString(file))) {
                int code = shell.run(statement.text(), file + ":" + statement.line() + ": ");
                if (code != 0) {
                    return 1;
                }
            }
            return 0;
        }
    }

    private void exit(int code) {
        try {
            for (ServiceReference<IntConsumer> reference :
                    context.getServiceReferences(IntConsumer.class, "(dxos.exit=true)")) {
                context.getService(reference).accept(code);
            }
            context.getBundle(0).stop();
        } catch (BundleException | org.osgi.framework.InvalidSyntaxException e) {
            LOG.error("the node does not stop: {}", e.toString());
        }
    }
}
