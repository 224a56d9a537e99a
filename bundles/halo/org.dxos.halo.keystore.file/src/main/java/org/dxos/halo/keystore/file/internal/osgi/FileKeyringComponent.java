package org.dxos.halo.keystore.file.internal.osgi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.crypto.KeyringException;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PublicKey;
import org.dxos.base.loop.Entropy;
import org.dxos.halo.keystore.file.FileKeyring;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the node's keyring. */
@Component(service = Keyring.class, configurationPid = "org.dxos.halo.keystore.file", property = "keyring.name=file")
@Designate(ocd = FileKeyringComponent.Config.class)
public final class FileKeyringComponent implements Keyring {
    @ObjectClassDefinition(name = "Keyring in files that only the owner may read")
    public @interface Config {
        @AttributeDefinition(
                name = "Home",
                description = "Folder for the keys. When empty: the folder \"keys\" in the node's home (dxos.home).")
        String home() default "";
    }

    private final FileKeyring keyring;

    @Activate
    public FileKeyringComponent(BundleContext context, Config config) {
        keyring = FileKeyring.open(home(config.home(), context.getProperty("dxos.home")), Entropy.secure());
    }

    @Override
    public Signer create(Purpose purpose) {
        return keyring.create(purpose);
    }

    @Override
    public Optional<Signer> signer(PublicKey key) {
        return keyring.signer(key);
    }

    @Override
    public Set<PublicKey> keys(Purpose purpose) {
        return keyring.keys(purpose);
    }

    @Override
    public void destroy(PublicKey key) {
        keyring.destroy(key);
    }

    @Override
    public Optional<Bytes> sealed(Bytes passphrase) {
        return keyring.sealed(passphrase);
    }

    @Override
    public String toString() {
        return keyring.toString();
    }

    private static Path home(String configured, @Nullable String nodeHome) {
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        if (nodeHome == null || nodeHome.isBlank()) {
            throw new KeyringException(
                    "no folder for keys: neither org.dxos.halo.keystore.file home nor the property dxos.home is set");
        }
        return Path.of(nodeHome, "keys");
    }
}
