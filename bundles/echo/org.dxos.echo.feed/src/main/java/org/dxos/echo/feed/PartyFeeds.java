package org.dxos.echo.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The feeds of one open party, as replication sees them. Registered as a service with the property {@code dxos.party} (the
 * party's id in hexadecimal) while the party is open. Any thread.
 */
@ProviderType
public interface PartyFeeds {
    String PROPERTY_PARTY = "dxos.party";

    PartyId party();

    /** For each feed kept here the number of signed blocks that can be had. */
    Map<FeedKey, Long> lengths();

    /** The chain value after so many blocks of a feed kept here, or empty when there are not as many. */
    Optional<Hash> chain(FeedKey feed, long length) throws FeedException;

    /** Signed blocks of a feed from a sequence number on; see {@link Feed#range}. */
    Optional<FeedRange> range(FeedKey feed, long from, int maxBytes) throws FeedException;

    /**
     * Offers blocks from a peer. They are verified on the calling thread and then handed to the party, which stores them and
     * applies what is ready.
     */
    CompletionStage<Verdict> offer(FeedRange range);

    /** Tells the listener of every feed that grows here, after the blocks are signed; coalesced, on any thread. */
    Subscription listen(Listener listener);

    /** Told when a feed has grown. Must be quick. */
    @FunctionalInterface
    interface Listener {
        void grown(FeedKey feed, long length);
    }

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** What became of an offer. */
    enum Verdict {
        /** Stored; what was ready is applied. */
        ACCEPTED,
        /** All of it was here before. */
        KNOWN,
        /** Starts beyond what is here: offer from {@link #lengths} on. */
        GAP,
        /** A hash or signature is wrong: the peer is faulty. */
        FORGED,
        /** Signed, but not on the chain that is here: the writer forked. */
        FORKED,
        /** The feed is not admitted and its first block does not admit it. */
        NOT_ADMITTED,
        /** The party or the feed takes no blocks now: closed, damaged, or the disk is full. */
        UNAVAILABLE
    }
}
