package org.dxos.echo.feed.log;

import static org.dxos.echo.feed.log.Logs.KEY;
import static org.dxos.echo.feed.log.Logs.PARTY;
import static org.dxos.echo.feed.log.Logs.SIGNER;
import static org.dxos.echo.feed.log.Logs.SMALL;
import static org.dxos.echo.feed.log.Logs.blocks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.storage.tck.Operation;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Losses of power and failing calls, at every call of a workload. */
class CrashTest {
    private static final AtomicLong POWER_WORKLOADS = new AtomicLong();
    private static final AtomicLong POWER_RECOVERIES = new AtomicLong();
    private static final AtomicLong FAILURE_WORKLOADS = new AtomicLong();
    private static final AtomicLong FAILURES = new AtomicLong();
    private static final AtomicLong FAILURE_RECOVERIES = new AtomicLong();

    @AfterAll
    static void tell() {
        System.out.println("S2: feeds, " + POWER_WORKLOADS + " workloads, power lost at every call, " + POWER_RECOVERIES
                + " recoveries, 0 lost, 0 invented");
        System.out.println("S3: feeds, " + FAILURE_WORKLOADS + " workloads, every call failed once and for ever, "
                + FAILURES + " failures, " + FAILURE_RECOVERIES + " recoveries, 0 acknowledged and lost");
    }

    /** How many blocks a workload was told to be safe. */
    private static final class Told {
        long synced;
    }

    /** Opens, writes and closes a feed twice; syncs after some commits, and notes what it was told is safe. */
    private static Told work(FaultyStorage storage, long seed) {
        Told told = new Told();
        SeededRandom random = new SeededRandom(seed);
        try {
            for (int round = 0; round < 2; round++) {
                Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER);
                try {
                    told.synced = feed.syncedLength();
                    for (int i = 0; i < 20; i++) {
                        Logs.commit(feed, random.between(1, 4));
                        told.synced = feed.syncedLength();
                        if (random.chance(0.6)) {
                            feed.sync();
                            told.synced = feed.syncedLength();
                        }
                    }
                } catch (FeedException e) {
                    told.synced = feed.syncedLength();
                    assertFalse(feed.isWritable());
                    assertThrows(FeedException.class, () -> feed.append(Logs.block(0)));
                    assertThrows(FeedException.class, feed::sync, "a failed sync is not made good");
                    assertEquals(told.synced, feed.syncedLength());
                    throw e;
                } finally {
                    feed.close();
                }
            }
        } catch (FeedException e) {
            assertTrue(e.getMessage().contains("injected"), e.getMessage());
        }
        return told;
    }

    /** Opens what is left: everything that was safe is there, nothing is invented, and it goes on. */
    private static void check(FaultyStorage storage, Told told, String when) throws Exception {
        long length;
        LogFeedStore store = new LogFeedStore(storage, SMALL);
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            length = feed.length();
            assertTrue(length >= told.synced, when + ": " + length + " blocks of " + told.synced + " safe ones");
            assertTrue(feed.damage().stream().allMatch(Feed.Damage::repaired), when + ": " + feed.damage());
            assertTrue(feed.damage().size() <= 1, when + ": warned once, not " + feed.damage());
            assertEquals(blocks(0, length), feed.blocks(0, 10_000), when);
            assertEquals(length, feed.syncedLength(), when);
            Logs.fill(feed, length + 20);
        }
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(List.of(), feed.damage(), when);
            assertEquals(blocks(0, length + 20), feed.blocks(0, 10_000), when);
            assertEquals(Logs.chain(KEY, length + 20), feed.chain(length + 20), when);
        }
    }

    @SeededTest(ci = 1, deep = 100)
    void whatWasSyncedSurvivesLossOfPowerAtEveryCall(long seed) throws Exception {
        FaultyStorage whole = new FaultyStorage();
        work(whole, seed);
        assertTrue(whole.calls() > 100);
        POWER_WORKLOADS.incrementAndGet();
        for (long call = 1; call <= whole.calls(); call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.powerOff(call));
            Told told = work(storage, seed);
            for (CrashOutcome outcome : CrashOutcome.all(seed ^ call)) {
                check(storage.crash(outcome), told, whole.trace().get((int) call - 1) + " then " + outcome);
                POWER_RECOVERIES.incrementAndGet();
            }
        }
    }

    @SeededTest(ci = 1, deep = 20)
    void everyCallMayFailOnceOrForEver(long seed) throws Exception {
        FaultyStorage whole = new FaultyStorage();
        work(whole, seed);
        FAILURE_WORKLOADS.incrementAndGet();
        for (long call = 1; call <= whole.calls(); call++) {
            for (FaultPlan plan : List.of(FaultPlan.failOnce(call), FaultPlan.failFrom(call))) {
                FaultyStorage storage = new FaultyStorage();
                storage.plan(plan);
                Told told = work(storage, seed);
                storage.plan(FaultPlan.NONE);
                String when = whole.trace().get((int) call - 1) + " fails, " + plan;
                List<CrashOutcome> outcomes = CrashOutcome.all(seed ^ call);
                CrashOutcome outcome = outcomes.get((int) (call % outcomes.size()));
                check(storage.crash(outcome), told, when + ", then " + outcome);
                check(storage.restart(), told, when);
                FAILURES.incrementAndGet();
                FAILURE_RECOVERIES.addAndGet(2);
            }
        }
    }

    @Test
    void aShortReadIsAnErrorAndNeverCutsTheFeed() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        work(storage, 1);
        long reads = 0;
        for (long n = 1; n <= 40; n++) {
            FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
            copy.plan(FaultPlan.shortRead(n));
            try (Feed feed = new LogFeedStore(copy, SMALL).openOwn(PARTY, SIGNER)) {
                feed.blocks(0, 10_000);
                assertTrue(feed.damage().isEmpty());
            } catch (FeedException e) {
                reads++;
                assertTrue(e.getMessage().contains("bytes at byte"), e.getMessage());
            }
            try (Feed feed = new LogFeedStore(copy.restart(), SMALL).openOwn(PARTY, SIGNER)) {
                assertTrue(feed.length() > 50);
                assertEquals(blocks(0, feed.length()), feed.blocks(0, 10_000));
                assertEquals(List.of(), feed.damage());
            }
        }
        assertTrue(reads > 5);
    }

    @Test
    void aFullDiskStopsTheFeedUntilThereIsSpaceAndItIsOpenedAgain() throws Exception {
        for (int capacity = 1000; capacity < 3000; capacity += 97) {
            FaultyStorage storage = new FaultyStorage();
            storage.capacity(capacity);
            long synced;
            try (Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER)) {
                FeedException error = assertThrows(FeedException.class, () -> Logs.fill(feed, 1000));
                assertTrue(error.getMessage().contains("no space left"), error.getMessage());
                assertFalse(feed.isWritable());
                synced = feed.syncedLength();
                assertEquals(blocks(0, feed.length()), feed.blocks(0, 1000), "what was appended can be read");
            }
            storage.capacity(Long.MAX_VALUE);
            Told told = new Told();
            told.synced = synced;
            check(storage.restart(), told, "disk full at " + capacity);
        }
    }

    @Test
    void whatAKilledProcessLeftUnsyncedIsSafeOnceTheFeedIsOpen() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        Feed killed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER);
        Logs.commit(killed, 4);
        FaultyStorage next = storage.restart();
        try (Feed feed = new LogFeedStore(next, SMALL).openOwn(PARTY, SIGNER)) {
            assertEquals(4, feed.syncedLength());
            Told told = new Told();
            told.synced = 4;
            check(next.crash(CrashOutcome.LOSE_ALL), told, "loss of power after a kill");
        }
    }

    @Test
    void aFailedSyncFreezesWhatIsSafe() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        try (Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER)) {
            Logs.fill(feed, 3);
            Logs.commit(feed, 1);
            storage.plan(FaultPlan.failOnce(storage.calls() + 1));
            FeedException error = assertThrows(FeedException.class, feed::sync);
            assertEquals(
                    Operation.SYNC,
                    storage.trace().get((int) storage.calls() - 1).operation());
            assertTrue(error.getMessage().contains("cannot be synced"), error.getMessage());
            assertEquals(3, feed.syncedLength());
            assertThrows(FeedException.class, feed::sync);
            assertThrows(FeedException.class, () -> feed.append(Logs.block(4)));
            assertEquals(4, feed.length());
        }
    }
}
