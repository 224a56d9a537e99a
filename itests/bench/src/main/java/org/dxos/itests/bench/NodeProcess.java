package org.dxos.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A node with a shell, in a process and a terminal of its own: {@code script} of util-linux makes the terminal. */
final class NodeProcess implements AutoCloseable {
    private static final String PROMPT = "dxos> ";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Process process;
    private final Instant begun;
    private final Duration toPrompt;

    private NodeProcess(Path home, Process process, Instant begun, Duration toPrompt) {
        this.home = home;
        this.process = process;
        this.begun = begun;
        this.toPrompt = toPrompt;
    }

    /** Starts a node; returns when it shows its prompt. */
    static NodeProcess start(Path distribution, Path home) throws IOException {
        String command = "stty rows 24 cols 120; exec '" + distribution.resolve("bin/dxos") + "' run --home '" + home
                + "' --profile development";
        ProcessBuilder builder = new ProcessBuilder("script", "-qfec", command, "/dev/null").redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        Instant begun = Instant.now();
        Process process = builder.start();
        StringBuilder shown = new StringBuilder();
        InputStream in = process.getInputStream();
        byte[] part = new byte[4096];
        while (shown.indexOf(PROMPT) < 0) {
            int length = in.read(part);
            Bench.check(length >= 0, "the node ended before its prompt: " + shown);
            shown.append(new String(part, 0, length, StandardCharsets.UTF_8));
        }
        return new NodeProcess(home, process, begun, Duration.between(begun, Instant.now()));
    }

    Duration toPrompt() {
        return toPrompt;
    }

    Instant begun() {
        return begun;
    }

    double residentMebibytes() throws IOException {
        return Bench.residentMebibytes(pid());
    }

    /** When the bundle of a round registered its service; waits for that. */
    Instant registered(String round) throws IOException, InterruptedException {
        Path file = TimedBundle.file(home, round);
        Instant until = Instant.now().plus(PATIENCE);
        while (!Files.exists(file)) {
            Bench.check(Instant.now().isBefore(until), "the bundle of round " + round + " never started");
            Thread.sleep(5);
        }
        Instant moment = Instant.parse(Files.readString(file));
        Files.delete(file);
        return moment;
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readAllLines(home.resolve("run/lock")).get(0));
    }

    @Override
    public void close() throws IOException {
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroy);
        try {
            Bench.check(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the node does not stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
