package org.dxos.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import javax.inject.Inject;
import org.dxos.itests.Jars;
import org.dxos.node.Deployment;
import org.dxos.node.Deployments;
import org.dxos.node.Missing;
import org.dxos.node.Policy;
import org.dxos.node.Suggestion;
import org.dxos.node.Verdict;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** In the production profile a bundle of an unknown author waits until somebody approves exactly its bytes. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class ApprovalTest {
    @Inject
    private BundleContext context;

    @Inject
    private Deployments deployments;

    /** The node was killed, as far as it can tell, while it started the bundle {@code crashed.jar}. */
    @Configuration
    public Option[] node() throws IOException {
        Path home = Assembled.home();
        byte[] crashed = Jars.bundle("third.crashed", "1.0.0").bytes();
        Files.createDirectories(home.resolve("deploy"));
        Files.write(home.resolve("deploy/crashed.jar"), crashed);
        Files.createDirectories(home.resolve("cache"));
        Files.writeString(home.resolve("cache/deploy.starting"), sha256(crashed) + "\n");
        return new Option[] {Assembled.node(home, "production"), CoreOptions.junitBundles()};
    }

    @ProbeBuilder
    public TestProbeBuilder probe(TestProbeBuilder builder) {
        return Assembled.probe(builder);
    }

    @Test
    public void anUnsignedBundleWaitsRunsAndStopsAsItIsToldTo() throws Exception {
        assertEquals(Policy.ASK, deployments.policy());
        drop("asked.jar", Jars.bundle("third.asked", "1.0.0").bytes());
        Deployment waiting = verdict("asked.jar", Verdict.WAITING);
        assertTrue(waiting.reason(), waiting.reason().startsWith("unsigned"));
        assertEquals(Missing.Kind.APPROVAL, waiting.missing().get(0).kind());
        assertFalse(isInstalled("third.asked"));

        deployments.approve("asked.jar");
        verdict("asked.jar", Verdict.STARTED);
        assertThrows(IllegalStateException.class, () -> deployments.approve("asked.jar"));

        deployments.deny("asked.jar");
        verdict("asked.jar", Verdict.REJECTED);
        Services.eventually("the bundle is gone", () -> !isInstalled("third.asked"));
        deployments.approve("asked.jar");
        verdict("asked.jar", Verdict.STARTED);
    }

    @Test
    public void anApprovalHoldsForNoOtherBytes() throws Exception {
        drop("changed.jar", Jars.bundle("third.changed", "1.0.0").bytes());
        verdict("changed.jar", Verdict.WAITING);
        deployments.approve("changed.jar");
        verdict("changed.jar", Verdict.STARTED);
        drop("changed.jar", Jars.bundle("third.changed", "1.0.1").bytes());
        Deployment waiting = verdict("changed.jar", Verdict.WAITING);
        assertTrue(waiting.remarks().toString(), waiting.remarks().toString().contains("version 1.0.0, still runs"));
    }

    @Test
    public void aBundleThatAnApprovedSignerSignedStartsByItself() throws Exception {
        byte[] jar = Jars.signed(Jars.bundle("third.trusted", "1.0.0")
                .entry("data", new byte[100])
                .bytes());
        drop("signed.jar", jar);
        Deployment waiting = verdict("signed.jar", Verdict.WAITING);
        assertTrue(waiting.reason(), waiting.reason().startsWith("signed by CN=Third Party, who is not approved"));

        Path signers = Files.createDirectories(Path.of(context.getProperty("dxos.home"), "conf", "signers"));
        Files.writeString(signers.resolve("third.pem"), pem(jar));
        drop("again.jar", jar);
        verdict("again.jar", Verdict.STARTED);
    }

    @Test
    public void whatTookTheNodeDownIsNotStartedAgainUnasked() throws Exception {
        Deployment failed = verdict("crashed.jar", Verdict.FAILED);
        assertTrue(failed.reason(), failed.reason().startsWith("the node ended while this was starting"));
        assertFalse(isInstalled("third.crashed"));
        deployments.approve("crashed.jar");
        verdict("crashed.jar", Verdict.STARTED);
    }

    @Test
    public void aBundleThatWaitsIsSuggestedForItsType() throws Exception {
        assertEquals(List.of(), deployments.suggest("third/chess"));
        drop(
                "chess.jar",
                Jars.bundle("third.chess", "1.2.0")
                        .header(
                                "Provide-Capability",
                                "osgi.service;objectClass:List<String>=\"org.dxos.echo.model.Model\";org.dxos.type=\"third/chess\"")
                        .bytes());
        Deployment waiting = verdict("chess.jar", Verdict.WAITING);
        assertEquals(List.of("third/chess"), waiting.types());
        List<Suggestion> suggestions = deployments.suggest("third/chess");
        assertEquals(1, suggestions.size());
        assertEquals("third.chess", suggestions.get(0).bundle().symbolicName());
        deployments.approve("chess.jar");
        verdict("chess.jar", Verdict.STARTED);
        assertEquals(List.of(), deployments.suggest("third/chess"));
    }

    private boolean isInstalled(String symbolicName) {
        return Arrays.stream(context.getBundles()).anyMatch(b -> symbolicName.equals(b.getSymbolicName()));
    }

    private void drop(String file, byte[] content) throws IOException {
        Path partial = deployments.folder().resolve(file + ".part");
        Files.write(partial, content);
        Files.move(
                partial,
                deployments.folder().resolve(file),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private Deployment verdict(String file, Verdict verdict) throws InterruptedException {
        Services.eventually(
                file + " is " + verdict,
                () -> deployments.find(file).filter(d -> d.verdict() == verdict).isPresent());
        return deployments.find(file).orElseThrow();
    }

    private static String sha256(byte[] bytes) throws IOException {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
            return java.util.HexFormat.of().formatHex(digest);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    /** The certificate that a signed jar brings, as text. */
    private static String pem(byte[] jar) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar), false)) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (entry.getName().endsWith(".EC")) {
                    Certificate certificate =
                            factory.generateCertificates(in).iterator().next();
                    return "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                            + "\n-----END CERTIFICATE-----\n";
                }
            }
        }
        throw new AssertionError("the jar is not signed");
    }
}
