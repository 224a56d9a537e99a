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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PrunedException;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

/** Feeds that are not kept from their beginning. */
class PruningTest {
    private static final LogConfig CONFIG = SMALL.withSegmentSize(1200);
    private static final int LENGTH = 60;

    private static Feed open(FaultyStorage storage) throws FeedException {
        return new LogFeedStore(storage, CONFIG).openOwn(PARTY, SIGNER);
    }

    private static FaultyStorage written() throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        try (Feed feed = open(storage)) {
            Logs.fill(feed, LENGTH);
        }
        return storage;
    }

    private static void assertKeptFrom(Feed feed, long first, long length) throws FeedException {
        assertEquals(first, feed.firstKept());
        assertEquals(length, feed.length());
        assertEquals(blocks(first, length), feed.blocks(first, 1000));
        assertEquals(Logs.chain(KEY, first), feed.chain(first));
        assertEquals(Logs.chain(KEY, length), feed.chain(length));
        assertEquals(first > 0, feed.base().isPresent());
        if (first < length) {
            FeedRange range = feed.range(first, 1 << 20).orElseThrow();
            assertTrue(range.isAuthentic(feed.chain(first)));
        }
        if (first > 0) {
            FeedHead base = feed.base().orElseThrow();
            assertEquals(first, base.length());
            assertTrue(base.isAuthentic());
            for (FeedException error : List.of(
                    assertThrows(PrunedException.class, () -> feed.block(first - 1)),
                    assertThrows(PrunedException.class, () -> feed.blocks(0, 10)),
                    assertThrows(PrunedException.class, () -> feed.range(first - 1, 10)),
                    assertThrows(PrunedException.class, () -> feed.chain(first - 1)))) {
                assertTrue(error.getMessage().contains("only from " + first + " on"), error.getMessage());
                assertEquals(first, ((PrunedException) error).firstKept());
            }
        }
        assertTrue(feed.verify((at, of) -> true).isSound());
    }

    @Test
    void pruningDropsWholeSegmentsAndNeverMore() throws Exception {
        FaultyStorage storage = written();
        long size;
        try (Feed feed = open(storage)) {
            size = feed.size();
            assertEquals(0, feed.prune(0));
            assertEquals(0, feed.prune(1), "not past what was said");
            long kept = 0;
            for (long before = 1; before <= LENGTH; before += 7) {
                long now = feed.prune(before);
                assertTrue(now <= before && now >= kept, before + " gave " + now);
                assertKeptFrom(feed, now, LENGTH);
                kept = now;
            }
            assertTrue(kept > 30, "most was dropped");
            assertTrue(feed.size() < size / 2);
            assertEquals(kept, feed.prune(5), "never back");
        }
        for (int i = 0; i < 2; i++) {
            try (Feed feed = open(storage)) {
                assertEquals(List.of(), feed.damage());
                long length = LENGTH + 10L * i;
                assertKeptFrom(feed, feed.firstKept(), length);
                Logs.fill(feed, length + 10);
                assertKeptFrom(feed, feed.firstKept(), length + 10);
            }
        }
    }

    @Test
    void onlyWhatIsSyncedIsPruned() throws Exception {
        try (Feed feed = open(new FaultyStorage())) {
            Logs.fill(feed, 10);
            Logs.commit(feed, 100);
            Logs.commit(feed, 1);
            assertTrue(feed.prune(1000) <= feed.syncedLength());
            assertKeptFrom(feed, feed.firstKept(), 111);
        }
    }

    @Test
    void aPruningThatIsInterruptedAnywhereLeavesTheOldFeedOrTheNew() throws Exception {
        FaultyStorage sound = written();
        FaultyStorage whole = sound.crash(CrashOutcome.KEEP_ALL);
        long pruned = prune(whole);
        assertTrue(pruned > 20);
        int old = 0;
        int recoveries = 0;
        for (long call = 1; call <= whole.calls(); call++) {
            for (FaultPlan plan :
                    List.of(FaultPlan.powerOff(call), FaultPlan.failOnce(call), FaultPlan.failFrom(call))) {
                FaultyStorage storage = sound.crash(CrashOutcome.KEEP_ALL);
                storage.plan(plan);
                try {
                    prune(storage);
                } catch (FeedException e) {
                    assertTrue(e.getMessage().contains("injected"), e.getMessage());
                }
                storage.plan(FaultPlan.NONE);
                for (CrashOutcome outcome : CrashOutcome.all(call)) {
                    FaultyStorage left = storage.crash(outcome);
                    try (Feed feed = open(left)) {
                        String when = plan + " then " + outcome;
                        assertTrue(feed.damage().stream().allMatch(Feed.Damage::repaired), when + feed.damage());
                        long first = feed.firstKept();
                        assertTrue(first == 0 || first == pruned, when);
                        old += first == 0 ? 1 : 0;
                        assertKeptFrom(feed, first, LENGTH);
                        assertEquals(pruned, feed.prune(LENGTH - 10));
                        Logs.fill(feed, LENGTH + 5);
                    }
                    try (Feed feed = open(left)) {
                        assertEquals(List.of(), feed.damage());
                        assertKeptFrom(feed, pruned, LENGTH + 5);
                    }
                    recoveries++;
                }
            }
        }
        assertTrue(old > 10 && old < recoveries);
        System.out.println("S6: pruning interrupted, " + recoveries + " recoveries, " + old + " old, "
                + (recoveries - old) + " new, 0 half");
    }

    private static long prune(FaultyStorage storage) throws FeedException {
        try (Feed feed = open(storage)) {
            return feed.prune(LENGTH - 10);
        }
    }

    @Test
    void aMissingOrDamagedBeginningOfAPrunedFeedIsDamageAndIsRepaired() throws Exception {
        FaultyStorage sound = written();
        long pruned = prune(sound);
        String first = sound.sizes().keySet().stream()
                .filter(path -> path.endsWith(Format.name(pruned, Format.SEGMENT_SUFFIX)))
                .findFirst()
                .orElseThrow();
        for (boolean gone : new boolean[] {true, false}) {
            FaultyStorage rotten = sound.crash(CrashOutcome.KEEP_ALL);
            if (gone) {
                rotten.remove(first);
            } else {
                rotten.flip(first, Format.HEADER_SIZE + 3, 1);
            }
            try (Feed feed = open(rotten);
                    Feed peer = new LogFeedStore(sound.crash(CrashOutcome.KEEP_ALL), CONFIG).open(PARTY, KEY)) {
                assertFalse(feed.verify((at, of) -> true).isSound());
                RepairTest.heal(feed, peer, 1000);
                assertKeptFrom(feed, pruned, LENGTH);
                assertTrue(feed.isWritable());
            }
        }
        String base = first.substring(0, first.lastIndexOf('/') + 1) + BaseFile.NAME;
        for (long bit = 0; bit < sound.sizes().get(base) * 8; bit++) {
            FaultyStorage rotten = sound.crash(CrashOutcome.KEEP_ALL);
            rotten.flip(base, bit / 8, (int) (bit % 8));
            FeedException error = assertThrows(FeedException.class, () -> open(rotten));
            assertTrue(error.getMessage().contains(base), error.getMessage());
        }
    }

    @Test
    void aFeedBeginsAtASignedHeadOfWhatIsNotKept() throws Exception {
        FaultyStorage source = written();
        LogFeedStore store = new LogFeedStore(new MemoryStorage(), CONFIG);
        try (Feed writer = open(source)) {
            FeedHead base = writer.range(0, 900).orElseThrow().head();
            assertTrue(base.length() > 5 && base.length() < 40);
            try (Feed feed = store.openFrom(PARTY, base)) {
                assertEquals(Optional.of(base), feed.head());
                assertKeptFrom(feed, base.length(), base.length());
                assertEquals(Optional.empty(), feed.range(base.length(), 100));
                assertThrows(
                        FeedException.class,
                        () -> feed.accept(writer.range(0, 10).orElseThrow()));
                feed.accept(writer.range(base.length(), 400).orElseThrow());
                feed.sync();
                assertKeptFrom(feed, base.length(), feed.length());
            }
            try (Feed feed = store.open(PARTY, KEY)) {
                while (feed.length() < LENGTH) {
                    feed.accept(writer.range(feed.length(), 400).orElseThrow());
                }
                assertKeptFrom(feed, base.length(), LENGTH);
            }
            try (Feed feed = store.openFrom(PARTY, base)) {
                assertKeptFrom(feed, base.length(), LENGTH);
            }
            Logs.fill(writer, LENGTH + 30);
            FeedHead later = writer.head().orElseThrow();
            try (Feed feed = store.openFrom(PARTY, later)) {
                assertKeptFrom(feed, LENGTH + 30, LENGTH + 30);
                assertEquals(List.of(), feed.damage());
            }
            FeedHead wrong = new FeedHead(KEY, later.length() + 1, later.chain(), later.signature());
            assertThrows(FeedException.class, () -> store.openFrom(PARTY, wrong));
        }
        assertEquals(List.of(PARTY), store.parties());
        assertEquals(List.of(KEY), store.feeds(PARTY));
    }

    @Test
    void aHeadOnAnotherChainIsRefused() throws Exception {
        FaultyStorage source = written();
        try (Feed forked = new LogFeedStore(new MemoryStorage(), CONFIG).openOwn(PARTY, SIGNER)) {
            for (int i = 0; i < 10; i++) {
                forked.append(Bytes.utf8("other"));
            }
            forked.write();
            LogFeedStore store = new LogFeedStore(source, CONFIG);
            FeedException error = assertThrows(
                    FeedException.class,
                    () -> store.openFrom(PARTY, forked.head().orElseThrow()));
            assertTrue(error.getMessage().contains("another chain"), error.getMessage());
            store.open(PARTY, KEY).close();
        }
        assertEquals(
                List.of(),
                new LogFeedStore(source, CONFIG)
                        .open(PARTY, TestIdentity.BOB.feedKey())
                        .damage());
    }

    @Test
    void readersMeetPrunedBlocksOrRightOnesWhileItIsPruned() throws Exception {
        try (Feed feed = new LogFeedStore(new MemoryStorage(), SMALL).openOwn(PARTY, SIGNER)) {
            Logs.fill(feed, 3000);
            CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> {
                long right = 0;
                for (long i = 0; i < 30_000; i++) {
                    long at = i * 7919 % 3000;
                    try {
                        assertEquals(Logs.block(at), feed.block(at));
                        right++;
                    } catch (PrunedException e) {
                        assertTrue(at < e.firstKept());
                    } catch (FeedException e) {
                        throw new AssertionError(e);
                    }
                }
                return right;
            });
            for (long before = 0; before < 2500; before += 50) {
                feed.prune(before);
            }
            assertTrue(reading.join() > 1000);
            assertEquals(List.of(), feed.damage());
        }
    }
}
