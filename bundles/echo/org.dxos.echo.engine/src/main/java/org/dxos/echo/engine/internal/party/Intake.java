package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.halo.credential.Credential;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Blocks as they come from peers and go to them. Offers are checked on the thread that brings them, and stored in the loop. */
final class Intake {
    private static final int READ_AT_ONCE = 512;

    private final PartyId party;
    private final PartyServices services;
    private final PartyLoop loop;
    private final FeedTable feeds;
    private final Sequencer sequencer;
    private final Sequencer.Admission admission;
    private final Membership members;
    private final Committer committer;
    private final Standing standing;
    private final Forks forks;
    private final ForkWatch watch;
    private final Consumer<Runnable> afterPublish;
    private final Map<FeedState, Long> grown = new HashMap<>();

    /** @param afterPublish runs something when the next view is published; called in the loop */
    Intake(
            PartyId party,
            PartyServices services,
            PartyLoop loop,
            FeedTable feeds,
            Sequencer sequencer,
            Sequencer.Admission admission,
            Membership members,
            Committer committer,
            Standing standing,
            Forks forks,
            ForkWatch watch,
            Consumer<Runnable> afterPublish) {
        this.party = party;
        this.services = services;
        this.loop = loop;
        this.feeds = feeds;
        this.sequencer = sequencer;
        this.admission = admission;
        this.members = members;
        this.committer = committer;
        this.standing = standing;
        this.forks = forks;
        this.watch = watch;
        this.afterPublish = afterPublish;
    }

    Map<FeedKey, Long> lengths() {
        Map<FeedKey, Long> lengths = new HashMap<>();
        feeds.all().forEach(feed -> lengths.put(feed.key, sendable(feed)));
        return lengths;
    }

    Optional<Hash> chain(FeedKey feed, long length) throws FeedException {
        FeedState state = feeds.get(feed);
        return state == null || length > sendable(state) ? Optional.empty() : Optional.of(state.log.chain(length));
    }

    Optional<FeedRange> range(FeedKey feed, long from, int maxBytes) throws FeedException {
        FeedState state = feeds.get(feed);
        if (state == null || from >= sendable(state)) {
            return Optional.empty();
        }
        return state.log.range(from, maxBytes).filter(range -> range.head().length() <= sendable(state));
    }

    /** What of our own feed could be lost in a crash does not leave, or we could come to sign a second history. */
    private static long sendable(FeedState feed) {
        return feed.own ? feed.log.syncedLength() : feed.log.writtenLength();
    }

    CompletionStage<Verdict> offer(FeedRange range) {
        CompletableFuture<Verdict> future = new CompletableFuture<>();
        if (standing.isClosed()) {
            future.complete(Verdict.UNAVAILABLE);
            return future;
        }
        try {
            FeedState kept = feeds.get(range.feed());
            Verdict verdict = verdict(range, kept);
            if (verdict == Verdict.FORKED && kept != null) {
                return watch.forked(range, kept);
            }
            if (verdict != null) {
                future.complete(watch.counted(verdict));
                return future;
            }
        } catch (FeedException e) {
            future.complete(Verdict.UNAVAILABLE);
            return future;
        }
        loop.execute(() -> store(range, future));
        return future;
    }

    private @Nullable Verdict verdict(FeedRange range, @Nullable FeedState state) throws FeedException {
        Verdict verdict = Offers.verdict(range, state == null ? null : state.log);
        if (verdict == null
                && state == null
                && !members.roster().feeds().contains(range.feed())
                && !members.roster()
                        .with(Offers.firstCredentials(range))
                        .feeds()
                        .contains(range.feed())) {
            return Verdict.NOT_ADMITTED;
        }
        if (verdict == null && state != null && state.own) {
            watch.ownFeedIsOld();
            return Verdict.UNAVAILABLE;
        }
        if (verdict == null && state != null && state.log.writtenLength() >= state.limit) {
            return Verdict.FROZEN;
        }
        return verdict;
    }

    private void store(FeedRange range, CompletableFuture<Verdict> future) {
        FeedState feed = feeds.get(range.feed());
        try {
            if (standing.isClosed()) {
                future.complete(Verdict.UNAVAILABLE);
                return;
            }
            if (feed == null) {
                if (feeds.isFull()) {
                    future.complete(Verdict.UNAVAILABLE);
                    return;
                }
                feed = feeds.add(services.feeds().open(party, range.feed()), false);
                feed.limit = forks.limit(feed.key);
            }
            long known = feed.log.length();
            if (known >= feed.limit) {
                future.complete(Verdict.FROZEN);
                return;
            }
            if (range.from() > known || range.head().length() <= known) {
                future.complete(range.from() > known ? Verdict.GAP : Verdict.KNOWN);
                return;
            }
            feed.log.accept(Offers.from(range, known));
            committer.addDirty(feed);
            grown.put(feed, feed.log.length());
            readCredentials(feed);
            sequencer.wake(feed);
            afterPublish.accept(() -> future.complete(Verdict.ACCEPTED));
        } catch (FeedException e) {
            if (e.getCause() instanceof StorageException) {
                standing.readOnly("storage failed: " + e.getMessage());
                services.failures().accept(e);
            }
            future.complete(feed == null ? Verdict.UNAVAILABLE : refusal(range, feed));
        } catch (RuntimeException e) {
            future.complete(Verdict.UNAVAILABLE);
            throw e;
        }
    }

    /** Why a range that was right when it was offered is not now: what came meanwhile may be on another chain. */
    private static Verdict refusal(FeedRange range, FeedState feed) {
        try {
            Verdict verdict = Offers.verdict(range, feed.log);
            return verdict == null ? Verdict.UNAVAILABLE : verdict;
        } catch (FeedException e) {
            return Verdict.UNAVAILABLE;
        }
    }

    /** Credentials count as soon as they are here, whatever else their feed waits for. */
    void readCredentials(FeedState feed) {
        List<Credential> found = new ArrayList<>();
        try {
            long end;
            while (feed.scanned < (end = Math.min(feed.log.length(), feed.limit))) {
                int count = (int) Math.min(READ_AT_ONCE, end - feed.scanned);
                for (Bytes bytes : feed.log.blocks(feed.scanned, count)) {
                    if (BlockCodec.isControl(bytes)) {
                        collect(feed, feed.scanned, bytes, found);
                    }
                    feed.scanned++;
                }
            }
        } catch (FeedException e) {
            admission.unreadable(feed, e);
        }
        members.learn(found);
    }

    private void collect(FeedState feed, long sequence, Bytes bytes, List<Credential> found) {
        try {
            for (Bytes encoded : BlockCodec.decode(feed.key, bytes).credentials()) {
                found.add(Credential.parse(encoded));
            }
        } catch (MalformedException e) {
            admission.reject(feed, sequence, Reason.INVALID_CREDENTIAL, String.valueOf(e.getMessage()));
        }
    }

    /** Whether feeds of others have grown in this turn. */
    boolean hasGrown() {
        return !grown.isEmpty();
    }

    /** The feeds of others that have grown in this turn; begins anew. */
    Map<FeedState, Long> takeGrown() {
        Map<FeedState, Long> all = Map.copyOf(grown);
        grown.clear();
        return all;
    }
}
