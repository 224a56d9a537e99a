package org.dxos.launcher.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Entropy;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.Echo;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.engine.internal.record.Records;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.halo.keystore.file.FileKeyring;
import org.dxos.node.internal.backup.BackupWriter;
import org.dxos.storage.file.FileStorage;
import org.jspecify.annotations.Nullable;

/** The store of a node that is being restored. Confined to one thread. */
final class RestoredStore {
    private final FileStorage storage;
    private final SystemScheduler scheduler;
    private final EchoEngine echo;
    private final List<Throwable> failures;

    private RestoredStore(FileStorage storage, SystemScheduler scheduler, EchoEngine echo, List<Throwable> failures) {
        this.storage = storage;
        this.scheduler = scheduler;
        this.echo = echo;
        this.failures = failures;
    }

    /** @param header whose node this is to be; null for a new one */
    static RestoredStore open(Path folder, BackupWriter.@Nullable Header header) throws IOException {
        FileStorage storage = FileStorage.open(folder.resolve("store"));
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        SystemScheduler scheduler = new SystemScheduler("restore", 2, failures::add);
        try {
            if (header != null) {
                new Records(storage).save(new Records.NodeRecord(header.identity(), header.device()));
            }
            EchoEngine echo = new EchoEngine(new EchoEngine.Parts(
                    storage,
                    new LogFeedStore(storage, LogConfig.DEFAULT),
                    FileKeyring.open(folder.resolve("keys"), Entropy.secure()),
                    scheduler,
                    PartyConfig.DEFAULT,
                    failures::add));
            return new RestoredStore(storage, scheduler, echo, failures);
        } catch (IOException | RuntimeException e) {
            scheduler.close();
            storage.close();
            throw e;
        }
    }

    /** Takes in a party as if a peer had sent it: verified, and written to by a fresh feed of this node. */
    PartyId add(String label, InputStream archive) {
        PartyId id = echo.importParty(archive, Echo.Progress.NONE);
        echo.labelParty(id, label);
        echo.party(id).flush();
        echo.closeParty(id);
        return id;
    }

    /** Closes the store with all in it safe from a crash. */
    void finish() throws IOException {
        close();
        if (!failures.isEmpty()) {
            throw new IOException("the store could not be written: " + failures.get(0), failures.get(0));
        }
    }

    void close() throws IOException {
        echo.close();
        scheduler.close();
        storage.close();
    }
}
