package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.FeedException;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.Decision;
import org.dxos.halo.credential.Roster;
import org.dxos.halo.credential.Writer;
import org.jspecify.annotations.Nullable;

/** The feed that this node writes in a party. Confined to the party loop, but for {@link #state} and {@link #require}. */
final class OwnFeed {
    private final PartyId party;
    private final PartyServices services;
    private final FeedTable feeds;
    private final Sequencer sequencer;
    private final Membership members;
    private final Committer committer;
    private final Standing standing;
    private volatile @Nullable FeedState feed;
    private @Nullable Signer signer;
    private final List<WriteReceipt> visible = new ArrayList<>();

    OwnFeed(
            PartyId party,
            PartyServices services,
            FeedTable feeds,
            Sequencer sequencer,
            Membership members,
            Committer committer,
            Standing standing) {
        this.party = party;
        this.services = services;
        this.feeds = feeds;
        this.sequencer = sequencer;
        this.members = members;
        this.committer = committer;
        this.standing = standing;
    }

    void begin(FeedState own, Signer key) {
        feed = own;
        signer = key;
        committer.setOwn(own);
    }

    @Nullable
    FeedState state() {
        return feed;
    }

    FeedKey key() {
        FeedState own = feed;
        if (own == null) {
            throw new EchoException(Code.UNAVAILABLE, "party " + party + " is read-only: " + standing.reason());
        }
        return own.key;
    }

    /** The feed, if it can be continued now. */
    FeedState writable() {
        FeedState own = feed;
        if (!standing.isSound() || own == null) {
            throw standing.refusal(party.toString(), standing.reason());
        }
        String waiting = waiting(own);
        if (!waiting.isEmpty()) {
            throw standing.refusal(party.toString(), waiting);
        }
        return own;
    }

    /** Who we write as. */
    Writer author(FeedState own) {
        if (own.writer == null && !members.isAdmitted(own)) {
            throw new EchoException(Code.DENIED, "the roster of party " + party + " does not let this device write");
        }
        return java.util.Objects.requireNonNull(own.writer);
    }

    /** A feed is continued from its end only: what comes next builds on blocks that must have been taken in. */
    private static String waiting(FeedState own) {
        return own.processed == own.log.length()
                ? ""
                : "our feed has " + own.log.length() + " blocks, of which " + own.processed
                        + " could be taken in: the next needs blocks of other feeds that are not here";
    }

    /** Whether our feed has blocks that were not taken in before this turn; says in the standing whether it still has. */
    boolean noteWaiting() {
        FeedState own = feed;
        if (own == null || (!standing.isWaiting() && own.processed == own.log.length())) {
            return false;
        }
        standing.waits(waiting(own));
        return true;
    }

    long nextHeight() {
        long height = 0;
        for (FeedState other : feeds.all()) {
            height = Math.max(height, other.lastHeight());
        }
        return height + 1;
    }

    long now() {
        FeedState own = feed;
        return Math.max(
                own == null ? 0 : own.lastMillis,
                services.scheduler().clock().now().toEpochMilli());
    }

    /** Adds a block to our feed and marks it as processed. */
    void append(
            FeedState own,
            long claimedMillis,
            List<Bytes> credentials,
            List<Operation> operations,
            WriteReceipt receipt) {
        Block block = new Block(dependencies(own), nextHeight(), claimedMillis, credentials, operations);
        Bytes bytes = BlockCodec.encode(own.key, block);
        int limit = services.config().maxBlockBytes();
        if (bytes.size() > limit) {
            throw new EchoException(
                    Code.LIMIT, "the batch takes " + bytes.size() + " bytes; a block has at most " + limit);
        }
        try {
            receipt.sequence = own.log.append(bytes);
        } catch (FeedException e) {
            standing.readOnly("storage failed: " + e.getMessage());
            services.failures().accept(e);
            throw new EchoException(Code.STORAGE, String.valueOf(e.getMessage()), e);
        }
        for (Block.Dependency dependency : block.dependencies()) {
            FeedKey key = dependency.key() == null ? own.mentioned.get(dependency.number()) : dependency.key();
            if (dependency.key() != null) {
                own.mentioned.add(dependency.key());
            }
            own.see(java.util.Objects.requireNonNull(feeds.get(key)).number, dependency.length());
        }
        own.advance(block.height(), block.claimedMillis());
        own.scanned = own.processed;
        sequencer.processed(own);
        visible.add(receipt);
        if (receipt.level == Acknowledgement.DISK) {
            committer.add(receipt);
        }
    }

    /** Tells those who wait for a view that shows their writes; one has been published. */
    void acknowledgeVisible() {
        for (WriteReceipt receipt : visible) {
            if (receipt.level == Acknowledgement.MEMORY) {
                receipt.complete();
            }
        }
        visible.clear();
    }

    boolean isUnsynced() {
        FeedState own = feed;
        return own != null && own.log.syncedLength() < own.log.length();
    }

    /** Writes credentials. */
    void write(Supplier<List<Credential>> credentials, WriteReceipt receipt) {
        FeedState own = writable();
        List<Credential> issued = credentials.get();
        Roster next = members.roster().with(issued);
        for (Credential credential : issued) {
            next.decision(credential.hash())
                    .filter(decision -> decision.verdict() == Decision.Verdict.REFUSED)
                    .ifPresent(decision -> {
                        throw new EchoException(Code.DENIED, decision.words());
                    });
        }
        append(own, now(), issued.stream().map(Credential::encoded).toList(), List.of(), receipt);
        members.learn(issued);
    }

    /** What makes our device and feed known, as soon as the party has admitted our identity and not before; else nothing. */
    List<Credential> admission() {
        FeedState own = feed;
        Signer key = signer;
        Roster now = members.roster();
        if (own == null
                || key == null
                || !standing.isSound()
                || !own.log.isWritable()
                || own.processed < own.log.length()
                || now.feeds().contains(own.key)
                || now.member(new IdentityKey(services.identity().publicKey())).isEmpty()) {
            return List.of();
        }
        long millis = now();
        IdentityKey member = new IdentityKey(services.identity().publicKey());
        Credential authorised =
                Credentials.authoriseDevice(now, services.identity(), member, services.device(), millis);
        return List.of(
                authorised, Credentials.admitFeed(now.with(List.of(authorised)), services.device(), key, millis));
    }

    private List<Block.Dependency> dependencies(FeedState own) {
        List<Block.Dependency> dependencies = new ArrayList<>(2);
        for (int number = 0; number < own.mentioned.size(); number++) {
            FeedState other = java.util.Objects.requireNonNull(feeds.get(own.mentioned.get(number)));
            if (other.processed > own.seen(other.number)) {
                dependencies.add(new Block.Dependency(number, null, other.processed));
            }
        }
        int number = own.mentioned.size();
        for (FeedState other : feeds.all()) {
            if (other != own && other.processed > 0 && own.seen(other.number) == 0) {
                dependencies.add(new Block.Dependency(number++, other.key, other.processed));
            }
        }
        return dependencies;
    }
}
