package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third party's bundle comes, goes and changes under a running node. */
class HotDeployTest {
    private static final long LIMIT_SECONDS = 5;
    private static final long PATIENCE_SECONDS = 60;
    private static final String LEDGER = "ledger.jar";
    private static final String PROBE = "org.dxos.itests.probe";

    @TempDir
    Path folder;

    private Dxos dxos;

    @BeforeAll
    static void buildReleases() throws Exception {
        ThirdParty.release(1);
    }

    @BeforeEach
    void startNode() throws Exception {
        dxos = new Dxos(folder.resolve("home"));
        dxos.run("start", "--profile", "development").expect(0);
        drop("probe.jar", probeBundle());
        dxos.awaitVerdict("probe.jar", "STARTED", LIMIT_SECONDS);
        release(1);
        probe("found");
    }

    @AfterEach
    void stopNode() throws Exception {
        dxos.run("stop").expect(0);
    }

    @Test
    void itemsSleepWhileTheirBundleIsAwayAndLiveWhenItIsThere() throws Exception {
        String before = probe("hashes");
        probe("watch", ThirdParty.BUNDLE);
        remove(LEDGER);
        assertEquals("DORMANT 100 no state machine com.example.state/ledger is installed", status());
        assertEquals("alive:", probe("alive"));
        assertEquals("", heap());
        release(1);
        assertEquals("LIVE 100", status());
        assertEquals(before, probe("hashes"));
        restart();
        assertEquals("LIVE 100", status());
        assertEquals(before, probe("hashes"));
    }

    @Test
    void aNewerFormatTakesOverUnderWriteLoadAndNothingIsLostOrDoubled() throws Exception {
        probe("watch", ThirdParty.BUNDLE);
        probe("notes");
        probe("begin", "6");
        awaitCount("acknowledged", 300);
        release(2);
        probe("watch", ThirdParty.BUNDLE);
        awaitCount("acknowledged", 300);
        remove(LEDGER);
        awaitCount("refused", 50);
        awaitCount("steady", 50);
        release(2);
        probe("watch", ThirdParty.BUNDLE);
        awaitCount("acknowledged", 300);
        release(1);
        awaitCount("refused", 50);
        assertTrue(status().startsWith("OUTDATED"), status());
        release(2);
        awaitCount("acknowledged", 300);
        String counts = probe("end");
        awaitLive();
        assertTrue(counts.contains(" broken=0"), counts);
        assertTrue(probe("check").startsWith("right: "));
        assertEquals("notes:", probe("notes").replace(ThirdParty.BUNDLE, "").strip());
        assertEquals("alive:", probe("alive"));
        String lines = probe("lines");
        String hashes = probe("hashes");
        restart();
        awaitLive();
        assertEquals(lines, probe("lines"));
        assertEquals(hashes, probe("hashes"));
        remove(LEDGER);
        assertEquals("", heap());
    }

    @Test
    void aFacadeFromAReplacedBundleSaysSo() throws Exception {
        probe("hold", ThirdParty.BUNDLE);
        release(2);
        assertEquals("deposit NOT_LIVE, withdraw NOT_LIVE, balance NOT_LIVE", probe("stale"));
        assertEquals("LIVE 100", status());
    }

    @Test
    void anOlderNodeKeepsWhatItCannotReadAndReadsItAfterAnUpdate() throws Exception {
        release(2);
        probe("begin", "3");
        awaitCount("acknowledged", 100);
        probe("end");
        String lines = probe("lines");
        String archive = folder.resolve("ledgers.archive").toString();
        dxos.run("party", "export", "ledgers", archive).expect(0);
        dxos.run("stop").expect(0);
        dxos = new Dxos(folder.resolve("older"));
        dxos.run("start", "--profile", "development").expect(0);
        drop("probe.jar", probeBundle());
        dxos.awaitVerdict("probe.jar", "STARTED", LIMIT_SECONDS);
        release(1);
        String party =
                dxos.run("party", "import", archive, "-o", "id").expect(0).out().strip();
        dxos.run("party", "label", party, "ledgers").expect(0);
        String statuses = probe("statuses");
        for (String status : statuses.split("\n")) {
            assertTrue(status.strip().startsWith("OUTDATED "), statuses);
            assertTrue(status.contains("format 2"), statuses);
        }
        release(2);
        awaitLive();
        assertEquals(lines, probe("lines"));
    }

    @Test
    void shippedModelsLeaveNoClassLoaderBehindWhenTheyAreUpdated() throws Exception {
        assertEquals("mutations: 6", probe("renew", "org.dxos.model.object", "dxos.model/object", "count n 1"));
        assertEquals("mutations: 6", probe("renew", "org.dxos.model.text", "dxos.model/text", "insert 0 hello"));
        assertEquals("alive:", probe("alive"));
    }

    private void restart() throws Exception {
        dxos.run("stop").expect(0);
        dxos.run("start", "--profile", "development").expect(0);
        dxos.awaitVerdict("probe.jar", "STARTED", LIMIT_SECONDS);
        dxos.awaitVerdict(LEDGER, "STARTED", LIMIT_SECONDS);
    }

    private void release(int number) throws Exception {
        drop(LEDGER, ThirdParty.release(number));
        dxos.awaitVerdict(LEDGER, "STARTED runs\nbundle: " + ThirdParty.BUNDLE + "/" + number + ".0.0", LIMIT_SECONDS);
    }

    /** The status of the first ledger. */
    private String status() throws Exception {
        return probe("statuses").split("\n")[0].strip();
    }

    /** Long histories are taken in slices: waits until all ledgers are done. */
    private void awaitLive() throws Exception {
        long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        String statuses;
        do {
            statuses = probe("statuses");
            assertTrue(System.nanoTime() < until, statuses);
        } while (!Arrays.stream(statuses.split("\n"))
                .allMatch(status -> status.strip().startsWith("LIVE")));
    }

    private String probe(String... words) throws Exception {
        String[] command =
                Stream.concat(Stream.of("probe"), Arrays.stream(words)).toArray(String[]::new);
        return dxos.run(command).expect(0).out().strip();
    }

    /** Waits until a counter of the load has grown by so much. */
    private void awaitCount(String name, int more) throws Exception {
        long until = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        int first = -1;
        String counts = "";
        while (System.nanoTime() < until) {
            counts = probe("counts");
            Matcher matcher = Pattern.compile(name + "=(\\d+)").matcher(counts);
            assertTrue(matcher.find(), counts);
            int now = Integer.parseInt(matcher.group(1));
            first = first < 0 ? now : first;
            if (now >= first + more) {
                return;
            }
        }
        throw new AssertionError(name + " does not grow by " + more + ": " + counts);
    }

    /** Classes of the third party of which there are objects in the node's heap. */
    private String heap() throws Exception {
        String pid = Files.readAllLines(dxos.home().resolve("run/lock")).get(0);
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/jcmd", pid, "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("org.dxos.echo.engine"), said);
        return said.lines()
                .filter(line -> line.contains(ThirdParty.BUNDLE))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static byte[] probeBundle() throws IOException {
        Jars jar = Jars.bundle(PROBE, "1.0.0")
                .header("Bundle-Activator", PROBE + ".Probe")
                .header(
                        "Import-Package",
                        "org.dxos.base,org.dxos.base.key,org.dxos.echo,org.dxos.echo.model,"
                                + "org.osgi.framework,org.osgi.framework.wiring");
        Path classes = Path.of("target/test-classes", PROBE.replace('.', '/'));
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                jar.entry(PROBE.replace('.', '/') + "/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        return jar.bytes();
    }

    private void drop(String file, byte[] content) throws IOException {
        Path partial = dxos.home().resolve(file + ".part");
        Files.write(partial, content);
        Files.move(
                partial,
                dxos.deploy().resolve(file),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private void remove(String file) throws Exception {
        Files.delete(dxos.deploy().resolve(file));
        Path status = dxos.deploy().resolve(file + ".status");
        long until = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L;
        while (Files.exists(status)) {
            assertFalse(System.nanoTime() > until, "the status of " + file + " stays after the file is gone");
            Thread.sleep(20);
        }
    }
}
