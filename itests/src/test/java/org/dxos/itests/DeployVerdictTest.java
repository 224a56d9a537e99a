package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files dropped into the deploy folder of a running node, and the verdict each must have within five seconds. */
class DeployVerdictTest {
    private static final long LIMIT_SECONDS = 5;

    @TempDir
    static Path home;

    private static Dxos dxos;

    @BeforeAll
    static void startNode() throws Exception {
        dxos = new Dxos(home);
        dxos.run("start", "--profile", "development").expect(0);
    }

    @AfterAll
    static void stopNode() throws Exception {
        dxos.run("stop").expect(0);
    }

    static Stream<Arguments> files() throws Exception {
        byte[] sound = Jars.bundle("third.sound", "1.0.0")
                .entry("data", new byte[50_000])
                .bytes();
        byte[] random = new byte[100_000];
        new java.util.Random(1).nextBytes(random);
        byte[] large = Jars.bundle("third.large", "1.0.0").entry("data", random).bytes();
        byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
        byte[] flipped = large.clone();
        flipped[flipped.length / 2] ^= 1;
        byte[] signed = Jars.signed(Jars.bundle("third.signed", "1.0.0")
                .entry("data", new byte[100])
                .bytes());
        return Stream.of(
                row("text", "hello".getBytes(StandardCharsets.UTF_8), "REJECTED not a jar"),
                row("empty", new byte[0], "REJECTED the file is empty"),
                row("zeros", new byte[10_000], "REJECTED not a jar"),
                row("cut-off", Arrays.copyOf(large, large.length / 2), "REJECTED damaged or cut off"),
                row("only-head", new byte[] {'P', 'K', 3, 4}, "REJECTED damaged or cut off"),
                row("flipped", flipped, "REJECTED damaged"),
                row("no-manifest", new Jars().entry("a", new byte[1]).bytes(), "REJECTED not a bundle"),
                row(
                        "no-name",
                        Jars.bundle("x", "1").without("Bundle-SymbolicName").bytes(),
                        "REJECTED a plain jar"),
                row(
                        "old-manifest",
                        Jars.bundle("x", "1").without("Bundle-ManifestVersion").bytes(),
                        "REJECTED not a bundle"),
                row("bad-name", Jars.bundle("no spaces!", "1").bytes(), "REJECTED Bundle-SymbolicName"),
                row("bad-version", Jars.bundle("third.badversion", "one.two").bytes(), "REJECTED Bundle-Version"),
                row(
                        "huge-manifest",
                        Jars.bundle("third.huge", "1")
                                .header("X-Long", "x".repeat(2 << 20))
                                .bytes(),
                        "REJECTED its manifest"),
                row(
                        "newer-java",
                        Jars.bundle("third.newer", "1").entry("A.class", newer).bytes(),
                        "REJECTED it needs Java 55"),
                row(
                        "no-class",
                        Jars.bundle("third.noclass", "1")
                                .entry("A.class", new byte[20])
                                .bytes(),
                        "REJECTED damaged: A.class"),
                row(
                        "newer-environment",
                        Jars.bundle("third.env", "1")
                                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"")
                                .bytes(),
                        "REJECTED it needs a newer Java"),
                row(
                        "zip-slip",
                        Jars.bundle("third.slip", "1")
                                .entry("../../evil", new byte[1])
                                .bytes(),
                        "REJECTED an entry points outside"),
                row(
                        "absolute",
                        Jars.bundle("third.absolute", "1")
                                .entry("/etc/evil", new byte[1])
                                .bytes(),
                        "REJECTED an entry points outside"),
                row(
                        "bomb",
                        Jars.bundle("third.bomb", "1")
                                .entry("zeros", new byte[64 << 20])
                                .bytes(),
                        "REJECTED it unpacks"),
                row(
                        "native",
                        Jars.bundle("third.native", "1")
                                .entry("lib/x.so", new byte[10])
                                .bytes(),
                        "REJECTED it brings native code"),
                row("own-name", Jars.bundle("org.dxos.base", "9.0.0").bytes(), "REJECTED duplicate: org.dxos.base"),
                row(
                        "own-package",
                        Jars.bundle("third.export", "1")
                                .header("Export-Package", "org.dxos.base;version=\"1.0\"")
                                .entry("org/dxos/base/x", new byte[1])
                                .bytes(),
                        "REJECTED it exports org.dxos.base"),
                row(
                        "own-fragment",
                        Jars.bundle("third.fragment", "1")
                                .header("Fragment-Host", "org.dxos.base")
                                .bytes(),
                        "REJECTED a fragment of"),
                row(
                        "lonely-fragment",
                        Jars.bundle("third.lonely", "1")
                                .header("Fragment-Host", "third.nobody")
                                .bytes(),
                        "WAITING missing host third.nobody"),
                row("changed-after-signing", changed(signed, "data"), "REJECTED its signature is broken"),
                row("added-after-signing", added(signed, "more"), "REJECTED its signature does not cover more"),
                row(
                        "import",
                        Jars.bundle("third.import", "1")
                                .header("Import-Package", "third.nowhere;version=\"[1.0,2)\"")
                                .bytes(),
                        "WAITING missing package third.nowhere"),
                row(
                        "capability",
                        Jars.bundle("third.capability", "1")
                                .header("Require-Capability", "third.thing;filter:=\"(thing=x)\"")
                                .bytes(),
                        "WAITING missing capability third.thing"),
                row(
                        "required-bundle",
                        Jars.bundle("third.require", "1")
                                .header("Require-Bundle", "third.absent")
                                .bytes(),
                        "WAITING missing bundle third.absent"),
                row(
                        "throws",
                        Jars.bundle("third.throws", "1")
                                .activator("throw new IllegalStateException(\"no luck\");")
                                .bytes(),
                        "FAILED java.lang.IllegalStateException: no luck"),
                row(
                        "error",
                        Jars.bundle("third.error", "1")
                                .activator("throw new StackOverflowError(\"deep\");")
                                .bytes(),
                        "FAILED java.lang.StackOverflowError"),
                row(
                        "no-activator",
                        Jars.bundle("third.noactivator", "1")
                                .header("Bundle-Activator", "third.Nowhere")
                                .bytes(),
                        "FAILED java.lang.ClassNotFoundException"),
                row(
                        "sleeps",
                        Jars.bundle("third.sleeps", "1")
                                .activator("Thread.sleep(600_000);")
                                .bytes(),
                        "FAILED "),
                row(
                        "spins",
                        Jars.bundle("third.spins", "1")
                                .activator(
                                        "long until = System.nanoTime() + 30_000_000_000L; while (System.nanoTime() < until) {}")
                                .bytes(),
                        "FAILED its activator did not return"),
                row("sound", sound, "STARTED"),
                row("signed", signed, "STARTED"));
    }

    private static Arguments row(String name, byte[] content, String verdict) {
        return Arguments.of(name, content, verdict);
    }

    private static byte[] changed(byte[] jar, String name) throws IOException {
        return rewrite(jar, Map.of(name, "changed".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] added(byte[] jar, String name) throws IOException {
        return rewrite(jar, Map.of(name, new byte[] {1}));
    }

    private static byte[] rewrite(byte[] jar, Map<String, byte[]> other) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            java.util.Set<String> written = new java.util.HashSet<>();
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = in.readAllBytes();
                out.write(other.getOrDefault(entry.getName(), content));
                written.add(entry.getName());
            }
            for (Map.Entry<String, byte[]> entry : other.entrySet()) {
                if (written.add(entry.getKey())) {
                    out.putNextEntry(new ZipEntry(entry.getKey()));
                    out.write(entry.getValue());
                }
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("files")
    void everyFileHasItsVerdictInTime(String name, byte[] content, String verdict) throws Exception {
        String file = name + ".jar";
        drop(file, content);
        dxos.awaitVerdict(file, verdict, LIMIT_SECONDS);
        remove(file);
    }

    @Test
    void aSlowCopyIsNeverJudgedBeforeItIsWhole() throws Exception {
        byte[] random = new byte[200_000];
        new java.util.Random(2).nextBytes(random);
        byte[] jar = Jars.bundle("third.slow", "1.0.0").entry("data", random).bytes();
        try (OutputStream out = Files.newOutputStream(dxos.deploy().resolve("slow.jar"))) {
            int step = jar.length / 8 + 1;
            for (int from = 0; from < jar.length; from += step) {
                out.write(jar, from, Math.min(step, jar.length - from));
                out.flush();
                Thread.sleep(300);
                assertFalse(Files.exists(dxos.deploy().resolve("slow.jar.status")) && from + step < jar.length);
            }
        }
        dxos.awaitVerdict("slow.jar", "STARTED", LIMIT_SECONDS);
        remove("slow.jar");
    }

    @Test
    void theSecondOfTwoEqualOnesStandsBackUntilTheFirstIsGone() throws Exception {
        byte[] jar = Jars.bundle("third.twice", "1.0.0").bytes();
        drop("twice-a.jar", jar);
        dxos.awaitVerdict("twice-a.jar", "STARTED", LIMIT_SECONDS);
        drop("twice-b.jar", jar);
        dxos.awaitVerdict("twice-b.jar", "REJECTED duplicate: twice-a.jar", LIMIT_SECONDS);
        remove("twice-a.jar");
        dxos.awaitVerdict("twice-b.jar", "STARTED", LIMIT_SECONDS);
        remove("twice-b.jar");
    }

    @Test
    void ofTwoVersionsTheHigherRuns() throws Exception {
        drop("old.jar", Jars.bundle("third.versions", "1.0.0").bytes());
        dxos.awaitVerdict("old.jar", "STARTED", LIMIT_SECONDS);
        drop("new.jar", Jars.bundle("third.versions", "1.1.0").bytes());
        dxos.awaitVerdict("new.jar", "STARTED", LIMIT_SECONDS);
        dxos.awaitVerdict("old.jar", "REJECTED outdated: new.jar", LIMIT_SECONDS);
        remove("new.jar");
        dxos.awaitVerdict("old.jar", "STARTED", LIMIT_SECONDS);
        remove("old.jar");
    }

    @Test
    void whatWaitsStartsByItselfOnceTheMissingIsThere() throws Exception {
        drop(
                "user.jar",
                Jars.bundle("third.user", "1")
                        .header("Import-Package", "third.api;version=\"[1.0,2)\"")
                        .bytes());
        String waiting = dxos.awaitVerdict("user.jar", "WAITING missing package third.api", LIMIT_SECONDS);
        assertTrue(waiting.contains("missing package: third.api 1.0"), waiting);
        drop(
                "api.jar",
                Jars.bundle("third.api", "1.0.0")
                        .header("Export-Package", "third.api;version=\"1.0\"")
                        .entry("third/api/x", new byte[1])
                        .bytes());
        dxos.awaitVerdict("api.jar", "STARTED", LIMIT_SECONDS);
        dxos.awaitVerdict("user.jar", "STARTED", LIMIT_SECONDS);
        remove("api.jar");
        dxos.awaitVerdict("user.jar", "WAITING missing package third.api", LIMIT_SECONDS);
        remove("user.jar");
    }

    @Test
    void threadsThatAnActivatorLeavesAreNamed() throws Exception {
        drop(
                "threads.jar",
                Jars.bundle("third.threads", "1")
                        .activator(
                                "new Thread(new Sleeper(), \"leftover\").start();",
                                "static class Sleeper implements Runnable { public void run() { try { Thread.sleep(20_000); } catch (InterruptedException e) { } } }")
                        .bytes());
        dxos.awaitVerdict("threads.jar", "STARTED", LIMIT_SECONDS);
        String status = "";
        for (int i = 0; i < 100 && !status.contains("leftover"); i++) {
            Thread.sleep(50);
            status = Files.readString(dxos.deploy().resolve("threads.jar.status"));
        }
        assertTrue(status.contains("remark: its start left threads running: leftover"), status);
        remove("threads.jar");
    }

    @Test
    void aBrokenReplacementLeavesTheOldOneRunning() throws Exception {
        drop("replaced.jar", Jars.bundle("third.replaced", "1.0.0").bytes());
        dxos.awaitVerdict("replaced.jar", "STARTED", LIMIT_SECONDS);
        drop("replaced.jar", "rubbish".getBytes(StandardCharsets.UTF_8));
        String status = dxos.awaitVerdict("replaced.jar", "REJECTED", LIMIT_SECONDS);
        assertTrue(status.contains("version 1.0.0, still runs"), status);
        drop("replaced.jar", Jars.bundle("third.replaced", "2.0.0").bytes());
        status = dxos.awaitVerdict("replaced.jar", "STARTED", LIMIT_SECONDS);
        assertTrue(status.contains("third.replaced/2.0.0"), status);
        remove("replaced.jar");
    }

    @Test
    void filesThatAreNoJarsHaveAVerdictToo() throws Exception {
        drop("notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
        dxos.awaitVerdict("notes.txt", "REJECTED not a bundle", LIMIT_SECONDS);
        remove("notes.txt");
        Files.createDirectory(dxos.deploy().resolve("folder.jar"));
        dxos.awaitVerdict("folder.jar", "REJECTED a folder", LIMIT_SECONDS);
        Files.delete(dxos.deploy().resolve("folder.jar"));
    }

    private static void drop(String file, byte[] content) throws IOException {
        Path partial = dxos.deploy().resolve(file + ".part");
        Files.write(partial, content);
        Files.move(
                partial,
                dxos.deploy().resolve(file),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void remove(String file) throws Exception {
        Files.delete(dxos.deploy().resolve(file));
        Path status = dxos.deploy().resolve(file + ".status");
        for (int i = 0; Files.exists(status); i++) {
            assertTrue(i < 500, "the status of " + file + " stays after the file is gone");
            Thread.sleep(20);
        }
    }
}
