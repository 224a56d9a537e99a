package org.dxos.echo.feed.log;

import static org.dxos.echo.feed.log.Logs.KEY;
import static org.dxos.echo.feed.log.Logs.PARTY;
import static org.dxos.echo.feed.log.Logs.SIGNER;
import static org.dxos.echo.feed.log.Logs.SMALL;
import static org.dxos.echo.feed.log.Logs.block;
import static org.dxos.echo.feed.log.Logs.blocks;
import static org.dxos.echo.feed.log.Logs.chain;
import static org.dxos.echo.feed.log.Logs.commit;
import static org.dxos.echo.feed.log.Logs.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

class LogFeedTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final LogFeedStore store = new LogFeedStore(storage, SMALL);

    @Test
    void aNewFeedIsEmpty() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(KEY, feed.key());
            assertTrue(feed.isWritable());
            assertEquals(0, feed.length());
            assertEquals(Optional.empty(), feed.head());
            assertEquals(Chain.start(KEY), feed.chain(0));
            assertEquals(Optional.empty(), feed.range(0, 1000));
            assertEquals(List.of(), feed.blocks(0, 10));
            assertEquals(List.of(), feed.damage());
        }
    }

    @Test
    void blocksPassThroughThreeLengths() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(0, feed.append(block(0)));
            assertEquals(1, feed.append(block(1)));
            assertLengths(feed, 2, 0, 0);
            assertEquals(Optional.empty(), feed.head());
            assertEquals(block(1), feed.block(1));
            feed.write();
            assertLengths(feed, 2, 2, 0);
            feed.append(block(2));
            feed.sync();
            assertLengths(feed, 3, 2, 2);
            assertEquals(blocks(0, 3), feed.blocks(0, 10));
        }
    }

    @Test
    void oneWriteIsOneSignedCommit() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            commit(feed, 5);
            FeedHead head = feed.head().orElseThrow();
            assertEquals(new FeedHead(KEY, 5, chain(KEY, 5), head.signature()), head);
            assertTrue(head.isAuthentic());
            feed.write();
            assertEquals(Optional.of(head), feed.head());
        }
    }

    @Test
    void aReopenedFeedGoesOnWhereItEnded() throws Exception {
        FeedHead head;
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            fill(feed, 100);
            head = feed.head().orElseThrow();
        }
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(Optional.of(head), feed.head());
            assertLengths(feed, 100, 100, 100);
            assertEquals(List.of(), feed.damage());
            fill(feed, 200);
            assertEquals(blocks(0, 200), feed.blocks(0, 1000));
            assertEquals(chain(KEY, 200), feed.chain(200));
        }
    }

    @Test
    void aFeedClosedAtTheStartOfASegmentReopens() throws Exception {
        LogConfig each = SMALL.withSegmentSize(Format.HEADER_SIZE);
        LogFeedStore segmented = new LogFeedStore(storage, each);
        for (int length = 1; length <= 5; length++) {
            try (Feed feed = segmented.openOwn(PARTY, SIGNER)) {
                fill(feed, length);
            }
        }
        try (Feed feed = segmented.openOwn(PARTY, SIGNER)) {
            assertEquals(blocks(0, 5), feed.blocks(0, 9));
            assertEquals(List.of(), feed.damage());
            for (int length = 0; length <= 5; length++) {
                assertEquals(chain(KEY, length), feed.chain(length));
            }
        }
    }

    @Test
    void everyBlockAndEveryChainValueCanBeHad() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            fill(feed, 150);
            for (int sequence = 0; sequence < 150; sequence++) {
                assertEquals(block(sequence), feed.block(sequence));
                assertEquals(blocks(sequence, Math.min(sequence + 7, 150)), feed.blocks(sequence, 7));
                assertEquals(chain(KEY, sequence), feed.chain(sequence));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> feed.block(150));
            assertThrows(IndexOutOfBoundsException.class, () -> feed.block(-1));
            assertThrows(IndexOutOfBoundsException.class, () -> feed.chain(151));
        }
    }

    @Test
    void rangesEndAtSignedLengthsAndBuildTheSameFeedElsewhere() throws Exception {
        LogFeedStore other = new LogFeedStore(new MemoryStorage(), SMALL);
        for (int maxBytes : new int[] {1, 100, 1000, 1 << 20}) {
            try (Feed feed = store.openOwn(PARTY, SIGNER);
                    Feed copy = other.open(Logs.PARTY, KEY)) {
                fill(feed, 200);
                while (copy.length() < 200) {
                    FeedRange range = feed.range(copy.length(), maxBytes).orElseThrow();
                    assertTrue(range.isAuthentic(copy.chain(copy.length())));
                    copy.accept(range);
                    assertEquals(copy.length(), copy.writtenLength());
                }
                copy.sync();
                assertEquals(feed.head(), copy.head());
                assertEquals(blocks(0, 200), copy.blocks(0, 200));
                assertFalse(copy.isWritable());
            }
            other.delete(PARTY);
        }
    }

    @Test
    void aRangeMayBeginWithinACommit() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            commit(feed, 4);
            commit(feed, 4);
            FeedRange range = feed.range(2, 1).orElseThrow();
            assertEquals(4, range.head().length());
            assertTrue(range.isAuthentic(feed.chain(2)));
            assertEquals(8, feed.range(2, 10_000).orElseThrow().head().length());
            assertEquals(Optional.empty(), feed.range(8, 100));
        }
    }

    @Test
    void rangesThatDoNotFollowAreRefused() throws Exception {
        LogFeedStore other = new LogFeedStore(new MemoryStorage(), SMALL);
        try (Feed feed = store.openOwn(PARTY, SIGNER);
                Feed copy = other.open(PARTY, KEY)) {
            commit(feed, 2);
            commit(feed, 2);
            FeedRange first = feed.range(0, 1).orElseThrow();
            FeedRange second = feed.range(2, 1).orElseThrow();
            assertThrows(FeedException.class, () -> copy.accept(second));
            List<Bytes> forged = List.of(block(7), block(8));
            assertThrows(FeedException.class, () -> copy.accept(new FeedRange(0, forged, first.head())));
            FeedHead foreign = FeedHead.sign(TestIdentity.BOB.feed(), 2, chain(KEY, 2));
            assertThrows(FeedException.class, () -> copy.accept(new FeedRange(0, blocks(0, 2), foreign)));
            copy.accept(first);
            assertThrows(FeedException.class, () -> copy.accept(first));
            copy.accept(second);
            assertEquals(blocks(0, 4), copy.blocks(0, 9));
        }
    }

    @Test
    void blocksUpToTheLimitAreTaken() throws Exception {
        LogFeedStore limited = new LogFeedStore(storage, SMALL.withMaxBlockSize(100));
        try (Feed feed = limited.openOwn(PARTY, SIGNER)) {
            feed.append(Bytes.wrap(new byte[99]));
            feed.append(Bytes.wrap(new byte[100]));
            FeedException error = assertThrows(FeedException.class, () -> feed.append(Bytes.wrap(new byte[101])));
            assertTrue(error.getMessage().contains("101 bytes"), error.getMessage());
            feed.write();
            assertEquals(2, feed.writtenLength());
        }
    }

    @Test
    void aLargeWriteIsSignedInSeveralCommits() throws Exception {
        LogFeedStore limited = new LogFeedStore(storage, SMALL.withMaxCommitSize(300));
        try (Feed feed = limited.openOwn(PARTY, SIGNER)) {
            commit(feed, 100);
            assertTrue(feed.range(0, 1).orElseThrow().blocks().size() < 20);
            assertEquals(blocks(0, 100), feed.blocks(0, 100));
        }
    }

    @Test
    void aFeedOpenedForReadingTakesNoBlocksOfOurs() throws Exception {
        try (Feed feed = store.open(PARTY, KEY)) {
            assertFalse(feed.isWritable());
            assertThrows(FeedException.class, () -> feed.append(block(0)));
        }
    }

    @Test
    void aFeedIsOpenedOnceAtATime() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertTrue(feed.isWritable());
            assertThrows(FeedException.class, () -> store.open(PARTY, KEY));
            assertThrows(FeedException.class, () -> store.delete(PARTY));
        }
        store.open(PARTY, KEY).close();
    }

    @Test
    void feedsOfAPartyAreListedSortedUntilItIsDeleted() throws Exception {
        assertEquals(List.of(), store.feeds(PARTY));
        store.open(PARTY, KEY).close();
        store.open(PARTY, TestIdentity.BOB.feedKey()).close();
        store.open(Logs.OTHER_PARTY, KEY).close();
        List<org.dxos.base.key.FeedKey> sorted =
                List.of(KEY, TestIdentity.BOB.feedKey()).stream().sorted().toList();
        assertEquals(sorted, store.feeds(PARTY));
        store.delete(PARTY);
        assertEquals(List.of(), store.feeds(PARTY));
        assertEquals(List.of(KEY), store.feeds(Logs.OTHER_PARTY));
    }

    @Test
    void unwrittenBlocksAreGoneAfterClosing() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            commit(feed, 3);
            feed.append(block(3));
        }
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertLengths(feed, 3, 3, 3);
        }
    }

    @Test
    void aClosedFeedRefusesWithWords() throws Exception {
        Feed feed = store.openOwn(PARTY, SIGNER);
        commit(feed, 1);
        feed.close();
        feed.close();
        assertThrows(FeedException.class, () -> feed.append(block(1)));
        assertThrows(FeedException.class, () -> feed.sync());
        assertThrows(FeedException.class, () -> feed.block(0));
    }

    private static void assertLengths(Feed feed, long appended, long written, long synced) {
        assertEquals(appended, feed.length(), "appended");
        assertEquals(written, feed.writtenLength(), "written");
        assertEquals(synced, feed.syncedLength(), "synced");
    }

    @Test
    void aRangeReadWhileTheFeedGrowsIsNoDamage() throws Exception {
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            fill(feed, 3);
            java.util.concurrent.CompletableFuture<Long> reading =
                    java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                        try {
                            long read = 0;
                            while (feed.length() < 3000) {
                                long from = feed.writtenLength() - 1;
                                read += feed.range(from, 1 << 20)
                                        .orElseThrow()
                                        .blocks()
                                        .size();
                            }
                            return read;
                        } catch (FeedException e) {
                            throw new AssertionError(e);
                        }
                    });
            while (feed.length() < 3000) {
                commit(feed, 1);
            }
            assertTrue(reading.join() > 0);
            assertEquals(List.of(), feed.damage());
        }
    }
}
