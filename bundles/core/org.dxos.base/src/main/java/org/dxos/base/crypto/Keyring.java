package org.dxos.base.crypto;

import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.key.PublicKey;
import org.osgi.annotation.versioning.ProviderType;

/** Keeps secret keys and signs with them. Secrets never leave it. Any thread. */
@ProviderType
public interface Keyring {
    /** What a key is for. A key serves one purpose only. */
    enum Purpose {
        IDENTITY,
        DEVICE,
        FEED,
        PARTY
    }

    /**
     * Makes a new key pair and keeps it for good before returning.
     *
     * @throws KeyringException when it cannot be kept
     */
    Signer create(Purpose purpose);

    /** The signer of a key that this ring holds. */
    Optional<Signer> signer(PublicKey key);

    /** The public keys held for a purpose. */
    Set<PublicKey> keys(Purpose purpose);

    /**
     * Destroys a secret key. Does nothing for a key that is not held.
     *
     * @throws KeyringException when it cannot be removed
     */
    void destroy(PublicKey key);

    /** Whether the secrets lie encrypted where this ring keeps them. */
    default boolean isEncrypted() {
        return false;
    }

    /**
     * The keys of identity, device and party, encrypted with a passphrase, for a backup. Feed keys stay: two copies of one would
     * sooner or later write two histories of its feed. Empty when this ring gives no secrets away, not even encrypted.
     *
     * @throws KeyringException when a key cannot be read
     */
    default Optional<Bytes> sealed(Bytes passphrase) {
        return Optional.empty();
    }
}
