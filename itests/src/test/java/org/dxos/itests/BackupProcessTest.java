package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a running process, and a process that begins with it. */
class BackupProcessTest {
    private static final String SECRET = "only I know this";

    @TempDir
    Path folder;

    private Path passphrase(String words) throws IOException {
        Path file = folder.resolve("passphrase-" + Math.abs(words.hashCode()));
        Files.writeString(file, words + "\n");
        return file;
    }

    private static List<String> seen(Dxos dxos) throws IOException, InterruptedException {
        return List.of(
                dxos.run("party", "whoami", "-o", "json").expect(0).out(),
                dxos.run("item", "list", "-p", "home", "-o", "json").expect(0).out(),
                dxos.run("party", "members", "-p", "home", "-o", "json")
                        .expect(0)
                        .out());
    }

    @Test
    void aNodeIsRestoredIntoAnEmptyHomeWithItsIdentityItemsAndSettings() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        Path file = folder.resolve("monday.backup");
        Path passphrase = passphrase(SECRET);
        List<String> before;
        dxos.run("start").expect(0);
        try {
            dxos.run("party", "create", "home").expect(0);
            dxos.run("item", "create", "-p", "home", "object", "set", "title", "roof")
                    .expect(0);
            dxos.run("item", "create", "-p", "home", "text", "append", "hello").expect(0);
            Files.writeString(dxos.home().resolve("conf/org.dxos.mine.cfg"), "a = b\n");
            Dxos.Result refused = dxos.run("node", "backup", file.toString()).expect(2);
            assertTrue(refused.err().contains("the keyring of this node has no passphrase"), refused.err());
            dxos.run("node", "backup", file.toString(), "--passphrase-file", passphrase.toString())
                    .expect(0);
            dxos.run("node", "backup", file.toString(), "--without-keys").expect(6);
            String shown = dxos.run("node", "verify", file.toString(), "-o", "json")
                    .expect(0)
                    .out();
            assertTrue(shown.contains("\"keys\":\"encrypted\"") || shown.contains("\"keys\": \"encrypted\""), shown);
            before = seen(dxos);
        } finally {
            dxos.run("stop").expect(0);
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        holdsNoSecretOf(dxos.home(), file);

        Dxos again = new Dxos(folder.resolve("again"));
        Dxos.Result wrong = again.run(
                        "start",
                        "--restore",
                        file.toString(),
                        "--passphrase-file",
                        passphrase("wrong").toString())
                .expect(1);
        assertTrue(wrong.err().contains("passphrase"), wrong.err());
        try (Stream<Path> left = Files.list(again.home())) {
            assertEquals(List.of(), left.toList());
        }
        Dxos.Result started = again.run(
                        "start", "--restore", file.toString(), "--passphrase-file", passphrase.toString())
                .expect(0);
        try {
            assertTrue(started.out().contains("restored"), started.out());
            assertEquals(before, seen(again));
            assertEquals("a = b\n", Files.readString(again.home().resolve("conf/org.dxos.mine.cfg")));
            again.run("item", "create", "-p", "home", "object", "set", "title", "more")
                    .expect(0);
            assertFalse(Files.exists(again.home().resolve("restoring")));
        } finally {
            again.run("stop").expect(0);
        }
        Dxos.Result full = again.run("start", "--restore", file.toString(), "--without-keys")
                .expect(6);
        assertTrue(full.err().contains("an empty home only"), full.err());
    }

    @Test
    void aDamagedBackupRestoresNothingAndAnInterruptedRestoringStartsNoNode() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        Path file = folder.resolve("a.backup");
        Path script = folder.resolve("make.gogo");
        Files.writeString(
                script, "party:create home\nitem:create object set a 1\nnode:backup --without-keys " + file + "\n");
        dxos.run("script", script.toString()).expect(0);
        byte[] sound = Files.readAllBytes(file);
        for (int at : new int[] {3, 40, sound.length / 2, sound.length - 1}) {
            byte[] flipped = sound.clone();
            flipped[at] ^= 4;
            Path damaged = folder.resolve("damaged");
            Files.write(damaged, flipped);
            Dxos empty = new Dxos(folder.resolve("empty"));
            Dxos.Result refused = empty.run("start", "--restore", damaged.toString(), "--without-keys")
                    .expect(1);
            assertTrue(refused.err().contains("nothing was restored"), refused.err());
            try (Stream<Path> left = Files.list(empty.home())) {
                assertEquals(List.of(), left.toList(), "byte " + at);
            }
        }
        Dxos interrupted = new Dxos(folder.resolve("interrupted"));
        Files.createDirectories(interrupted.home().resolve("restoring/store"));
        Files.createDirectories(interrupted.home().resolve("store"));
        Dxos.Result told = interrupted.run("run").expect(1);
        assertTrue(told.err().contains("was interrupted"), told.err());
        Path list = folder.resolve("list.gogo");
        Files.writeString(list, "item:list -p home -o json\n");
        String shown = interrupted
                .run("script", list.toString(), "--restore", file.toString(), "--without-keys")
                .expect(0)
                .out();
        assertTrue(shown.contains("\"a\""), shown);
    }

    private static void holdsNoSecretOf(Path home, Path backup) throws IOException {
        String content = new String(Files.readAllBytes(backup), StandardCharsets.ISO_8859_1);
        try (Stream<Path> keys = Files.list(home.resolve("keys"))) {
            for (Path key : keys.toList()) {
                byte[] secret = java.util.Arrays.copyOfRange(Files.readAllBytes(key), 41, 73);
                assertFalse(
                        content.contains(new String(secret, StandardCharsets.ISO_8859_1)), key + " is in the backup");
            }
        }
    }
}
