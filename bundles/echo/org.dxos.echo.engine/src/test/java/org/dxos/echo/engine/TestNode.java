package org.dxos.echo.engine;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.PartyId;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.Party;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedStore;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextModels;
import org.dxos.storage.Storage;

/** A whole node without a framework: engine, feed log, keys. */
final class TestNode implements AutoCloseable {
    final Storage storage;
    final FeedStore feeds;
    final Keyring keyring;
    final Scheduler scheduler;
    final EchoEngine echo;
    final List<Throwable> failures = new ArrayList<>();

    private TestNode(Storage storage, Keyring keyring, Scheduler scheduler, PartyConfig config, LogConfig logConfig) {
        this.storage = storage;
        this.keyring = keyring;
        this.scheduler = scheduler;
        this.feeds = new LogFeedStore(storage, logConfig);
        this.echo = new EchoEngine(new EchoEngine.Parts(storage, feeds, keyring, scheduler, config, failures::add));
    }

    /** A node with the object model. */
    static TestNode withObjects(Storage storage, Keyring keyring, Scheduler scheduler) {
        TestNode node = bare(storage, keyring, scheduler, PartyConfig.DEFAULT);
        node.echo.add(ObjectModels.stateMachine(), "test");
        node.echo.add(ObjectModels.model(), "test");
        return node;
    }

    /** A node without any models. */
    static TestNode bare(Storage storage, Keyring keyring, Scheduler scheduler, PartyConfig config) {
        return new TestNode(storage, keyring, scheduler, config, LogConfig.DEFAULT);
    }

    /**
     * A node with the object and the text model, whose feed files are small and whose snapshots are frequent, so that little data has
     * many of both.
     */
    static TestNode withSmallFiles(Storage storage, Keyring keyring, Scheduler scheduler) {
        LogConfig small =
                LogConfig.DEFAULT.withSegmentSize(2000).withIndexInterval(200).withCheckpointInterval(500);
        TestNode node = new TestNode(storage, keyring, scheduler, PartyConfig.DEFAULT.withSnapshotBlocks(5), small);
        node.echo.add(ObjectModels.stateMachine(), "test");
        node.echo.add(ObjectModels.model(), "test");
        node.echo.add(TextModels.stateMachine(), "test");
        node.echo.add(TextModels.model(), "test");
        return node;
    }

    Party party(PartyId id) {
        return echo.party(id);
    }

    @Override
    public void close() {
        echo.close();
    }
}
