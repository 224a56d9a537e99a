package org.dxos.echo.feed;

import java.util.List;
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

    /**
     * Tells of a head that a peer holds. A head of our own feed that is beyond or beside our copy shows that this copy is an old
     * one: nothing is appended to it any more, and the party opens again with a fresh feed.
     *
     * @return KNOWN when it is on our chain; GAP when the feed is longer there, or not here at all; FORKED when it is on another
     *     chain, which is proven by offering blocks from the last length on at which the {@link #chain chains} agree; FORGED
     */
    Verdict heard(FeedHead head);

    /** Proofs that writers of feeds of this party signed two histories: to be told to every peer. */
    List<ForkProof> forks();

    /**
     * Offers a proof from a peer. It is verified on the calling thread, kept for good, and ends its feed at the last common block;
     * where more than that counted until now, the party is opened again without it.
     *
     * @return ACCEPTED; KNOWN when the feed ends there or earlier already; FORGED when it proves nothing; NOT_ADMITTED when
     *     the feed is not of this party, as far as known; UNAVAILABLE
     */
    CompletionStage<Verdict> offer(ForkProof proof);

    /** How many ranges, heads and proofs were refused as {@link Verdict#FORGED} since the party was opened. */
    long forgeries();

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
        /** Signed, but not on the chain that is here: the writer forked. The proof is kept. */
        FORKED,
        /** The feed forked and ends before these blocks. */
        FROZEN,
        /** The feed is not admitted and its first block does not admit it. */
        NOT_ADMITTED,
        /** The party or the feed takes no blocks now: closed, damaged, or the disk is full. */
        UNAVAILABLE
    }
}
