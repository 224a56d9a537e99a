package org.dxos.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes bundles, sound and otherwise. */
public final class Jars {
    /** Where the framework's API comes from: a test runner may keep it off the class path that properties tell. */
    private static final String FRAMEWORK = Path.of(java.net.URI.create(org.osgi.framework.BundleActivator.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString()))
            .toString();

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    public static Jars bundle(String name, String version) {
        Jars jar = new Jars();
        jar.header("Bundle-ManifestVersion", "2");
        jar.header("Bundle-SymbolicName", name);
        return jar.header("Bundle-Version", version);
    }

    public Jars header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Jars without(String name) {
        headers.remove(name);
        return this;
    }

    public Jars entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** An activator whose start method has this body. */
    Jars activator(String body) throws IOException {
        return activator(body, "");
    }

    Jars activator(String body, String members) throws IOException {
        String source =
                """
                package third;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) throws Exception { %s }
                    public void stop(org.osgi.framework.BundleContext context) {}
                    %s
                }
                """
                        .formatted(body, members);
        Path work = Files.createTempDirectory("activator");
        Path file = Files.createDirectories(work.resolve("third")).resolve("Activator.java");
        Files.writeString(file, source);
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-proc:none", "-cp", FRAMEWORK, file.toString());
        if (code != 0) {
            throw new IllegalArgumentException("the activator does not compile: " + source);
        }
        try (Stream<Path> classes = Files.list(file.getParent())) {
            for (Path type :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                entry("third/" + type.getFileName(), Files.readAllBytes(type));
            }
        }
        header("Bundle-Activator", "third.Activator");
        return header("Import-Package", "org.osgi.framework");
    }

    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            StringBuilder manifest = new StringBuilder("Manifest-Version: 1.0\r\n");
            headers.forEach((name, value) -> {
                String line = name + ": " + value;
                while (line.length() > 70) {
                    manifest.append(line, 0, 70).append("\r\n");
                    line = " " + line.substring(70);
                }
                manifest.append(line).append("\r\n");
            });
            if (!headers.isEmpty()) {
                jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
                jar.write(manifest.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The bytes signed by a key that was just made. */
    public static byte[] signed(byte[] jar) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("signed");
        Path file = work.resolve("signed.jar");
        Files.write(file, jar);
        String bin = System.getProperty("java.home") + "/bin/";
        String store = work.resolve("keys.p12").toString();
        tool(List.of(
                bin + "keytool",
                "-genkeypair",
                "-alias",
                "third",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Third Party",
                "-keystore",
                store,
                "-storepass",
                "changeit",
                "-validity",
                "3650"));
        tool(List.of(bin + "jarsigner", "-keystore", store, "-storepass", "changeit", file.toString(), "third"));
        return Files.readAllBytes(file);
    }

    private static void tool(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command.get(0) + ": " + said);
        }
    }
}
