package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a person or a script uses it. */
class NodeProcessTest {
    @TempDir
    Path folder;

    @Test
    void startsAnswersAndStops() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("status").expect(3);
        Dxos.Result started = dxos.run("start").expect(0);
        try {
            assertTrue(started.out().contains("dxos.log"), started.out());
            assertTrue(dxos.run("status").expect(0).out().startsWith("running: process "));
            assertTrue(dxos.run("gogo", "echo", "it's a 'test'").expect(0).out().contains("it's a 'test'"));
            dxos.run("no", "such", "command").expect(2);
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(dxos.home().resolve("run/socket"))));
        } finally {
            dxos.run("stop").expect(0);
        }
        dxos.run("status").expect(3);
        dxos.run("gogo", "echo").expect(5);
    }

    @Test
    void allBundlesOfTheDistributionRun() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start").expect(0);
        try {
            assertFalse(Files.readString(dxos.home().resolve("log/console.log")).contains("WARNING"));
            String health = dxos.run("health", "check").expect(0).out();
            assertTrue(health.contains("bundles of the distribution run"), health);
        } finally {
            dxos.run("stop").expect(0);
        }
    }

    @Test
    void aSecondNodeOnOneHomeIsRefusedAndToldWhoHasIt() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start").expect(0);
        try {
            String pid = Files.readAllLines(dxos.home().resolve("run/lock")).get(0);
            Dxos.Result second = dxos.run("run").expect(6);
            assertTrue(second.err().contains("in use by process " + pid), second.err());
        } finally {
            dxos.run("stop").expect(0);
        }
    }

    @Test
    void aScriptEndsWithZeroOrAtItsFirstError() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        Path good = folder.resolve("good.gogo");
        Files.writeString(good, "# a comment\necho one\n\necho two\n");
        Dxos.Result result = dxos.run("script", good.toString()).expect(0);
        assertTrue(result.out().contains("one") && result.out().contains("two"), result.out());
        Path bad = folder.resolve("bad.gogo");
        Files.writeString(bad, "echo one\n\nno:such thing\necho never\n");
        result = dxos.run("script", bad.toString()).expect(1);
        assertTrue(result.err().contains("bad.gogo:3: "), result.err());
        assertFalse(result.out().contains("never"), result.out());
        dxos.run("script", folder.resolve("absent").toString()).expect(3);
    }

    @Test
    void settingsComeFromTheEnvironmentAndWrongOnesAreNamed() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"))
                .with("DXOS_ECHO_ENGINE_THREADS", "3")
                .with("DXOS_ECHO_ENGINE_COMMIT_DELAY", "soon");
        Path script = folder.resolve("config.gogo");
        Files.writeString(script, "node:config\n");
        String shown = dxos.run("script", script.toString()).expect(0).out();
        assertTrue(
                shown.lines().anyMatch(line -> line.contains("threads") && line.contains("$DXOS_ECHO_ENGINE_THREADS")),
                shown);
        String log = Files.readString(dxos.home().resolve("log/dxos.log"));
        assertTrue(log.contains("$DXOS_ECHO_ENGINE_COMMIT_DELAY: commit.delay: \"soon\""), log);
    }

    @Test
    void wrongUseIsSaidSo() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("run", "--nonsense").expect(2);
        dxos.run("start", "superfluous").expect(2);
        dxos.run("run", "--profile", "holiday").expect(2);
        assertTrue(dxos.run("--help").expect(0).out().contains("exit codes"));
        assertTrue(dxos.run("--version").expect(0).out().startsWith("dxos "));
    }
}
