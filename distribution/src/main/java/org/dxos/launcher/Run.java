package org.dxos.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleException;

/** Runs a node in this process until it is stopped. */
final class Run {
    private final Path distribution;
    private final String version;
    private final PrintStream out;

    Run(Path distribution, String version, PrintStream out) {
        this.distribution = distribution;
        this.version = version;
        this.out = out;
    }

    /** Runs a node; with a script, until that has ended. Returns the exit code. */
    int run(Arguments arguments, Optional<Path> script)
            throws IOException, LaunchException, BundleException, InterruptedException {
        try (Home home = Home.open(arguments.home(), distribution.resolve("conf"))) {
            boolean shell = !arguments.background() && script.isEmpty() && System.console() != null;
            // Read once by each of their users, so they are set before anything else runs.
            System.setProperty("java.io.tmpdir", home.folder().resolve("tmp").toString());
            System.setProperty("dxos.home", home.folder().toString());
            NodeFramework framework = new NodeFramework(properties(arguments, script, shell));
            Thread hook = new Thread(() -> stop(framework), "stop");
            Runtime.getRuntime().addShutdownHook(hook);
            framework.start(distribution.resolve("system"));
            if (script.isEmpty()) {
                welcome(arguments, framework);
            } else {
                framework.problems().forEach(problem -> System.err.println("warning: " + problem));
            }
            if (shell) {
                framework.startShell();
            }
            return framework.await();
        }
    }

    private Map<String, String> properties(Arguments arguments, Optional<Path> script, boolean shell) {
        Path home = arguments.home();
        Map<String, String> properties = new HashMap<>();
        properties.put(
                "org.osgi.framework.storage", home.resolve("cache/bundles").toString());
        properties.put("org.osgi.framework.storage.clean", "onFirstInit");
        properties.put(
                "org.osgi.framework.startlevel.beginning",
                Integer.toString(shell ? StartLevels.NODE : StartLevels.SHELL));
        properties.put("felix.cm.dir", home.resolve("cache/config").toString());
        properties.put("felix.log.level", "1");
        properties.put("org.ops4j.pax.logging.DefaultServiceLog.level", "ERROR");
        properties.put(
                "org.ops4j.pax.logging.property.file",
                home.resolve("conf/logback.xml").toString());
        properties.put("gosh.home", distribution.resolve("shell").toString());
        properties.put("gosh.args", shell ? "" : "--nointeractive");
        properties.put("dxos.home", home.toString());
        properties.put("dxos.distribution", distribution.toString());
        properties.put("dxos.profile", arguments.profile());
        properties.put("dxos.version", version);
        properties.put("dxos.interactive", Boolean.toString(shell));
        script.ifPresent(file -> properties.put("dxos.script", file.toString()));
        return properties;
    }

    private void welcome(Arguments arguments, NodeFramework framework) {
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        out.println();
        out.println("  D X O S   " + version + "   started in " + sinceStart + " ms, process "
                + ProcessHandle.current().pid());
        out.println("  home      " + arguments.home() + "   (deploy/ takes bundles, conf/ settings)");
        out.println("  log       " + arguments.home().resolve("log/dxos.log"));
        if (arguments.profile().equals("development")) {
            out.println("  profile   development: bundles dropped into deploy/ run without approval");
        }
        framework.problems().forEach(problem -> out.println("  WARNING   " + problem));
        out.println();
        out.println("  help           lists the commands, help SCOPE:COMMAND explains one");
        out.println("  deploy:list    shows what became of each file in deploy/");
        out.println("  Ctrl-D         stops the node");
        out.println();
        out.flush();
    }

    private static void stop(NodeFramework framework) {
        try {
            if (!framework.stop()) {
                System.err.println("a bundle did not stop in time; ending the process");
                Runtime.getRuntime().halt(Exit.FAILED);
            }
        } catch (BundleException e) {
            System.err.println("cannot stop in order: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The script named on the command line. */
    static Path script(Arguments arguments) throws LaunchException {
        if (arguments.rest().size() != 1) {
            throw new LaunchException(Exit.USAGE, "usage: dxos script FILE [--home DIR]");
        }
        Path file = Path.of(arguments.rest().get(0)).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new LaunchException(Exit.NOT_FOUND, "cannot read the script " + file);
        }
        return file;
    }
}
