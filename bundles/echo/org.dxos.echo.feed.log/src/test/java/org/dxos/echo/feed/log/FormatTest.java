package org.dxos.echo.feed.log;

import static org.dxos.echo.feed.log.Logs.KEY;
import static org.dxos.echo.feed.log.Logs.PARTY;
import static org.dxos.echo.feed.log.Logs.SIGNER;
import static org.dxos.echo.feed.log.Logs.SMALL;
import static org.dxos.echo.feed.log.Logs.blocks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.Folder;
import org.dxos.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;

/** Files of released formats open; and readers may come at any time. */
class FormatTest {
    private static final String SEGMENT = Format.name(0, Format.SEGMENT_SUFFIX);
    /** Two segments from block 18 on, the signed head there, and the length that was safe last. */
    private static final List<String> PRUNED = List.of(
            Format.name(0x12, Format.SEGMENT_SUFFIX),
            Format.name(0x1b, Format.SEGMENT_SUFFIX),
            BaseFile.NAME,
            SyncedMark.NAME);

    private static final String INDEX = Format.name(0, Format.INDEX_SUFFIX);

    private static Folder folder(MemoryStorage storage) throws Exception {
        return storage.root().folder("feeds").folder(PARTY.hex()).folder(KEY.hex());
    }

    private static Bytes fixture(String name) throws Exception {
        return fixture("format-1", name);
    }

    private static Bytes fixture(String folder, String name) throws Exception {
        try (InputStream in = FormatTest.class.getResourceAsStream('/' + folder + '/' + name)) {
            return Bytes.wrap(in.readAllBytes());
        }
    }

    @Test
    void aFeedOfFormat1OpensAndGoesOn() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        folder(storage).replace(SEGMENT, fixture(SEGMENT));
        folder(storage).replace(INDEX, fixture(INDEX));
        LogFeedStore store = new LogFeedStore(storage, SMALL.withSegmentSize(1 << 20));
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(List.of(), feed.damage());
            assertEquals(blocks(0, 12), feed.blocks(0, 100));
            assertEquals(Logs.chain(KEY, 12), feed.chain(12));
            assertTrue(feed.head().orElseThrow().isAuthentic());
            Logs.fill(feed, 20);
        }
        try (Feed feed = store.openOwn(PARTY, SIGNER)) {
            assertEquals(blocks(0, 20), feed.blocks(0, 100));
        }
    }

    @Test
    void whatIsWrittenTodayIsFormat1ByteForByte() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        try (Feed feed = new LogFeedStore(storage, SMALL.withSegmentSize(1 << 20)).openOwn(PARTY, SIGNER)) {
            Logs.fill(feed, 12);
        }
        assertEquals(
                fixture(SEGMENT).hex(),
                folder(storage).read(SEGMENT).orElseThrow().hex());
        assertEquals(
                fixture(INDEX).hex(), folder(storage).read(INDEX).orElseThrow().hex());
    }

    @Test
    void aPrunedFeedOfFormat1ThatWasNotClosedOpensAndGoesOn() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        for (String name : PRUNED) {
            folder(storage).replace(name, fixture("format-1-pruned", name));
        }
        LogFeedStore store = new LogFeedStore(storage, SMALL.withSegmentSize(1200));
        for (long length = 30; length <= 90; length += 30) {
            try (Feed feed = store.openOwn(PARTY, SIGNER)) {
                assertEquals(List.of(), feed.damage());
                assertEquals(18, feed.firstKept());
                assertTrue(feed.base().orElseThrow().isAuthentic());
                assertEquals(blocks(18, length), feed.blocks(18, 100));
                assertEquals(Logs.chain(KEY, length), feed.chain(length));
                assertTrue(feed.verify((at, of) -> true).isSound());
                Logs.fill(feed, length + 30);
            }
        }
        System.out.println(
                "S7: feeds, 2 fixtures of format 1 opened, continued, re-opened; format 2 refused with words");
    }

    @Test
    void aShorterFeedThanTheNoteSaysIsDamage() throws Exception {
        MemoryStorage storage = new MemoryStorage();
        for (String name : PRUNED) {
            Bytes content = fixture("format-1-pruned", name);
            boolean last = name.equals(PRUNED.get(1));
            folder(storage).replace(name, last ? content.slice(0, content.size() - 1) : content);
        }
        try (Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER)) {
            assertEquals(1, feed.damage().size());
            assertEquals(30, feed.damage().get(0).to());
            assertTrue(!feed.isWritable());
        }
    }

    @Test
    void everythingCanBeReadWhileItIsAppendedWrittenAndSynced() throws Exception {
        try (Feed feed = new LogFeedStore(new MemoryStorage(), SMALL).openOwn(PARTY, SIGNER)) {
            CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> readUntil(feed, 2000));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeUntil(feed, 2000));
            for (long sequence = 0; sequence < 2000; sequence++) {
                assertEquals(sequence, feed.append(Logs.block(sequence)));
            }
            writing.join();
            assertTrue(reading.join() > 0);
            assertEquals(2000, feed.syncedLength());
            assertEquals(blocks(0, 2000), feed.blocks(0, 5000));
        }
    }

    private static void writeUntil(Feed feed, long length) {
        try {
            while (feed.syncedLength() < length) {
                feed.write();
                feed.sync();
            }
        } catch (FeedException e) {
            throw new AssertionError(e);
        }
    }

    private static long readUntil(Feed feed, long length) {
        long reads = 0;
        try {
            for (long seen = 0; seen < length; seen = feed.length()) {
                long from = Math.max(0, seen - 20);
                assertEquals(blocks(from, seen), feed.blocks(from, (int) (seen - from)));
                if (seen > 0) {
                    assertEquals(Logs.block(seen - 1), feed.block(seen - 1));
                    assertEquals(Logs.block(seen / 2), feed.block(seen / 2));
                }
                long written = feed.writtenLength();
                feed.range(written / 2, 500)
                        .ifPresent(range ->
                                assertEquals(blocks(range.from(), range.head().length()), range.blocks()));
                reads++;
            }
        } catch (FeedException e) {
            throw new AssertionError(e);
        }
        return reads + 1;
    }
}
