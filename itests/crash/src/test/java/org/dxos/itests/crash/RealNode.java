package org.dxos.itests.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dxos.base.loop.Entropy;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.halo.keystore.file.FileKeyring;
import org.dxos.model.object.ObjectModels;
import org.dxos.storage.StorageException;
import org.dxos.storage.file.FileStorage;

/** An engine on real files in a home folder, with small segments, so that little data has many files. */
final class RealNode implements AutoCloseable {
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final EchoEngine echo;
    private final FileStorage storage;
    private final SystemScheduler scheduler;

    RealNode(Path home) throws StorageException {
        this.storage = FileStorage.open(home.resolve("store"));
        this.scheduler = new SystemScheduler("node", 4, failures::add);
        boolean done = false;
        try {
            LogConfig small = LogConfig.DEFAULT
                    .withSegmentSize(1 << 15)
                    .withIndexInterval(1 << 10)
                    .withCheckpointInterval(1 << 13);
            this.echo = new EchoEngine(new EchoEngine.Parts(
                    storage,
                    new LogFeedStore(storage, small),
                    FileKeyring.open(home.resolve("keys"), Entropy.secure()),
                    scheduler,
                    PartyConfig.DEFAULT,
                    failures::add));
            echo.add(ObjectModels.stateMachine(), "test");
            echo.add(ObjectModels.model(), "test");
            done = true;
        } finally {
            if (!done) {
                scheduler.close();
                storage.close();
            }
        }
    }

    @Override
    public void close() throws StorageException {
        echo.close();
        scheduler.close();
        storage.close();
    }
}
