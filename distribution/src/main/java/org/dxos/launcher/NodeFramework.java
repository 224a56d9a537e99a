package org.dxos.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The OSGi framework with the bundles of the distribution in it. */
final class NodeFramework {
    private static final long STOP_MILLIS = 20_000;

    private final Framework framework;
    private final AtomicInteger exitCode = new AtomicInteger(Exit.OK);
    private final List<String> problems = new ArrayList<>();

    NodeFramework(Map<String, String> properties) {
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lib/framework.jar is missing"));
        this.framework = factory.newFramework(properties);
    }

    /** Starts everything up to the start level that the properties begin with; returns once it runs. */
    void start(Path system) throws BundleException, IOException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        Dictionary<String, Object> exit = new Hashtable<>();
        exit.put("dxos.exit", true);
        context.registerService(IntConsumer.class, exitCode::set, exit);
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR) {
                synchronized (problems) {
                    problems.add(event.getBundle() + ": " + firstCause(event.getThrowable()));
                }
            }
        });
        for (Bundle bundle : install(context, system)) {
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        framework.start();
    }

    private static List<Bundle> install(BundleContext context, Path system) throws IOException, BundleException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(system, "*.jar")) {
            jars.forEach(files::add);
        }
        files.sort(null);
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            Bundle bundle = context.installBundle("reference:" + file.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(bundle.getSymbolicName()));
            bundles.add(bundle);
        }
        return bundles;
    }

    /** Lets the interactive shell start, once the welcome was printed; returns at once. */
    void startShell() {
        framework.adapt(FrameworkStartLevel.class).setStartLevel(StartLevels.SHELL);
    }

    /** Bundles of the distribution that should run and do not, and errors that the framework reported. */
    List<String> problems() {
        List<String> all = new ArrayList<>();
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            boolean due = bundle.adapt(BundleStartLevel.class) == null
                    || bundle.adapt(BundleStartLevel.class).getStartLevel() <= StartLevels.NODE;
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            if (due
                    && !fragment
                    && bundle.getState() != Bundle.ACTIVE
                    && bundle.getLocation().startsWith("reference:")) {
                all.add("bundle " + bundle.getSymbolicName() + " does not run");
            }
        }
        synchronized (problems) {
            all.addAll(problems);
        }
        return all;
    }

    /** Waits for the end of the node; returns the exit code that was asked for. */
    int await() throws InterruptedException {
        framework.waitForStop(0);
        return exitCode.get();
    }

    /** Stops the framework. Returns whether it came to rest in time: a bundle that never returns can keep it. */
    boolean stop() throws BundleException, InterruptedException {
        framework.stop();
        return framework.waitForStop(STOP_MILLIS).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    private static String firstCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
