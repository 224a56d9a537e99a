package org.dxos.itests.simulation;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.Item;
import org.dxos.echo.Party;
import org.dxos.echo.engine.EchoEngine;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.feed.log.LogFeedStore;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;

/** A replica of a party of somebody who is no member, and so changes nothing of it. */
final class Replica implements AutoCloseable {
    final EchoEngine echo;
    Party party;
    final FaultyStorage storage;
    final List<Throwable> failures = new ArrayList<>();
    final SimScheduler scheduler = new SimScheduler();
    private final MemoryKeyring keyring;
    private final List<NumbersModel> models = new ArrayList<>();

    private Replica(FaultyStorage storage, MemoryKeyring keyring, RawParty raw, NumbersMachine.Edition edition) {
        this.storage = storage;
        this.keyring = keyring;
        this.echo = new EchoEngine(new EchoEngine.Parts(
                storage,
                new LogFeedStore(storage, LogConfig.DEFAULT),
                keyring,
                scheduler,
                PartyConfig.DEFAULT,
                failures::add));
        for (NumbersMachine.Kind kind : NumbersMachine.Kind.values()) {
            echo.add(new NumbersMachine(kind, edition), "test");
            NumbersModel model = new NumbersModel(kind);
            models.add(model);
            echo.add(model, "test");
        }
        this.party = echo.joinParty(raw.ticket);
    }

    /** A replica that has the base of the party. */
    static Replica of(RawParty raw) {
        return of(raw, NumbersMachine.Edition.NEW);
    }

    /** The same with other code. */
    static Replica of(RawParty raw, NumbersMachine.Edition edition) {
        MemoryKeyring keyring = TestIdentity.of("observer").keyring();
        Replica replica = new Replica(new FaultyStorage(), keyring, raw, edition);
        replica.mustAccept(raw.base.all());
        return replica;
    }

    /** Another replica that begins as this one is now. */
    Replica copy(RawParty raw) {
        party.flush();
        return new Replica(storage.crash(CrashOutcome.KEEP_ALL), keyring, raw, NumbersMachine.Edition.NEW);
    }

    void removeModels() {
        models.forEach(echo::remove);
    }

    PartyFeeds feeds() {
        return echo.feeds(party.id()).orElseThrow();
    }

    /** Closes the party and opens it again, so that all items come to rest. */
    void rest() {
        echo.closeParty(party.id());
        party = echo.party(party.id());
    }

    PartyFeeds.Verdict offer(FeedRange range) {
        PartyFeeds.Verdict verdict = feeds().offer(range).toCompletableFuture().join();
        if (!failures.isEmpty()) {
            throw new AssertionError("a failure", failures.get(0));
        }
        return verdict;
    }

    void mustAccept(FeedRange range) {
        PartyFeeds.Verdict verdict = offer(range);
        if (verdict != PartyFeeds.Verdict.ACCEPTED) {
            throw new AssertionError(verdict + " to " + range.feed());
        }
    }

    Item item(RawParty raw, NumbersMachine.Kind kind) {
        return party.view().item(raw.items.get(kind.ordinal())).orElseThrow();
    }

    String snapshot() {
        return Snapshot.of(party, feeds());
    }

    @Override
    public void close() {
        echo.close();
    }
}
