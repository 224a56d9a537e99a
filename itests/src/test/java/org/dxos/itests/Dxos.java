package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code bin/dxos} of the assembled node as a process of its own. */
final class Dxos {
    private static final long PATIENCE_SECONDS = 120;

    /** How a run of the program ended. */
    record Result(int code, String out, String err) {
        Result expect(int expected) {
            assertEquals(expected, code, () -> "output: " + out + "\nerrors: " + err);
            return this;
        }
    }

    private final Path home;
    private final Path program;
    private final Map<String, String> environment = new HashMap<>();

    Dxos(Path home) {
        this(home, Tree.NODE);
    }

    /** @param node the folder of an assembled node */
    Dxos(Path home, Path node) {
        this.home = home;
        this.program = node.resolve("bin/dxos");
        assertTrue(Files.isExecutable(program), "the node is not assembled at " + node);
    }

    Path home() {
        return home;
    }

    /** Gives later runs a variable of the environment. */
    Dxos with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    Result run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(words));
        command.addAll(List.of("--home", home.toString()));
        Path out = Files.createTempFile("dxos", ".out");
        Path err = Files.createTempFile("dxos", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end; it said " + read(out) + read(err));
            }
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The first line of the verdict file, once there is one with a verdict that begins as expected; fails after a while. */
    String awaitVerdict(String file, String begin, long seconds) throws IOException, InterruptedException {
        Path status = deploy().resolve(file + ".status");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String seen = "(none)";
        while (System.nanoTime() < until) {
            if (Files.exists(status)) {
                seen = Files.readString(status);
                if (seen.startsWith(begin)) {
                    return seen;
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError(file + ": expected a verdict that begins with \"" + begin + "\" within " + seconds
                + " s, but it is: " + seen + "\nlog:\n" + read(home.resolve("log/dxos.log")));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
