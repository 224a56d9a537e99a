package org.dxos.launcher;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleException;

/** Entry of {@code bin/dxos}. */
public final class Main {
    private static final String HELP =
            """
            dxos: a node of DXOS on OSGi

            usage: dxos run                      start a node here, with a shell
                   dxos start | stop | status    a node in the background
                   dxos script FILE              start a node, run the commands in FILE, stop; exits with 0 or 1
                   dxos SCOPE COMMAND ...        run a shell command in the running node
                   dxos --help | --version

            options: --home DIR       folder with all state of the node (default: $DXOS_HOME, else ~/.dxos)
                     --profile NAME   production (default) or development
                     -o json          with shell commands: output for programs
                     --restore FILE   with run, start and script: first make the home, which must be empty, of a backup
                     --passphrase-file FILE | --without-keys   with --restore: how to open its keys, or to be somebody new

            environment: DXOS_HOME, DXOS_PROFILE, DXOS_JAVA_OPTS (options of the virtual machine), JAVA_HOME

            example: dxos start && dxos node info && dxos deploy list -o json

            exit codes: 0 ok, 1 failed, 2 usage, 3 not found or not running, 4 denied, 5 timeout or unreachable,
                        6 conflict, 130 interrupted
            """;

    private Main() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] words) {
        int exitCode;
        try {
            exitCode = dispatch(Arguments.parse(List.of(words), System.getenv()));
        } catch (LaunchException e) {
            System.err.println("dxos: " + e.getMessage());
            exitCode = e.exitCode();
        } catch (IOException | BundleException e) {
            System.err.println("dxos: " + e);
            exitCode = Exit.FAILED;
        } catch (InterruptedException e) {
            exitCode = 130;
        }
        // Bundles may leave threads that are not daemons.
        System.exit(exitCode);
    }

    private static int dispatch(Arguments arguments)
            throws IOException, LaunchException, BundleException, InterruptedException {
        Run run = new Run(distribution(), version(), System.out);
        Background background = new Background(System.out);
        Restoring restoring = new Restoring(distribution(), System.out);
        switch (arguments.verb()) {
            case "help" -> System.out.print(HELP);
            case "--version" -> System.out.println("dxos " + version());
            case "run" -> {
                noMore(arguments);
                restoring.run(arguments);
                return run.run(arguments, Optional.empty());
            }
            case "script" -> {
                Path script = Run.script(arguments);
                restoring.run(arguments);
                return run.run(arguments, Optional.of(script));
            }
            case "start" -> {
                noMore(arguments);
                restoring.run(arguments);
                return background.start(arguments);
            }
            case "stop" -> {
                noMore(arguments);
                return background.stop(arguments);
            }
            case "status" -> {
                noMore(arguments);
                return background.status(arguments);
            }
            default -> {
                List<String> command = new ArrayList<>();
                command.add(arguments.verb());
                command.addAll(arguments.rest());
                return new Client(System.out, System.err).run(arguments.home(), command);
            }
        }
        return Exit.OK;
    }

    private static void noMore(Arguments arguments) throws LaunchException {
        if (!arguments.rest().isEmpty()) {
            throw new LaunchException(
                    Exit.USAGE,
                    arguments.verb() + " takes no " + arguments.rest().get(0) + "; see dxos --help");
        }
    }

    /** The folder that this program was started from: the parent of {@code lib}. */
    private static Path distribution() {
        try {
            Path jar = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.toAbsolutePath().resolve("../..").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher lies at no file", e);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "unversioned" : version;
    }
}
