package org.dxos.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Hash;

/**
 * A file in the deploy folder and what became of it.
 *
 * @param file the name of the file in the folder
 * @param verdict the decision
 * @param reason one line for people: why, naming the first cause
 * @param missing what it waits for; empty unless the verdict is {@link Verdict#WAITING}
 * @param remarks things worth knowing that do not change the verdict, such as threads the activator left behind
 * @param bundle name and version, once the file was found to be a bundle
 * @param hash SHA-256 of the bytes that were judged, once they were read
 * @param size bytes
 * @param signer the subject of the certificate that signed every entry of the jar, when there is one
 * @param types what {@code dxos.type}s the bundle declares to provide
 * @param since when the verdict was reached
 */
public record Deployment(
        String file,
        Verdict verdict,
        String reason,
        List<Missing> missing,
        List<String> remarks,
        Optional<BundleName> bundle,
        Optional<Hash> hash,
        long size,
        Optional<String> signer,
        List<String> types,
        Instant since) {
    public Deployment {
        missing = List.copyOf(missing);
        remarks = List.copyOf(remarks);
        types = List.copyOf(types);
    }
}
