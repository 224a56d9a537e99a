package org.dxos.echo.engine.internal.party;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.ForkProof;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.storage.StorageException;

/**
 * Sees that a feed has two histories, or that our copy of our own is an old one. What was taken in cannot be taken out again, so
 * the party stops writing and asks to be opened anew. Any thread; proofs are kept in the party loop.
 */
final class ForkWatch {
    private final PartyServices services;
    private final PartyLoop loop;
    private final FeedTable feeds;
    private final Forks forks;
    private final Membership members;
    private final Committer committer;
    private final Standing standing;
    private final Consumer<Boolean> reopen;
    private final AtomicLong forgeries = new AtomicLong();

    /** @param reopen asks for the party to be opened anew; told whether our own feed must not be continued */
    ForkWatch(
            PartyServices services,
            PartyLoop loop,
            FeedTable feeds,
            Forks forks,
            Membership members,
            Committer committer,
            Standing standing,
            Consumer<Boolean> reopen) {
        this.services = services;
        this.loop = loop;
        this.feeds = feeds;
        this.forks = forks;
        this.members = members;
        this.committer = committer;
        this.standing = standing;
        this.reopen = reopen;
    }

    long forgeries() {
        return forgeries.get();
    }

    /** Counts a verdict, if it is that of a forgery. */
    Verdict counted(Verdict verdict) {
        if (verdict == Verdict.FORGED) {
            forgeries.incrementAndGet();
        }
        return verdict;
    }

    Verdict heard(FeedHead head) {
        if (!head.isAuthentic()) {
            return counted(Verdict.FORGED);
        }
        FeedState feed = feeds.get(head.feed());
        if (feed == null) {
            return Verdict.GAP;
        }
        try {
            if (head.length() > feed.log.writtenLength()) {
                if (feed.own) {
                    ownFeedIsOld();
                }
                return Verdict.GAP;
            }
            if (head.chain().equals(feed.log.chain(head.length()))) {
                return Verdict.KNOWN;
            }
            if (feed.own) {
                ownFeedIsOld();
            }
            return Verdict.FORKED;
        } catch (FeedException e) {
            return Verdict.UNAVAILABLE;
        }
    }

    /** A peer holds blocks signed with our feed's key that are not in our copy. */
    void ownFeedIsOld() {
        stopWriting("a peer holds blocks of our feed that are not here: this is an old copy; a fresh feed is begun");
        reopen.accept(true);
    }

    /** A range that hangs on the chain that is kept and differs from it. */
    CompletionStage<Verdict> forked(FeedRange range, FeedState kept) {
        CompletableFuture<Verdict> future = new CompletableFuture<>();
        try {
            Optional<ForkProof> proof =
                    range.isAuthentic(kept.log.chain(range.from())) ? Forks.between(kept.log, range) : Optional.empty();
            if (proof.isPresent()) {
                loop.execute(() -> keep(proof.get(), future, Verdict.FORKED, Verdict.FORKED));
            } else {
                future.complete(Verdict.FORKED);
            }
        } catch (FeedException e) {
            future.complete(Verdict.UNAVAILABLE);
        }
        return future;
    }

    CompletionStage<Verdict> offer(ForkProof proof) {
        CompletableFuture<Verdict> future = new CompletableFuture<>();
        if (forks.limit(proof.feed()) <= proof.length()) {
            future.complete(proof.isAuthentic() ? Verdict.KNOWN : counted(Verdict.FORGED));
        } else if (!proof.isAuthentic()) {
            future.complete(counted(Verdict.FORGED));
        } else if (feeds.get(proof.feed()) == null && !members.roster().feeds().contains(proof.feed())) {
            future.complete(Verdict.NOT_ADMITTED);
        } else {
            loop.execute(() -> keep(proof, future, Verdict.ACCEPTED, Verdict.KNOWN));
        }
        return future;
    }

    private void keep(ForkProof proof, CompletableFuture<Verdict> future, Verdict kept, Verdict known) {
        if (standing.isClosed()) {
            future.complete(Verdict.UNAVAILABLE);
            return;
        }
        try {
            if (!forks.keep(proof)) {
                future.complete(known);
                return;
            }
        } catch (StorageException e) {
            standing.readOnly("storage failed: " + e.getMessage());
            services.failures().accept(e);
            future.complete(Verdict.UNAVAILABLE);
            return;
        }
        FeedState feed = feeds.get(proof.feed());
        boolean isOwn = feed != null && feed.own;
        String words = "feed " + proof.feed()
                + " has two histories: the party opens again without its blocks after the first " + proof.length();
        if (isOwn) {
            stopWriting(words);
        } else {
            standing.broken(words);
        }
        reopen.accept(isOwn);
        future.complete(kept);
    }

    /** Nothing is signed any more with our feed's key when this returns. */
    private void stopWriting(String reason) {
        standing.broken(reason);
        committer.stop(new EchoException(Code.UNAVAILABLE, reason));
    }
}
