package org.dxos.node.internal.osgi;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** The folders of this node, as the launcher named them in framework properties. */
record HomeFolder(Path home, Optional<Path> distribution, String profile, String version) {
    static HomeFolder of(BundleContext context) {
        String home = context.getProperty("dxos.home");
        if (home == null) {
            throw new IllegalStateException("the framework property dxos.home is not set");
        }
        String profile = context.getProperty("dxos.profile");
        String version = context.getProperty("dxos.version");
        return new HomeFolder(
                Path.of(home),
                Optional.ofNullable(context.getProperty("dxos.distribution")).map(Path::of),
                profile == null ? "production" : profile,
                version == null ? "unversioned" : version);
    }

    Path run() {
        return home.resolve("run");
    }

    Path deploy() {
        return home.resolve("deploy");
    }

    Path conf() {
        return home.resolve("conf");
    }

    Path log() {
        return home.resolve("log").resolve("dxos.log");
    }
}
