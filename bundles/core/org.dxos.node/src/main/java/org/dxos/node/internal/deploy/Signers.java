package org.dxos.node.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.dxos.base.loop.Clock;

/** The certificates in a folder: whoever holds the key of one may sign bundles that run without being asked about. */
public final class Signers {
    private final Path folder;
    private final Clock clock;

    public Signers(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Whether a certificate of the signer, or one that it descends from, is in the folder and valid today. */
    public boolean approve(SoundJar jar) throws IOException {
        if (jar.signers().isEmpty() || !Files.isDirectory(folder)) {
            return false;
        }
        Set<X509Certificate> approved = read();
        Date today = Date.from(clock.now());
        return jar.signers().stream()
                .anyMatch(certificate -> approved.contains(certificate) && isValid(certificate, today));
    }

    private static boolean isValid(X509Certificate certificate, Date day) {
        return !day.before(certificate.getNotBefore()) && !day.after(certificate.getNotAfter());
    }

    private Set<X509Certificate> read() throws IOException {
        Set<X509Certificate> certificates = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    CertificateFactory factory = CertificateFactory.getInstance("X.509");
                    factory.generateCertificates(in).forEach(c -> certificates.add((X509Certificate) c));
                } catch (CertificateException e) {
                    throw new IOException(file + " is not an X.509 certificate in PEM form: " + e.getMessage(), e);
                }
            }
        }
        return certificates;
    }
}
