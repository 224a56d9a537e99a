package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.dxos.base.loop.Clock;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.node.BundleName;
import org.dxos.node.Node;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process as the virtual machine and the system tell about it. */
@Component(immediate = true)
public final class RunningNode implements Node, FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    private final BundleContext context;
    private final HomeFolder home;
    private final Clock clock = Clock.system();
    private volatile Duration startTime = Duration.ZERO;

    @Activate
    public RunningNode(BundleContext context) {
        this.context = context;
        this.home = HomeFolder.of(context);
        context.addFrameworkListener(this);
    }

    @Deactivate
    public void close() {
        context.removeFrameworkListener(this);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            startTime = Duration.between(started(), clock.now());
        }
    }

    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    @Override
    public Info info() {
        RuntimeMXBean machine = ManagementFactory.getRuntimeMXBean();
        Bundle[] bundles = context.getBundles();
        int active = (int) Arrays.stream(bundles)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
        return new Info(
                home.version(),
                home.home(),
                home.profile(),
                ProcessHandle.current().pid(),
                started(),
                startTime,
                machine.getVmName() + " " + Runtime.version(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                residentMemory(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                active,
                bundles.length);
    }

    /** Linux tells it in a line like {@code VmRSS:  133752 kB}; other systems do not. */
    private static long residentMemory() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public List<Installed> bundles() {
        return Arrays.stream(context.getBundles())
                .map(bundle -> new Installed(
                        bundle.getBundleId(),
                        new BundleName(
                                bundle.getSymbolicName(), bundle.getVersion().toString()),
                        state(bundle.getState()),
                        bundle.getLocation().startsWith(Deployer.LOCATION) ? "deploy" : "system"))
                .toList();
    }

    private static String state(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "INSTALLED";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.STARTING -> "STARTING";
            case Bundle.STOPPING -> "STOPPING";
            case Bundle.ACTIVE -> "ACTIVE";
            default -> "UNINSTALLED";
        };
    }

    @Override
    public void stop() {
        SystemScheduler once = new SystemScheduler("stop", 1, failure -> LOG.error("the node does not stop", failure));
        once.execute(() -> {
            try {
                context.getBundle(0).stop();
            } catch (BundleException e) {
                LOG.error("the node does not stop: {}", e.toString());
            }
        });
    }
}
