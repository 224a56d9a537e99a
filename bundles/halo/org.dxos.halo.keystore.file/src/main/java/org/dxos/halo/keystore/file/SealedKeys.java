package org.dxos.halo.keystore.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.crypto.PassphraseSeal;
import org.dxos.base.loop.Entropy;

/** Key files as one run of bytes under a passphrase: {@code version 1, count, key file…}, sealed. */
final class SealedKeys {
    private static final int VERSION = 1;
    private static final int MAX_KEYS = 10_000;

    private SealedKeys() {}

    static Bytes seal(List<Bytes> files, Bytes passphrase, Entropy entropy) {
        ByteWriter out = new ByteWriter().put(VERSION).putVar(files.size());
        files.forEach(out::put);
        return PassphraseSeal.seal(passphrase, out.toBytes(), PassphraseSeal.Cost.DEFAULT, entropy);
    }

    /** The key files by name, each of them checked. */
    static Map<String, Bytes> open(Bytes sealed, Bytes passphrase) {
        Map<String, Bytes> files = new TreeMap<>();
        try {
            ByteReader in = new ByteReader(PassphraseSeal.open(passphrase, sealed));
            int version = in.unsignedByte();
            if (version != VERSION) {
                throw new MalformedException("they have version " + version + "; this program reads " + VERSION);
            }
            int count = in.var(MAX_KEYS);
            for (int i = 0; i < count; i++) {
                Bytes file = in.bytes(KeyFile.SIZE);
                KeyFile key = KeyFile.parse(file);
                if (key.purpose() == Purpose.FEED) {
                    throw new MalformedException("the key of a feed is among them");
                }
                files.put(key.name().toString(), file);
            }
            in.expectEnd();
        } catch (MalformedException e) {
            throw new KeyringException("the sealed keys are refused: " + e.getMessage(), e);
        }
        return files;
    }
}
