package org.dxos.itests.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** The bundles of the assembled node and a home folder, as options of a test framework. Used by the driver alone. */
final class Assembled {
    private static final Path NODE =
            Path.of("../distribution/target/dxos").toAbsolutePath().normalize();
    private static final int LOGGING_LEVEL = 1;
    private static final int CONFIGURATION_LEVEL = 2;
    private static final int NODE_LEVEL = 3;
    private static final int LEVEL = 4;
    /** Bundles from the deploy folder start at a level between. */
    private static final int RUNNING_LEVEL = 80;

    private Assembled() {}

    /** A new, empty home folder. */
    static Path home() {
        try {
            Path folder = Files.createDirectories(Path.of("target", "exam"));
            return Files.createTempDirectory(folder.toAbsolutePath(), "home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node with an empty home folder, in the development profile. */
    static Option node() {
        try {
            return node(home(), "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node on a home folder, which is made complete; what is there stays as it is. */
    static Option node(Path home, String profile) throws IOException {
        for (String name : List.of("deploy", "conf", "log", "run", "tmp", "cache")) {
            Files.createDirectories(home.resolve(name));
        }
        try (Stream<Path> defaults = Files.list(NODE.resolve("conf"))) {
            for (Path file : defaults.toList()) {
                Path copy = home.resolve("conf").resolve(file.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(file, copy);
                }
            }
        }
        List<Option> options = new ArrayList<>();
        try (Stream<Path> jars = Files.list(NODE.resolve("system"))) {
            for (Path jar : jars.sorted().toList()) {
                options.add(option(jar));
            }
        }
        options.add(frameworkStartLevel(RUNNING_LEVEL));
        options.add(frameworkProperty("dxos.home").value(home.toString()));
        options.add(frameworkProperty("dxos.distribution").value(NODE.toString()));
        options.add(frameworkProperty("dxos.profile").value(profile));
        options.add(frameworkProperty("felix.cm.dir")
                .value(home.resolve("cache/config").toString()));
        options.add(frameworkProperty("felix.log.level").value("1"));
        options.add(frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level")
                .value("ERROR"));
        options.add(frameworkProperty("org.ops4j.pax.logging.property.file")
                .value(home.resolve("conf/logback.xml").toString()));
        options.add(systemProperty("dxos.home").value(home.toString()));
        return composite(options.toArray(Option[]::new));
    }

    private static UrlProvisionOption option(Path jar) throws IOException {
        Attributes headers;
        try (JarFile file = new JarFile(jar.toFile())) {
            headers = file.getManifest().getMainAttributes();
        }
        String name = headers.getValue("Bundle-SymbolicName").replaceFirst(";.*", "");
        UrlProvisionOption bundle = bundle("reference:" + jar.toUri()).startLevel(level(name));
        // A fragment cannot start, and the interactive shell would take the terminal of the tests.
        boolean passive = headers.getValue("Fragment-Host") != null || name.equals("org.apache.felix.gogo.jline");
        return passive ? bundle.noStart() : bundle;
    }

    private static int level(String symbolicName) {
        if (symbolicName.startsWith("org.ops4j.pax.logging.")) {
            return LOGGING_LEVEL;
        }
        if (symbolicName.startsWith("org.dxos.")) {
            return symbolicName.equals("org.dxos.node") ? NODE_LEVEL : LEVEL;
        }
        return CONFIGURATION_LEVEL;
    }

    /** The tests as a bundle: it holds all classes of this module, some of which name what only the driver has. */
    static TestProbeBuilder probe(TestProbeBuilder builder) {
        builder.setHeader("Import-Package", "org.osgi.framework");
        builder.setHeader("DynamicImport-Package", "*");
        return builder;
    }
}
