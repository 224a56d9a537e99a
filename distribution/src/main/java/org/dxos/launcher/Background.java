package org.dxos.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts, stops and looks at a node in another process. */
final class Background {
    private static final long START_MILLIS = 60_000;
    private static final long STOP_SECONDS = 30;
    private static final long LOOK_MILLIS = 50;

    private final PrintStream out;

    Background(PrintStream out) {
        this.out = out;
    }

    int start(Arguments arguments) throws IOException, LaunchException, InterruptedException {
        Path home = arguments.home();
        if (Home.runningIn(home).isPresent()) {
            throw new LaunchException(Exit.CONFLICT, "the home folder " + home + " is in use by " + Home.holder(home));
        }
        Files.createDirectories(home.resolve("log"));
        File console = home.resolve("log/console.log").toFile();
        Process process = new ProcessBuilder(command(arguments))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.to(console))
                .redirectErrorStream(true)
                .start();
        long until = System.currentTimeMillis() + START_MILLIS;
        while (!isReady(home, process.pid())) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LaunchException(
                        process.exitValue() == 0 ? Exit.FAILED : process.exitValue(),
                        "the node ended while it started:\n"
                                + Files.readString(console.toPath()).strip());
            }
            if (System.currentTimeMillis() > until) {
                throw new LaunchException(Exit.UNREACHABLE, "the node is not ready after a minute; see " + console);
            }
        }
        out.println("node started: process " + process.pid() + ", home " + home);
        out.println("log: " + home.resolve("log/dxos.log") + "   stop it with: dxos stop --home " + home);
        return Exit.OK;
    }

    int stop(Arguments arguments) throws IOException, LaunchException, InterruptedException {
        Optional<ProcessHandle> process = Home.runningIn(arguments.home());
        if (process.isEmpty()) {
            out.println("no node runs on " + arguments.home());
            return Exit.OK;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
            throw new LaunchException(
                    Exit.UNREACHABLE, "process " + process.get().pid() + " has not ended after " + STOP_SECONDS + " s");
        }
        out.println("node stopped: process " + process.get().pid());
        return Exit.OK;
    }

    int status(Arguments arguments) throws IOException {
        Optional<ProcessHandle> process = Home.runningIn(arguments.home());
        if (process.isEmpty()) {
            out.println("not running: " + arguments.home());
            return Exit.NOT_FOUND;
        }
        long pid = process.get().pid();
        out.println((isReady(arguments.home(), pid) ? "running" : "starting") + ": process " + pid + ", home "
                + arguments.home());
        return Exit.OK;
    }

    private static boolean isReady(Path home, long pid) throws IOException {
        Path ready = Home.readyFile(home);
        return Files.exists(ready) && Files.readString(ready).strip().equals(Long.toString(pid));
    }

    /** This very virtual machine with its options, to run a node. */
    private static List<String> command(Arguments arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("run", "--background", "--home", arguments.home().toString()));
        command.addAll(List.of("--profile", arguments.profile()));
        return command;
    }
}
