package org.dxos.itests.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Hashtable;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * The smallest bundle with a service: its activator registers one and leaves the moment of that in a file of the node's home. The
 * class is the activator, and makes jars of itself.
 */
public final class TimedBundle implements BundleActivator {
    private static final String HEADER = "Bench-Round";

    @Override
    public void start(BundleContext context) throws IOException {
        context.registerService(Supplier.class, () -> "here", new Hashtable<>());
        Instant now = Instant.now();
        String round = context.getBundle().getHeaders("").get(HEADER);
        Path file = file(Path.of(context.getProperty("dxos.home")), round);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, now.toString());
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void stop(BundleContext context) {}

    /** Where the moment of a round is written. */
    static Path file(Path home, String round) {
        return home.resolve("tmp").resolve("registered-" + round);
    }

    /** The bundle as a jar. */
    static byte[] jar(String round) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.dxos.itests.bench.timed." + round);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Bundle-Activator", TimedBundle.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        headers.putValue(HEADER, round);
        String type = TimedBundle.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream code = TimedBundle.class.getClassLoader().getResourceAsStream(type)) {
            jar.putNextEntry(new JarEntry(type));
            jar.write(code.readAllBytes());
        }
        return bytes.toByteArray();
    }
}
