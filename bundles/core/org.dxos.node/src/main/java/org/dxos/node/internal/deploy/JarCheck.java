package org.dxos.node.internal.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.dxos.node.BundleName;

/**
 * Reads a jar whole: every entry is unpacked and its checksum compared, and its digest if the jar is signed; its manifest must be
 * that of a bundle. Stateless; any thread.
 */
public final class JarCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,200}");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}(\\.[0-9]{1,9}(\\.[A-Za-z0-9_-]{1,200})?)?)?");
    private static final Pattern TYPE =
            Pattern.compile("org\\.dxos\\.type\\s*(?::\\s*String)?\\s*=\\s*(?:\"([^\"]*)\"|([^;,\\s]+))");
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");
    private static final int CLASS_MAGIC = 0xCAFEBABE;
    private static final int FIRST_CLASS_VERSION = 44;
    private static final int RATIO_MATTERS_FROM = 1 << 20;

    private final JarLimits limits;
    private final int javaFeature;

    /** @param javaFeature the Java level that classes may at most need */
    public JarCheck(JarLimits limits, int javaFeature) {
        this.limits = limits;
        this.javaFeature = javaFeature;
    }

    /** Checks a private copy that nobody changes meanwhile. */
    public SoundJar check(Path staged) throws RejectedException {
        try (JarFile jar = new JarFile(staged.toFile(), true)) {
            Map<String, String> headers = headers(jar);
            BundleName name = name(headers);
            List<X509Certificate> signers = entries(jar, headers);
            return new SoundJar(name, headers, signers, types(headers), exports(headers));
        } catch (SecurityException e) {
            throw new RejectedException("its signature is broken: " + e.getMessage());
        } catch (ZipException e) {
            throw new RejectedException("damaged or cut off: " + e.getMessage());
        } catch (IOException e) {
            throw new RejectedException("damaged: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RejectedException("damaged: an entry has a malformed name");
        }
    }

    private Map<String, String> headers(JarFile jar) throws IOException, RejectedException {
        JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            throw new RejectedException("not a bundle: it has no " + JarFile.MANIFEST_NAME);
        }
        byte[] content;
        try (InputStream in = jar.getInputStream(entry)) {
            content = in.readNBytes(limits.manifestBytes() + 1);
        }
        if (content.length > limits.manifestBytes()) {
            throw new RejectedException("its manifest is larger than " + limits.manifestBytes() + " bytes");
        }
        Manifest manifest;
        try {
            manifest = new Manifest(new java.io.ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new RejectedException("its manifest is malformed: " + e.getMessage());
        }
        Map<String, String> headers = new HashMap<>();
        for (Map.Entry<Object, Object> header : manifest.getMainAttributes().entrySet()) {
            headers.put(((Attributes.Name) header.getKey()).toString(), (String) header.getValue());
        }
        return headers;
    }

    private static BundleName name(Map<String, String> headers) throws RejectedException {
        String name =
                headers.getOrDefault("Bundle-SymbolicName", "").split(";", 2)[0].strip();
        if (name.isEmpty()) {
            throw new RejectedException("a plain jar, not a bundle: its manifest has no Bundle-SymbolicName");
        }
        if (!"2".equals(headers.getOrDefault("Bundle-ManifestVersion", "").strip())) {
            throw new RejectedException("not a bundle of today: its manifest needs Bundle-ManifestVersion: 2");
        }
        if (!NAME.matcher(name).matches()) {
            throw new RejectedException("Bundle-SymbolicName \"" + name + "\" is malformed");
        }
        String version = headers.getOrDefault("Bundle-Version", "0.0.0").strip();
        if (!VERSION.matcher(version).matches()) {
            throw new RejectedException(
                    "Bundle-Version \"" + version + "\" is malformed: expected 1.2.3 or 1.2.3.words");
        }
        return new BundleName(name, version);
    }

    /** Unpacks every entry; returns the certificates that cover all of them. */
    private List<X509Certificate> entries(JarFile jar, Map<String, String> headers)
            throws IOException, RejectedException {
        Set<String> names = new HashSet<>();
        Set<CodeSigner> common = new HashSet<>();
        boolean first = true;
        boolean signed = false;
        String unsigned = "";
        long budget = limits.unpackedBytes();
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            checkName(entry.getName(), headers);
            if (!names.add(entry.getName())) {
                throw new RejectedException("damaged: two entries are called " + entry.getName());
            }
            if (names.size() > limits.entries()) {
                throw new RejectedException("it has more than " + limits.entries() + " entries");
            }
            budget -= unpack(jar, entry, budget);
            if (entry.isDirectory() || isSignatureFile(entry.getName())) {
                continue;
            }
            CodeSigner[] signers = entry.getCodeSigners();
            Set<CodeSigner> own = signers == null ? Set.of() : Set.of(signers);
            signed |= !own.isEmpty();
            unsigned = own.isEmpty() ? entry.getName() : unsigned;
            if (first) {
                common.addAll(own);
                first = false;
            } else {
                common.retainAll(own);
            }
        }
        if (signed && !unsigned.isEmpty()) {
            throw new RejectedException("its signature does not cover " + unsigned);
        }
        if (signed && common.isEmpty()) {
            throw new RejectedException("no single signer signed all of its entries");
        }
        if (!signed && names.stream().anyMatch(name -> name.matches("META-INF/[^/]+\\.SF"))) {
            throw new RejectedException("its signature is broken: it covers nothing");
        }
        return certificates(common);
    }

    private static List<X509Certificate> certificates(Set<CodeSigner> signers) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (CodeSigner signer : signers) {
            for (Certificate certificate : signer.getSignerCertPath().getCertificates()) {
                certificates.add((X509Certificate) certificate);
            }
        }
        return Collections.unmodifiableList(certificates);
    }

    private static void checkName(String name, Map<String, String> headers) throws RejectedException {
        boolean leaves = name.startsWith("/") || name.contains("\\") || name.matches("[A-Za-z]:.*");
        for (String part : name.split("/", -1)) {
            leaves |= part.equals("..");
        }
        if (leaves) {
            throw new RejectedException("an entry points outside of the jar: " + name);
        }
        if (NATIVE.matcher(name.toLowerCase(Locale.ROOT)).matches() && !headers.containsKey("Bundle-NativeCode")) {
            throw new RejectedException("it brings native code without declaring it (Bundle-NativeCode): " + name);
        }
    }

    private long unpack(JarFile jar, JarEntry entry, long budget) throws IOException, RejectedException {
        long total = 0;
        // The platform checks the checksum of an entry only when it reads a jar as a stream.
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[1 << 14];
        try (InputStream in = jar.getInputStream(entry)) {
            int n = in.readNBytes(buffer, 0, buffer.length);
            if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                checkClass(entry.getName(), buffer, n);
            }
            while (n > 0) {
                total += n;
                checksum.update(buffer, 0, n);
                boolean dense =
                        total > RATIO_MATTERS_FROM && total > limits.ratio() * Math.max(1, entry.getCompressedSize());
                if (total > budget || dense) {
                    throw new RejectedException("it unpacks to far more than its size (" + entry.getName() + ")");
                }
                n = in.read(buffer);
            }
        }
        if (entry.getCrc() >= 0 && entry.getCrc() != checksum.getValue()) {
            throw new RejectedException("damaged: the checksum of " + entry.getName() + " does not match");
        }
        return total;
    }

    private void checkClass(String name, byte[] head, int size) throws RejectedException {
        if (size < 8 || java.nio.ByteBuffer.wrap(head).getInt() != CLASS_MAGIC) {
            throw new RejectedException("damaged: " + name + " is not a class");
        }
        int feature = (((head[6] & 0xff) << 8) | (head[7] & 0xff)) - FIRST_CLASS_VERSION;
        if (feature > javaFeature) {
            throw new RejectedException(
                    "it needs Java " + feature + " (" + name + "), and this node runs on Java " + javaFeature);
        }
    }

    private static boolean isSignatureFile(String name) {
        return name.equals(JarFile.MANIFEST_NAME) || name.matches("(?i)META-INF/(SIG-[^/]*|[^/]+\\.(SF|RSA|DSA|EC))");
    }

    private static List<String> types(Map<String, String> headers) {
        List<String> types = new ArrayList<>();
        Matcher matcher = TYPE.matcher(headers.getOrDefault("Provide-Capability", ""));
        while (matcher.find()) {
            types.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return types.stream().distinct().sorted().toList();
    }

    private static Map<String, String> exports(Map<String, String> headers) {
        Map<String, String> versions = new HashMap<>();
        for (String clause : Clauses.split(headers.getOrDefault("Export-Package", ""), ',')) {
            List<String> parts = Clauses.split(clause, ';');
            String version = parts.stream()
                    .filter(part -> part.matches("version\\s*=.*"))
                    .map(part -> part.substring(part.indexOf('=') + 1)
                            .replace("\"", "")
                            .strip())
                    .findFirst()
                    .orElse("0.0.0");
            parts.stream().filter(part -> !part.contains("=")).forEach(name -> versions.put(name, version));
        }
        return versions;
    }
}
