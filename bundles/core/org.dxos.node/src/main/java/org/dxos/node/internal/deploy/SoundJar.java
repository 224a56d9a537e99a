package org.dxos.node.internal.deploy;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.node.BundleName;

/**
 * A jar that was read to its last byte and is a bundle.
 *
 * @param bundle its name and version
 * @param headers of the manifest
 * @param signers the certificates of whoever signed every entry, leaf first; empty when unsigned
 * @param types the {@code dxos.type}s among its declared capabilities
 * @param exports names of exported packages, each with its version
 */
public record SoundJar(
        BundleName bundle,
        Map<String, String> headers,
        List<X509Certificate> signers,
        List<String> types,
        Map<String, String> exports) {
    public SoundJar {
        headers = Map.copyOf(headers);
        signers = List.copyOf(signers);
        types = List.copyOf(types);
        exports = Map.copyOf(exports);
    }

    /** Whether it is a fragment, and if so of which bundle. */
    public Optional<String> host() {
        return Optional.ofNullable(headers.get("Fragment-Host")).map(host -> host.split(";", 2)[0].strip());
    }

    /** The subject of the leaf certificate. */
    public Optional<String> signer() {
        return signers.isEmpty()
                ? Optional.empty()
                : Optional.of(signers.get(0).getSubjectX500Principal().getName());
    }
}
