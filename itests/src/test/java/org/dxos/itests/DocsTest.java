package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages tell people to type is typed, and what they show must come. */
class DocsTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private final DocSession session = new DocSession();

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/tour.md"})
    void showsWhatHappens(String page) throws Exception {
        List<DocSession.Step> steps = DocSession.steps(Tree.ROOT.resolve(page));
        assertTrue(steps.size() > 5, page + " shows no session");
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start", "--profile", "development").expect(0);
        try {
            Watch watch = null;
            for (DocSession.Step step : steps) {
                if (step.command().startsWith("query:watch")) {
                    watch = new Watch(step);
                    continue;
                }
                run(step);
                if (watch != null) {
                    watch.expectAll();
                    watch = null;
                }
            }
        } finally {
            dxos.run("stop");
        }
    }

    @Test
    void noticesAPageThatIsWrong() {
        DocSession ids = new DocSession();
        assertTrue(ids.matches("0123456789ab  one  …", "ffffffffffff  one  2026"));
        assertTrue(ids.matches("0123456789abcdef0123456789abcdef", "ffffffffffff00000000000000000000"));
        assertEquals(false, ids.matches("0123456789ab  one", "ffffffffffff  two"));
        assertEquals(false, ids.matches("0123456789ab", "eeeeeeeeeeee"));
        assertEquals(false, ids.matches("aaaaaaaaaaaa", "ffffffffffff"));
    }

    private void run(DocSession.Step step) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = start(step, out);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(step.place() + ": " + step.command() + " does not end");
        }
        String printed = Files.readString(out);
        assertEquals(0, process.exitValue(), step.place() + ": " + step.command() + "\n" + printed);
        if (!step.shown().isEmpty()) {
            compare(step, printed.lines().toList());
        }
    }

    private void compare(DocSession.Step step, List<String> lines) {
        for (int i = 0; i < step.shown().size(); i++) {
            String line = i < lines.size() ? lines.get(i) : "(nothing)";
            assertTrue(
                    session.matches(step.shown().get(i), line),
                    step.place() + ": " + step.command() + "\nshown: "
                            + step.shown().get(i) + "\nis:    " + line);
        }
        assertEquals(step.shown().size(), lines.size(), step.place() + ": " + step.command() + "\n" + lines);
    }

    private Process start(DocSession.Step step, Path out) throws IOException {
        String line = (step.inNode() ? "dxos " : "") + session.command(step);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec 2>&1; " + (step.inNode() ? "exec " : "") + line);
        builder.environment().put("DXOS_HOME", folder.resolve("home").toString());
        builder.environment().merge("PATH", "", (path, none) -> Tree.NODE.resolve("bin") + ":" + path);
        return builder.directory(Tree.ROOT.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .start();
    }

    /** A command that shows changes while the next one is run. */
    private final class Watch {
        private final DocSession.Step step;
        private final Path out = folder.resolve("watched");
        private final Process process;

        Watch(DocSession.Step step) throws IOException, InterruptedException {
            this.step = step;
            this.process = start(step, out);
            long before = step.shown().stream()
                    .takeWhile(line -> line.startsWith("Watching") || line.startsWith("added "))
                    .count();
            await(before);
        }

        void expectAll() throws IOException, InterruptedException {
            await(step.shown().size());
            process.destroy();
            process.waitFor();
            compare(step, Files.readAllLines(out));
        }

        private void await(long lines) throws IOException, InterruptedException {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (Files.readString(out).lines().count() < lines) {
                if (!process.isAlive() || System.nanoTime() > until) {
                    process.destroyForcibly();
                    throw new AssertionError(step.place() + ": " + step.command() + " shows\n" + Files.readString(out));
                }
                Thread.sleep(20);
            }
        }
    }
}
