package org.dxos.itests.bench;

import java.nio.file.Path;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.loop.Entropy;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedStore;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.halo.keystore.file.FileKeyring;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextModels;
import org.dxos.storage.Storage;
import org.dxos.storage.StorageException;
import org.dxos.storage.file.FileStorage;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.MemoryKeyring;

/** A node as a library: engine, feed log and models, without a framework. */
final class Node implements AutoCloseable {
    final Storage storage;
    final EchoEngine echo;
    private final SystemScheduler scheduler;

    private Node(Storage storage, Storage log) {
        this(storage, log, new MemoryKeyring(Entropy.secure()));
    }

    private Node(Storage storage, Storage log, Keyring keyring) {
        this.storage = storage;
        this.scheduler = new SystemScheduler("bench", 2, failure -> {
            throw new IllegalStateException(failure);
        });
        FeedStore feeds = new LogFeedStore(log, LogConfig.DEFAULT);
        this.echo = new EchoEngine(
                new EchoEngine.Parts(storage, feeds, keyring, scheduler, PartyConfig.DEFAULT, failure -> {
                    throw new IllegalStateException(failure);
                }));
        echo.add(ObjectModels.stateMachine(), "");
        echo.add(ObjectModels.model(), "");
        echo.add(TextModels.stateMachine(), "");
        echo.add(TextModels.model(), "");
    }

    static Node inMemory() {
        Storage storage = new MemoryStorage();
        return new Node(storage, storage);
    }

    /** On disk, every sync reaching the device. */
    static Node onDisk(Path folder) throws StorageException {
        Storage storage = FileStorage.open(folder);
        return new Node(storage, storage);
    }

    /** On disk with its keys, so that another process can go on with it. */
    static Node kept(Path folder) throws StorageException {
        Storage storage = FileStorage.open(folder.resolve("data"));
        return new Node(storage, storage, FileKeyring.open(folder.resolve("keys"), Entropy.secure()));
    }

    /** On disk, written by the operating system when it likes. */
    static Node onDiskUnsynced(Path folder) throws StorageException {
        Storage storage = new UnsyncedStorage(FileStorage.open(folder));
        return new Node(storage, storage);
    }

    @Override
    public void close() throws StorageException {
        echo.close();
        scheduler.close();
        storage.close();
    }
}
