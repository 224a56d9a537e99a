package org.dxos.itests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of who may import whom, and what no class may do. */
class ArchitectureTest {
    private static final Set<String> API = Set.of(
            "org.dxos.echo",
            "org.dxos.echo.model",
            "org.dxos.echo.feed",
            "org.dxos.halo.credential",
            "org.dxos.storage",
            "org.dxos.node");

    /** Besides base and itself. A bundle that is not here may import no other. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("org.dxos.storage.file", Set.of("org.dxos.storage")),
            Map.entry("org.dxos.storage.memory", Set.of("org.dxos.storage")),
            Map.entry("org.dxos.storage.tck", Set.of("org.dxos.storage", "org.dxos.testkit")),
            Map.entry("org.dxos.echo", Set.of("org.dxos.echo.model", "org.dxos.halo.credential")),
            Map.entry("org.dxos.echo.tck", Set.of("org.dxos.echo.model", "org.dxos.testkit")),
            Map.entry("org.dxos.echo.feed.log", Set.of("org.dxos.echo.feed", "org.dxos.storage")),
            Map.entry(
                    "org.dxos.echo.engine",
                    Set.of(
                            "org.dxos.echo",
                            "org.dxos.echo.model",
                            "org.dxos.echo.feed",
                            "org.dxos.halo.credential",
                            "org.dxos.storage")),
            Map.entry("org.dxos.node", Set.of("org.dxos.echo")),
            Map.entry("org.dxos.model.object", Set.of("org.dxos.echo.model")),
            Map.entry("org.dxos.model.text", Set.of("org.dxos.echo.model")),
            Map.entry("org.dxos.model.messenger", Set.of("org.dxos.echo.model")),
            Map.entry("org.dxos.model.chess", Set.of("org.dxos.echo.model")));

    private static List<String> names;
    private static JavaClasses classes;

    @BeforeAll
    static void readAllBundles() {
        names = Tree.bundles().stream().map(Tree.Module::name).toList();
        Path[] folders = Tree.bundles().stream().map(Tree.Module::classes).toArray(Path[]::new);
        classes = new ClassFileImporter().importPaths(folders);
        assertFalse(classes.isEmpty(), "no classes were found");
    }

    @Test
    void bundlesImportOnlyWhatTheTableAllows() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : classes) {
            String from = bundleOf(type).orElseThrow();
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                Optional<String> to = bundleOf(dependency.getTargetClass());
                if (to.isPresent() && !mayImport(from, to.get())) {
                    violations.add(from + " -> " + to.get() + " (" + type.getName() + ")");
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    private static boolean mayImport(String from, String to) {
        if (from.equals(to) || to.equals("org.dxos.base")) {
            return true;
        }
        if (from.equals("org.dxos.shell")) {
            return API.contains(to) || to.startsWith("org.dxos.model.");
        }
        return MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
    }

    private static Optional<String> bundleOf(JavaClass type) {
        String name = type.getPackageName();
        return names.stream()
                .filter(bundle -> name.equals(bundle) || name.startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length));
    }

    @Test
    void theFrameworkIsKnownOnlyToPackagesNamedForIt() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : classes) {
            if (type.getPackageName().contains(".internal.osgi")) {
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                boolean framework = target.getPackageName().startsWith("org.osgi.")
                        && !target.isAnnotation()
                        && !target.getPackageName().contains(".annotation");
                if (framework) {
                    violations.add(type.getName() + " -> " + target.getName());
                }
            }
        }
        assertEquals(Set.of(), violations);
    }

    @Test
    void threadsAndTimeComeFromTheLoopPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.dxos.base.loop..", "org.dxos.testkit..", "..tck..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callConstructor(Thread.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.concurrent.Executors.class, java.util.Timer.class)
                .check(classes);
    }

    @Test
    void nothingTouchesWhatBelongsToTheWholeProcess() {
        noClasses()
                .should()
                .callMethod(Thread.class, "setContextClassLoader", ClassLoader.class)
                .orShould()
                .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.io.ObjectInputStream.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(classes);
    }
}
