package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dxos.node.Suggestion;
import org.dxos.node.internal.deploy.JarCheck;
import org.dxos.node.internal.deploy.RejectedException;
import org.dxos.node.internal.deploy.SoundJar;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bundles that could be run and are not: those of the distribution's library, and sound ones that wait in the deploy folder. */
final class KnownBundles {
    private static final Logger LOG = LoggerFactory.getLogger(KnownBundles.class);
    private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");

    private record Known(SoundJar jar, String source, String action) {}

    private final List<Known> known = new ArrayList<>();

    static KnownBundles read(Optional<Path> library, JarCheck check) {
        KnownBundles bundles = new KnownBundles();
        if (library.isPresent() && Files.isDirectory(library.get())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(library.get(), "*.jar")) {
                for (Path file : files) {
                    bundles.known.add(new Known(check.check(file), file.toString(), "copy it into the deploy folder"));
                }
            } catch (IOException | RejectedException e) {
                LOG.warn("cannot read the library {}: {}", library.get(), e.getMessage());
            }
        }
        return bundles;
    }

    /** These and one more. */
    KnownBundles with(SoundJar jar, String file) {
        KnownBundles more = new KnownBundles();
        more.known.addAll(known);
        more.known.add(new Known(jar, "deploy/" + file, "see deploy:list why it does not run"));
        return more;
    }

    List<Suggestion> providersOf(String type) {
        return known.stream()
                .filter(bundle -> bundle.jar.types().contains(type))
                .map(bundle -> new Suggestion(bundle.jar.bundle(), type, bundle.source, bundle.action))
                .toList();
    }

    List<String> suppliersOfService(String interfaceName) {
        return known.stream()
                .filter(bundle -> bundle.jar
                        .headers()
                        .getOrDefault("Provide-Capability", "")
                        .matches("(?s).*osgi\\.service[^,]*[\"=,]" + Pattern.quote(interfaceName) + "[\",].*"))
                .map(KnownBundles::words)
                .toList();
    }

    List<String> suppliersOf(Requirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        return known.stream()
                .filter(bundle -> supplies(bundle.jar, requirement.getNamespace(), filter))
                .map(KnownBundles::words)
                .toList();
    }

    private static boolean supplies(SoundJar jar, String namespace, String filter) {
        if (namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            return jar.exports().entrySet().stream()
                    .anyMatch(export -> filter.contains("(" + namespace + "=" + export.getKey() + ")")
                            && inRange(export.getValue(), filter));
        }
        return filter.contains("=" + jar.bundle().symbolicName() + ")")
                || jar.types().stream().anyMatch(type -> filter.contains("=" + type + ")"));
    }

    private static boolean inRange(String version, String filter) {
        Version exported = Version.parseVersion(version);
        Matcher atLeast = AT_LEAST.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        boolean enough = !atLeast.find() || exported.compareTo(Version.parseVersion(atLeast.group(1))) >= 0;
        return enough && (!below.find() || exported.compareTo(Version.parseVersion(below.group(1))) < 0);
    }

    private static String words(Known bundle) {
        return bundle.jar.bundle() + " in " + bundle.source;
    }
}
