package org.dxos.node.internal.osgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dxos.node.HealthCheck;
import org.dxos.node.HealthResult;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the home folder can be written to and has room. */
@Component(property = HealthCheck.NAME + "=disk")
public final class DiskCheck implements HealthCheck {
    private static final long LOW = 512L << 20;
    private static final long OUT = 32L << 20;

    private final Path home;

    @Activate
    public DiskCheck(BundleContext context) {
        this.home = HomeFolder.of(context).home();
    }

    @Override
    public HealthResult check() {
        try {
            Path probe = Files.createTempFile(home.resolve("store"), ".probe", "");
            try {
                Files.writeString(probe, "probe");
            } finally {
                Files.delete(probe);
            }
            long free = Files.getFileStore(home).getUsableSpace();
            String words = (free >> 20) + " MiB free at " + home;
            if (free < OUT) {
                return HealthResult.down(words);
            }
            return free < LOW ? HealthResult.warn(words) : HealthResult.ok(words + ", writable");
        } catch (IOException e) {
            return HealthResult.down("cannot write to " + home.resolve("store") + ": " + e);
        }
    }
}
