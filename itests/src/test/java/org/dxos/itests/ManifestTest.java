package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every bundle owes to the others. */
class ManifestTest {
    private static final Set<String> ENGINES = Set.of(
            "org.dxos.storage.file",
            "org.dxos.storage.memory",
            "org.dxos.echo.feed.log",
            "org.dxos.echo.engine",
            "org.dxos.halo.keystore.file",
            "org.dxos.shell");

    @Test
    void theFourNamesAreEqual() throws IOException {
        for (Tree.Module bundle : Tree.bundles()) {
            assertEquals(bundle.name(), bundle.header("Bundle-SymbolicName").split(";")[0]);
            String pom = Files.readString(bundle.folder().resolve("pom.xml"));
            assertTrue(pom.contains("<artifactId>" + bundle.name() + "</artifactId>"), bundle.name());
            for (Path source : sources(bundle)) {
                String folder = bundle.folder()
                        .resolve("src/main/java")
                        .relativize(source)
                        .toString();
                assertTrue(folder.startsWith(bundle.name().replace('.', '/') + "/"), source.toString());
            }
        }
    }

    @Test
    void enginesExportNothing() throws IOException {
        for (Tree.Module bundle : Tree.bundles()) {
            if (ENGINES.contains(bundle.name())) {
                assertEquals("", bundle.header("Export-Package"), bundle.name());
            }
        }
    }

    @Test
    void noBundleExportsItsInternals() throws IOException {
        for (Tree.Module bundle : Tree.bundles()) {
            assertFalse(bundle.header("Export-Package").contains(".internal"), bundle.name());
        }
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Tree.Module bundle : Tree.bundles()) {
            for (Path source : sources(bundle)) {
                Path info = source.resolveSibling("package-info.java");
                if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                    missing.add(Tree.ROOT.relativize(info).toString());
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyBundleHasAReadme() {
        Set<String> missing = new TreeSet<>();
        for (Tree.Module bundle : Tree.bundles()) {
            if (!Files.exists(bundle.folder().resolve("README.md"))) {
                missing.add(bundle.name());
            }
        }
        assertEquals(Set.of(), missing);
    }

    private static Iterable<Path> sources(Tree.Module bundle) throws IOException {
        Path main = bundle.folder().resolve("src/main/java");
        if (!Files.exists(main)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(main)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
