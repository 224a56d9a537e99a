package org.dxos.halo.keystore.file;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PublicKey;
import org.dxos.base.loop.Entropy;

/**
 * A keyring in a folder of plain files, one a key, which only their owner may read. The secrets are not encrypted: whoever can
 * read the owner's files has them. A file that is damaged, foreign, newer than this program, or open to others stops the
 * opening; it is never passed over. One process per folder. Any thread.
 */
public final class FileKeyring implements Keyring {
    private final PrivateFolder folder;
    private final Entropy entropy;
    private final Map<PublicKey, KeyFile> keys = new LinkedHashMap<>();

    private FileKeyring(PrivateFolder folder, Entropy entropy) {
        this.folder = folder;
        this.entropy = entropy;
    }

    /**
     * Opens the keyring of a folder and reads all its keys. A folder that is not there is made.
     *
     * @throws KeyringException when the folder or one of its files is not as it should be; names it
     */
    public static FileKeyring open(Path path, Entropy entropy) {
        FileKeyring ring = new FileKeyring(PrivateFolder.open(path), entropy);
        for (Path file : ring.folder.files()) {
            KeyFile key = read(ring.folder, file);
            if (ring.keys.put(key.signer().publicKey(), key) != null) {
                throw refused(file, "its key is there for another purpose too");
            }
        }
        return ring;
    }

    private static KeyFile read(PrivateFolder folder, Path file) {
        KeyFile.Name name = KeyFile.Name.parse(file.getFileName().toString())
                .orElseThrow(() -> refused(file, "a key file is not called that"));
        try {
            KeyFile key = KeyFile.parse(folder.read(file, KeyFile.SIZE));
            if (!key.name().equals(name)) {
                throw refused(file, "it holds another key than its name says");
            }
            return key;
        } catch (MalformedException e) {
            throw refused(file, String.valueOf(e.getMessage()));
        }
    }

    private static KeyringException refused(Path file, String why) {
        return new KeyringException("the key file " + file + " is refused: " + why);
    }

    @Override
    public synchronized Signer create(Purpose purpose) {
        Bytes seed = Ed25519.newSeed(entropy);
        KeyFile key = new KeyFile(purpose, Ed25519.signer(seed));
        PublicKey publicKey = key.signer().publicKey();
        if (keys.containsKey(publicKey)) {
            throw new KeyringException("the source of randomness has repeated itself");
        }
        folder.create(key.name().toString(), KeyFile.encode(purpose, publicKey, seed));
        keys.put(publicKey, key);
        return key.signer();
    }

    @Override
    public synchronized Optional<Signer> signer(PublicKey key) {
        return Optional.ofNullable(keys.get(key)).map(KeyFile::signer);
    }

    @Override
    public synchronized Set<PublicKey> keys(Purpose purpose) {
        Set<PublicKey> found = new TreeSet<>();
        keys.forEach((key, file) -> {
            if (file.purpose() == purpose) {
                found.add(key);
            }
        });
        return found;
    }

    @Override
    public synchronized void destroy(PublicKey key) {
        KeyFile file = keys.get(key);
        if (file != null) {
            folder.remove(file.name().toString());
            keys.remove(key);
        }
    }

    @Override
    public synchronized Optional<Bytes> sealed(Bytes passphrase) {
        List<Bytes> files = new ArrayList<>();
        keys.values().stream()
                .filter(key -> key.purpose() != Purpose.FEED)
                .forEach(key -> files.add(folder.read(key.name().toString(), KeyFile.SIZE)));
        return Optional.of(SealedKeys.seal(files, passphrase, entropy));
    }

    /**
     * Makes the keyring of a folder that is not there yet, from what {@link #sealed} gave.
     *
     * @throws KeyringException when the passphrase is another, the bytes are damaged, or the folder is there or cannot be made
     */
    public static void restore(Path path, Bytes sealed, Bytes passphrase) {
        Map<String, Bytes> files = SealedKeys.open(sealed, passphrase);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new KeyringException("the key folder " + path + " is there already");
        }
        PrivateFolder folder = PrivateFolder.open(path);
        files.forEach(folder::create);
    }

    @Override
    public synchronized String toString() {
        return "keyring of " + keys.size() + " keys in " + folder;
    }
}
