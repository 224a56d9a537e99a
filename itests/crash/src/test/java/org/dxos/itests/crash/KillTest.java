package org.dxos.itests.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dxos.storage.StorageException;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed again and again; each new one finds what the last was told is safe. */
final class KillTest {
    @TempDir
    Path home;

    /** What the processes have told, by thread. */
    private final long[] tried = new long[WritingProcess.THREADS];

    private final long[] safe = new long[WritingProcess.THREADS];
    private long safeWrites;

    @Test
    void no_acknowledged_write_is_lost_and_none_is_invented(TestReporter reporter) throws Exception {
        int kills = Tier.current().choose(50, 1000);
        long seed = Seeds.of(KillTest.class.getName(), 1, 1).get(0);
        SeededRandom random = new SeededRandom(seed);
        for (int kill = 0; kill < kills; kill++) {
            int millis = random.between(5, 500);
            run(millis, "kill " + kill + " after " + millis + " ms, seed " + seed);
        }
        assertTrue(safeWrites > kills, "only " + safeWrites + " writes were acknowledged");
        reporter.publishEntry("kills", kills + " kills, " + safeWrites + " acknowledged writes, seed " + seed);
    }

    private void run(int millis, String when) throws Exception {
        Process process = start();
        try (BufferedReader lines = lines(process)) {
            readFound(lines, when);
            process.waitFor(millis, TimeUnit.MILLISECONDS);
            // Through its handle: the process itself would close the pipe, with what the dead one has told last.
            process.toHandle().destroyForcibly();
            String line;
            while ((line = lines.readLine()) != null) {
                note(line, when);
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private void readFound(BufferedReader lines, String when) throws IOException {
        String line;
        while (!"ready".equals(line = lines.readLine())) {
            if (line == null || !line.startsWith("found ")) {
                throw new AssertionError(when + ": " + line + rest(lines));
            }
            List<Long> words = numbers(line);
            int thread = words.get(0).intValue();
            long n = words.get(1);
            assertEquals(n, words.get(2), when + ": a batch was applied in part, or twice");
            assertTrue(n >= safe[thread], when + ": " + safe[thread] + " was safe, " + n + " is there");
            assertTrue(n <= tried[thread], when + ": " + tried[thread] + " was tried last, " + n + " is there");
            assertTrue(words.get(3) <= 1, when + ": an item is there twice");
        }
    }

    private static String rest(BufferedReader lines) throws IOException {
        StringBuilder rest = new StringBuilder();
        String line;
        while ((line = lines.readLine()) != null) {
            rest.append('\n').append(line);
        }
        return rest.toString();
    }

    private void note(String line, String when) {
        List<Long> words;
        if (line.matches("try \\d+ \\d+")) {
            words = numbers(line);
            tried[words.get(0).intValue()] = words.get(1);
        } else if (line.startsWith("safe ")) {
            words = numbers(line);
            safe[words.get(0).intValue()] = words.get(1);
            safeWrites++;
        } else {
            assertTrue("try safe ".contains(line), when + ": " + line);
        }
    }

    private static List<Long> numbers(String line) {
        return Arrays.stream(line.split(" ")).skip(1).map(Long::valueOf).toList();
    }

    @Test
    void a_home_in_use_is_refused_at_once_and_free_after_a_kill() throws Exception {
        Process process = start();
        try (BufferedReader lines = lines(process)) {
            readFound(lines, "first");
            long before = System.nanoTime();
            StorageException refused = assertThrows(StorageException.class, () -> new RealNode(home));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);

            assertTrue(refused.getMessage().contains("process " + process.pid()), refused.getMessage());
            assertTrue(millis < 1000, "refused after " + millis + " ms");
            process.destroyForcibly().waitFor();
            new RealNode(home).close();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }
}
