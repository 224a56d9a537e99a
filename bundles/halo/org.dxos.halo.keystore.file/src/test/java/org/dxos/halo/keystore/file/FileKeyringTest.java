package org.dxos.halo.keystore.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.crypto.Signer;
import org.dxos.testkit.SimEntropy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyringTest {
    private static final Bytes MESSAGE = Bytes.utf8("hello");

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void chooseFolder() {
        folder = home.resolve("keys");
    }

    private FileKeyring open() {
        return FileKeyring.open(folder, new SimEntropy(11));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private KeyringException refusal() {
        return assertThrows(KeyringException.class, this::open);
    }

    @Test
    void keysAreThereAfterReopening() {
        FileKeyring ring = open();
        Signer feed = ring.create(Purpose.FEED);
        Signer device = ring.create(Purpose.DEVICE);
        FileKeyring again = FileKeyring.open(folder, new SimEntropy(12));
        assertEquals(Set.of(feed.publicKey()), again.keys(Purpose.FEED));
        assertEquals(Set.of(device.publicKey()), again.keys(Purpose.DEVICE));
        assertEquals(Set.of(), again.keys(Purpose.PARTY));
        Bytes signature = again.signer(feed.publicKey()).orElseThrow().sign(MESSAGE);
        assertTrue(Ed25519.verify(feed.publicKey(), MESSAGE, signature));
    }

    @Test
    void sealedKeysMakeTheRingAgainWithoutThoseOfFeeds() {
        FileKeyring ring = open();
        Signer identity = ring.create(Purpose.IDENTITY);
        Signer device = ring.create(Purpose.DEVICE);
        ring.create(Purpose.FEED);
        Bytes sealed = ring.sealed(Bytes.utf8("a passphrase")).orElseThrow();
        Path other = home.resolve("other");
        assertThrows(KeyringException.class, () -> FileKeyring.restore(other, sealed, Bytes.utf8("another")));
        assertTrue(Files.notExists(other));
        FileKeyring.restore(other, sealed, Bytes.utf8("a passphrase"));
        FileKeyring again = FileKeyring.open(other, new SimEntropy(12));
        assertEquals(Set.of(identity.publicKey()), again.keys(Purpose.IDENTITY));
        assertEquals(Set.of(device.publicKey()), again.keys(Purpose.DEVICE));
        assertEquals(Set.of(), again.keys(Purpose.FEED));
        Bytes signature = again.signer(device.publicKey()).orElseThrow().sign(MESSAGE);
        assertTrue(Ed25519.verify(device.publicKey(), MESSAGE, signature));
        assertThrows(
                KeyringException.class,
                () -> FileKeyring.restore(other, sealed, Bytes.utf8("a passphrase")),
                "a ring that is there is not written over");
    }

    @Test
    void aDestroyedKeyIsGoneForGood() throws IOException {
        FileKeyring ring = open();
        Signer party = ring.create(Purpose.PARTY);
        ring.destroy(party.publicKey());
        ring.destroy(party.publicKey());
        assertTrue(ring.signer(party.publicKey()).isEmpty());
        assertEquals(List.of(), files());
        assertTrue(
                FileKeyring.open(folder, new SimEntropy(12)).keys(Purpose.PARTY).isEmpty());
    }

    @Test
    void folderAndFilesAreTheOwnersAlone() throws IOException {
        open().create(Purpose.FEED);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(1, files().size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))));
    }

    @Test
    void folderAndFilesAreTheOwnersAloneUnderAnOpenUmask() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 000; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        java,
                        System.getProperty("java.class.path"),
                        OpenMask.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out.txt").toFile())
                .start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        assertEquals(0, process.exitValue(), () -> read(home.resolve("out.txt")));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(Purpose.values().length, files().size());
        for (Path file : files()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void widerPermissionsAreRefused() throws IOException {
        open().create(Purpose.FEED);
        Path file = files().get(0);
        for (String wider : List.of("rw-r-----", "rw----r--", "rw--w----", "rwx------")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(wider));
            assertTrue(refusal().getMessage().contains(file.toString()), wider);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String wider : List.of("rwxr-x---", "rwx--x---", "rwx---r--", "rwx----w-")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(wider));
            KeyringException refusal = refusal();
            assertTrue(refusal.getMessage().contains(folder.toString()), wider);
            assertTrue(refusal.getMessage().contains(wider), refusal.getMessage());
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertEquals(1, open().keys(Purpose.FEED).size());
    }

    @Test
    void narrowerPermissionsAreFine() throws IOException {
        open().create(Purpose.FEED);
        Files.setPosixFilePermissions(files().get(0), PosixFilePermissions.fromString("r--------"));
        assertEquals(1, open().keys(Purpose.FEED).size());
    }

    @Test
    void symbolicLinksAreRefused() throws IOException {
        open().create(Purpose.FEED);
        Path file = files().get(0);
        Path elsewhere = home.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertTrue(refusal().getMessage().contains("symbolic link"));
        Files.delete(file);
        Files.move(elsewhere, file);

        Path moved = home.resolve("moved");
        Files.move(folder, moved);
        Files.createSymbolicLink(folder, moved);
        assertTrue(refusal().getMessage().contains("symbolic link"));
    }

    @Test
    void aFileWhereTheFolderShouldBeIsRefused() throws IOException {
        Files.writeString(folder, "keys");
        assertTrue(refusal().getMessage().contains(folder.toString()));
    }

    @Test
    void everyDamageOfAFileIsRefusedAndNamed() throws IOException {
        open().create(Purpose.FEED);
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        assertEquals(KeyFile.SIZE, good.length);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, bad);
            assertTrue(refusal().getMessage().contains(file.toString()), "bit " + bit);
        }
        for (int size = 0; size < good.length; size++) {
            Files.write(file, java.util.Arrays.copyOf(good, size));
            assertTrue(refusal().getMessage().contains(file.toString()), "size " + size);
        }
        Files.write(file, java.util.Arrays.copyOf(good, good.length + 1));
        assertTrue(refusal().getMessage().contains(file.toString()));
        Files.write(file, good);
        assertEquals(1, open().keys(Purpose.FEED).size());
        assertEquals(1, files().size());
    }

    @Test
    void aNewerFileIsRefusedWithItsVersion() throws IOException {
        open().create(Purpose.FEED);
        Path file = files().get(0);
        byte[] newer = Files.readAllBytes(file);
        newer[7] = 2;
        Files.write(file, newer);
        assertTrue(refusal().getMessage().contains("version 2"));
        Files.write(file, java.util.Arrays.copyOf(newer, 500));
        assertTrue(refusal().getMessage().contains("version 2"));
    }

    @Test
    void aForeignOrRenamedFileIsRefused() throws IOException {
        open().create(Purpose.FEED);
        Path foreign = folder.resolve("notes.txt");
        Files.writeString(foreign, "hello");
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-------"));
        assertTrue(refusal().getMessage().contains("notes.txt"));
        Files.delete(foreign);

        Path file = files().get(0);
        Path renamed = folder.resolve(file.getFileName().toString().replace("feed", "device"));
        Files.move(file, renamed);
        assertTrue(refusal().getMessage().contains("another key than its name says"));
        Files.move(renamed, file);
        assertEquals(1, open().keys(Purpose.FEED).size());
    }

    @Test
    void whatAnInterruptedChangeLeftIsCleared() throws IOException {
        open().create(Purpose.FEED);
        Path file = files().get(0);
        Path torn = Path.of(file + ".tmp");
        Files.write(torn, new byte[] {1, 2, 3});
        Files.setPosixFilePermissions(torn, PosixFilePermissions.fromString("rw-------"));
        assertEquals(1, open().keys(Purpose.FEED).size());
        assertEquals(List.of(file), files());
    }

    @Test
    void randomnessThatRepeatsItselfMakesNoKey() {
        open().create(Purpose.FEED);
        assertThrows(KeyringException.class, () -> open().create(Purpose.DEVICE));
    }

    @Test
    void noTextShowsASecret() throws Exception {
        FileKeyring ring = open();
        Signer signer = ring.create(Purpose.IDENTITY);
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        Bytes seed = Bytes.copyOf(good, 41, 32);
        assertEquals(signer.publicKey(), Ed25519.signer(seed).publicKey());
        assertShowsNothing(seed, ring.toString() + signer + KeyFile.parse(Bytes.copyOf(good)));
        for (int bit = 0; bit < good.length * 8; bit += 5) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, bad);
            for (Throwable cause = refusal(); cause != null; cause = cause.getCause()) {
                assertShowsNothing(seed, cause.toString());
            }
        }
    }

    private static void assertShowsNothing(Bytes seed, String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        assertFalse(lower.contains(seed.slice(0, 4).hex()), text);
        assertFalse(lower.contains(seed.slice(28, 32).hex()), text);
        assertFalse(
                text.contains(Base64.getEncoder().encodeToString(seed.toArray()).substring(0, 8)), text);
        assertFalse(text.contains(Hash.sha256(seed).hex().substring(0, 8)), text);
    }
}
