package org.dxos.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PublicKey;
import org.dxos.base.loop.Entropy;

/** A keyring that is gone with the test. Any thread. */
public final class MemoryKeyring implements Keyring {
    private record Entry(Purpose purpose, Signer signer) {}

    private final Entropy entropy;
    private final Map<PublicKey, Entry> entries = new LinkedHashMap<>();

    public MemoryKeyring(Entropy entropy) {
        this.entropy = entropy;
    }

    @Override
    public Signer create(Purpose purpose) {
        return keep(purpose, Ed25519.newSeed(entropy));
    }

    /** Keeps the key of a seed that the test knows. */
    public synchronized Signer keep(Purpose purpose, Bytes seed) {
        Signer signer = Ed25519.signer(seed);
        entries.put(signer.publicKey(), new Entry(purpose, signer));
        return signer;
    }

    @Override
    public synchronized Optional<Signer> signer(PublicKey key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::signer);
    }

    @Override
    public synchronized Set<PublicKey> keys(Purpose purpose) {
        Set<PublicKey> keys = new TreeSet<>();
        entries.forEach((key, entry) -> {
            if (entry.purpose == purpose) {
                keys.add(key);
            }
        });
        return Set.copyOf(keys);
    }

    @Override
    public synchronized void destroy(PublicKey key) {
        entries.remove(key);
    }

    @Override
    public synchronized String toString() {
        return "memory keyring of " + entries.size() + " keys";
    }
}
