package org.dxos.node.internal.osgi;

import java.nio.file.Path;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.loop.Clock;
import org.dxos.echo.Echo;
import org.dxos.node.Backups;
import org.dxos.node.internal.backup.NodeBackups;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Offers backups of this node. */
@Component
public final class BackupService implements Backups {
    private final NodeBackups backups;

    @Activate
    public BackupService(BundleContext context, @Reference Echo echo, @Reference Keyring keyring) {
        HomeFolder home = HomeFolder.of(context);
        backups = new NodeBackups(echo, keyring, home.conf(), home.version(), Clock.system());
    }

    @Override
    public boolean isKeyringEncrypted() {
        return backups.isKeyringEncrypted();
    }

    @Override
    public Content write(Path target, Keys keys, Progress progress) {
        return backups.write(target, keys, progress);
    }

    @Override
    public Content verify(Path file, Progress progress) {
        return backups.verify(file, progress);
    }
}
