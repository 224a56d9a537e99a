package org.dxos.echo.feed.log.internal.osgi;

import java.util.List;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedStore;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.storage.Storage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the feeds in the node's storage. */
@Component(service = FeedStore.class, configurationPid = "org.dxos.echo.feed.log")
@Designate(ocd = LogFeedStoreComponent.Config.class)
public final class LogFeedStoreComponent implements FeedStore {
    @ObjectClassDefinition(name = "Feeds as segment files")
    public @interface Config {
        @AttributeDefinition(name = "Segment size", description = "Bytes at which a segment file is closed.")
        long segment_size() default 64L << 20;

        @AttributeDefinition(name = "Block size", description = "Bytes in the largest block that a feed takes.")
        int block_size_max() default 1 << 20;

        @AttributeDefinition(
                name = "Checkpoint interval",
                description = "Bytes synced between two writes of the index.")
        int checkpoint_interval() default 8 << 20;
    }

    private final LogFeedStore store;

    @Activate
    public LogFeedStoreComponent(@Reference Storage storage, Config config) {
        store = new LogFeedStore(
                storage,
                LogConfig.DEFAULT
                        .withSegmentSize(config.segment_size())
                        .withMaxBlockSize(config.block_size_max())
                        .withCheckpointInterval(config.checkpoint_interval()));
    }

    @Override
    public List<PartyId> parties() throws FeedException {
        return store.parties();
    }

    @Override
    public List<FeedKey> feeds(PartyId party) throws FeedException {
        return store.feeds(party);
    }

    @Override
    public Feed open(PartyId party, FeedKey feed) throws FeedException {
        return store.open(party, feed);
    }

    @Override
    public Feed openFrom(PartyId party, FeedHead base) throws FeedException {
        return store.openFrom(party, base);
    }

    @Override
    public Feed openOwn(PartyId party, Signer signer) throws FeedException {
        return store.openOwn(party, signer);
    }

    @Override
    public void delete(PartyId party) throws FeedException {
        store.delete(party);
    }
}
