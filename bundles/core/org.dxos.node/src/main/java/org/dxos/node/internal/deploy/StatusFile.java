package org.dxos.node.internal.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dxos.node.Deployment;
import org.dxos.node.Missing;

/** The verdict as a text file beside the jar. */
public final class StatusFile {
    public static final String SUFFIX = ".status";

    private StatusFile() {}

    /** The first line is the verdict and the reason; the others have a key each. */
    public static List<String> lines(Deployment deployment) {
        List<String> lines = new ArrayList<>();
        lines.add(deployment.verdict() + " " + deployment.reason());
        deployment.bundle().ifPresent(bundle -> lines.add("bundle: " + bundle));
        for (Missing missing : deployment.missing()) {
            lines.add("missing " + missing.kind().name().toLowerCase(Locale.ROOT) + ": " + missing.what());
            missing.suppliers().forEach(supplier -> lines.add("  supplied by: " + supplier));
        }
        deployment.remarks().forEach(remark -> lines.add("remark: " + remark));
        deployment.types().forEach(type -> lines.add("type: " + type));
        deployment.signer().ifPresent(signer -> lines.add("signer: " + signer));
        deployment.hash().ifPresent(hash -> lines.add("sha-256: " + hash.hex()));
        lines.add("since: " + deployment.since());
        return lines;
    }

    public static void write(Path folder, Deployment deployment) throws IOException {
        Path target = folder.resolve(deployment.file() + SUFFIX);
        Path partial = folder.resolve("." + deployment.file() + SUFFIX);
        Files.write(partial, lines(deployment));
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void delete(Path folder, String file) throws IOException {
        Files.deleteIfExists(folder.resolve(file + SUFFIX));
    }
}
