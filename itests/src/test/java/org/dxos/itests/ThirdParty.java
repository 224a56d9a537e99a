package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the third party's project as the third party does: on a copy of its own, with a local repository of its own, from
 * published artifacts. Ours are published into a folder first, those of others come from the local repository of this build, or
 * else from where Maven finds them.
 */
final class ThirdParty {
    static final String BUNDLE = "com.example.ledger";
    static final Path SOURCE = Tree.ROOT.resolve("itests/thirdparty");
    private static final List<String> PUBLISHED =
            List.of("org.dxos.base", "org.dxos.testkit", "org.dxos.echo.model", "org.dxos.echo.tck");
    private static final long PATIENCE_MINUTES = 8;

    private static @Nullable Path built;

    private ThirdParty() {}

    /** The bundle of a release, which has passed its tests. */
    static synchronized byte[] release(int number) throws IOException, InterruptedException {
        if (built == null) {
            built = build();
        }
        return Files.readAllBytes(built.resolve("ledger-" + number + "/target/" + BUNDLE + "-" + number + ".0.0.jar"));
    }

    private static Path build() throws IOException, InterruptedException {
        Path work = Tree.ROOT.resolve("itests/target/thirdparty");
        delete(work);
        Path repository = work.resolve("published");
        publish(repository);
        Path project = work.resolve("project");
        copy(SOURCE, project);
        Path settings = work.resolve("settings.xml");
        Files.writeString(settings, settings(repository));
        String maven = System.getProperty("maven.home", "");
        Path log = work.resolve("mvn.log");
        Process process = new ProcessBuilder(
                        maven.isEmpty() ? "mvn" : maven + "/bin/mvn",
                        "-B",
                        "-ntp",
                        "-gs",
                        settings.toString(),
                        "-Dmaven.repo.local=" + work.resolve("local"),
                        "package")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the third party's build does not end:\n" + Files.readString(log));
        }
        assertEquals(0, process.exitValue(), () -> "the third party's build failed:\n" + text(log));
        return project;
    }

    private static void publish(Path repository) throws IOException {
        String parent = Files.readString(Tree.ROOT.resolve("pom.xml"));
        String version = parent.substring(parent.indexOf("<version>") + 9, parent.indexOf("</version>"));
        publish(repository, "dxos", version, Tree.ROOT.resolve("pom.xml"), null);
        for (Tree.Module module : Tree.bundles()) {
            if (PUBLISHED.contains(module.name())) {
                publish(
                        repository,
                        module.name(),
                        version,
                        module.folder().resolve("pom.xml"),
                        module.folder().resolve("target/" + module.name() + "-" + version + ".jar"));
            }
        }
    }

    private static void publish(Path repository, String name, String version, Path pom, @Nullable Path jar)
            throws IOException {
        Path folder = Files.createDirectories(repository.resolve("org/dxos/" + name + "/" + version));
        Files.copy(pom, folder.resolve(name + "-" + version + ".pom"));
        if (jar != null) {
            Files.copy(jar, folder.resolve(name + "-" + version + ".jar"));
        }
    }

    private static String settings(Path published) {
        Path build = Path.of(System.getProperty("maven.repo.local"));
        String ours = repository("repository", "published", published);
        String theirs = repository("repository", "build", build);
        return "<settings><profiles><profile><id>here</id><repositories>" + ours + theirs
                + "</repositories><pluginRepositories>" + repository("pluginRepository", "build", build)
                + "</pluginRepositories></profile></profiles>"
                + "<activeProfiles><activeProfile>here</activeProfile></activeProfiles></settings>";
    }

    private static String repository(String element, String id, Path folder) {
        String policy = "<enabled>true</enabled><checksumPolicy>ignore</checksumPolicy>";
        return "<" + element + "><id>" + id + "</id><url>" + folder.toUri() + "</url><releases>" + policy
                + "</releases><snapshots>" + policy + "</snapshots></" + element + ">";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.filter(
                            path -> !from.relativize(path).toString().matches("(.*/)?target(/.*)?"))
                    .toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
