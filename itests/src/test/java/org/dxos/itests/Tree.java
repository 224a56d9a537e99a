package org.dxos.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Where the parts of the source tree are, seen from this module. */
final class Tree {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path NODE = ROOT.resolve("distribution/target/dxos");

    /** The folder of one bundle, whose last name is also its artifact and symbolic name. */
    record Module(Path folder) {
        String name() {
            return folder.getFileName().toString();
        }

        Path classes() {
            return folder.resolve("target/classes");
        }

        Manifest manifest() throws IOException {
            try (var in = Files.newInputStream(classes().resolve("META-INF/MANIFEST.MF"))) {
                return new Manifest(in);
            }
        }

        String header(String name) throws IOException {
            String value = manifest().getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }
    }

    private Tree() {}

    static List<Module> bundles() {
        try (Stream<Path> folders =
                Files.find(ROOT.resolve("bundles"), 2, (path, attributes) -> Files.exists(path.resolve("bnd.bnd")))) {
            return folders.sorted().map(Module::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
