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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.TestIdentity;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files that do not hold what was written to them. */
class DamageTest {
    private static final String FOLDER = "feeds/" + PARTY.hex() + '/' + KEY.hex() + '/';
    private static final int LENGTH = 60;
    private static final AtomicLong FLIPS = new AtomicLong();
    private static final AtomicLong HEALED = new AtomicLong();

    @AfterAll
    static void tell() {
        System.out.println("S4: feeds, " + FLIPS + " flips, 0 silent, of those " + HEALED
                + " in files that are made anew without loss");
    }

    /** A feed that was closed in order: with an index for every segment. */
    private static FaultyStorage closed(LogConfig config) throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        Feed feed = new LogFeedStore(storage, config).openOwn(PARTY, SIGNER);
        Logs.fill(feed, LENGTH);
        feed.close();
        return storage;
    }

    /** A feed whose process was killed: the last index is older than the last block, or missing. */
    private static FaultyStorage killed(LogConfig config) throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        Feed feed = new LogFeedStore(storage, config).openOwn(PARTY, SIGNER);
        Logs.fill(feed, LENGTH);
        return storage.crash(CrashOutcome.LOSE_ALL);
    }

    private static FaultyStorage copy(FaultyStorage storage) {
        return storage.crash(CrashOutcome.KEEP_ALL);
    }

    /** What a reader of everything gets to see. */
    private record Sight(long length, List<Feed.Damage> damage, String refusal) {
        boolean detected() {
            return !damage.isEmpty() || !refusal.isEmpty();
        }
    }

    /** Reads everything there is; whatever is read must be what was written. */
    private static Sight look(FaultyStorage storage, LogConfig config) {
        try (Feed feed = new LogFeedStore(storage, config).openOwn(PARTY, SIGNER)) {
            String refusal = "";
            try {
                assertEquals(blocks(0, feed.length()), feed.blocks(0, LENGTH));
                assertEquals(Logs.chain(KEY, feed.length()), feed.chain(feed.length()));
            } catch (FeedException e) {
                refusal = e.getMessage();
                for (long i = 0; i < feed.length(); i++) {
                    assertReadsRightOrNotAtAll(feed, i);
                }
            }
            List<Feed.Damage> damage = feed.damage();
            if (damage.stream().anyMatch(found -> !found.repaired())) {
                assertFalse(feed.isWritable(), "a damaged feed takes no blocks");
            }
            return new Sight(feed.length(), damage, refusal);
        } catch (FeedException e) {
            assertTrue(e.getMessage().contains("faulty memory/feeds/"), "names the file: " + e.getMessage());
            return new Sight(0, List.of(), e.getMessage());
        }
    }

    private static void assertReadsRightOrNotAtAll(Feed feed, long sequence) {
        try {
            assertEquals(Logs.block(sequence), feed.block(sequence));
        } catch (FeedException e) {
            assertTrue(e.getMessage().contains("byte"), e.getMessage());
        }
    }

    private static String last(FaultyStorage storage, String suffix) {
        return storage.sizes().keySet().stream()
                .filter(path -> path.endsWith(suffix))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void everyFlippedBitOfEverySmallFileIsDetected() throws Exception {
        FaultyStorage sound = closed(SMALL.withSegmentSize(700));
        assertFalse(look(copy(sound), SMALL).detected());
        int flips = 0;
        for (Map.Entry<String, Long> file : sound.sizes().entrySet()) {
            int step = Tier.current().choose(7, 1);
            for (long bit = 0; bit < file.getValue() * 8; bit += step) {
                assertDetected(sound, file.getKey(), bit);
                flips++;
            }
        }
        assertTrue(flips > 5_000, flips + " flips");
    }

    private static void assertDetected(FaultyStorage sound, String path, long bit) {
        FaultyStorage rotten = copy(sound);
        rotten.flip(path, bit / 8, (int) (bit % 8));
        Sight sight = look(rotten, SMALL);
        FLIPS.incrementAndGet();
        if (path.endsWith(SyncedMark.NAME)) {
            assertEquals(new Sight(LENGTH, List.of(), ""), sight, "a hint holds nothing that could be lost");
            return;
        }
        assertTrue(sight.detected(), () -> "bit " + bit + " of " + path);
        if (sight.refusal().isEmpty() && sight.damage().stream().allMatch(Feed.Damage::repaired)) {
            HEALED.incrementAndGet();
            assertEquals(LENGTH, sight.length(), () -> "bit " + bit + " of " + path + ": " + sight);
        }
    }

    @SeededTest(ci = 14, deep = 330)
    void flippedBitsAnywhereAreDetected(SeededRandom random) throws Exception {
        FaultyStorage sound = closed(SMALL.withSegmentSize(random.between(200, 6000)));
        List<String> files = sound.sizes().entrySet().stream()
                .filter(file -> file.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < 1500; i++) {
            String path = random.pick(files);
            assertDetected(sound, path, random.below((int) (sound.sizes().get(path) * 8)));
        }
    }

    @Test
    void aTailCutAtAnyByteAfterAKillOpensToTheLastWholeCommit() throws Exception {
        LogConfig config = SMALL.withSegmentSize(1 << 20).withCheckpointInterval(1 << 20);
        FaultyStorage sound = killed(config);
        String path = last(sound, ".segment");
        Bytes content = sound.content(path);
        long before = -1;
        for (int size = 0; size <= content.size(); size++) {
            FaultyStorage cut = copy(sound);
            cut.put(path, content.slice(0, size));
            Sight sight = look(cut, config);
            assertEquals("", sight.refusal(), "cut at " + size);
            assertTrue(sight.length() >= before, "cut at " + size);
            boolean atCommit = size == content.size() || (sight.damage().isEmpty() && size >= Format.HEADER_SIZE);
            assertEquals(atCommit ? 0 : 1, sight.damage().size(), "cut at " + size + ": " + sight);
            assertTrue(sight.damage().stream().allMatch(Feed.Damage::repaired), "cut at " + size + ": " + sight);
            assertFalse(look(cut.restart(), config).detected(), "repaired once");
            before = sight.length();
        }
        assertEquals(LENGTH, before);
    }

    @Test
    void aTailCutAtAnyByteOfTheLast64KiBOpensToTheLastWholeCommit() throws Exception {
        LogConfig config = LogConfig.DEFAULT.withSegmentSize(1 << 22);
        FaultyStorage whole = new FaultyStorage();
        Feed writer = new LogFeedStore(whole, config).openOwn(PARTY, SIGNER);
        Logs.fill(writer, 100);
        writer.close();
        List<Long> ends = new ArrayList<>();
        writer = new LogFeedStore(whole, config).openOwn(PARTY, SIGNER);
        while (ends.isEmpty() || ends.get(ends.size() - 1) - ends.get(0) < 1 << 16) {
            Logs.commit(writer, 3);
            ends.add(writer.size());
        }
        FaultyStorage sound = whole.restart();
        String path = last(sound, ".segment");
        Bytes content = sound.content(path);
        SeededRandom random = new SeededRandom(5);
        int cuts = 0;
        int garbage = 0;
        for (long size = content.size(); size > content.size() - (1 << 16); size--) {
            FaultyStorage cut = copy(sound);
            boolean dirty = random.chance(0.1);
            Bytes tail = dirty ? random.bytes(random.between(1, 300)) : Bytes.EMPTY;
            cut.put(path, content.slice(0, (int) size).concat(tail));
            int commits = 0;
            while (commits < ends.size() && ends.get(commits) <= size) {
                commits++;
            }
            boolean clean = !dirty && commits > 0 && ends.get(commits - 1) == size;
            try (Feed feed = new LogFeedStore(cut, config).openOwn(PARTY, SIGNER)) {
                assertEquals(100 + 3L * commits, feed.length(), "cut at " + size);
                assertEquals(clean ? 0 : 1, feed.damage().size(), "cut at " + size + ": " + feed.damage());
                assertTrue(feed.isWritable(), "cut at " + size);
                long from = Math.max(0, feed.length() - 4);
                assertEquals(blocks(from, feed.length()), feed.blocks(from, 10), "cut at " + size);
            }
            cuts++;
            garbage += dirty ? 1 : 0;
        }
        System.out.println("S5: feeds, " + cuts + " cuts, " + garbage
                + " of them with garbage behind, all opened to the last whole commit," + " warned once");
    }

    @Test
    void aTailCutBehindWhatTheIndexKnowsIsDamageNotAnUnfinishedWrite() throws Exception {
        LogConfig config = SMALL.withSegmentSize(1 << 20);
        FaultyStorage sound = closed(config);
        String path = last(sound, ".segment");
        Bytes content = sound.content(path);
        for (int size = 0; size < content.size(); size++) {
            FaultyStorage cut = copy(sound);
            cut.put(path, content.slice(0, size));
            Sight sight = look(cut, config);
            assertEquals("", sight.refusal());
            assertTrue(sight.damage().stream().anyMatch(found -> !found.repaired()), "cut at " + size + ": " + sight);
        }
    }

    @Test
    void garbageBehindTheLastCommitIsCutOff() throws Exception {
        FaultyStorage sound = killed(SMALL);
        String path = last(sound, ".segment");
        SeededRandom random = new SeededRandom(1);
        for (int size : new int[] {1, 4, 100, 5000, 300_000}) {
            for (Bytes garbage : List.of(random.bytes(size), Bytes.wrap(new byte[size]))) {
                FaultyStorage dirty = copy(sound);
                dirty.put(path, sound.content(path).concat(garbage));
                Sight sight = look(dirty, SMALL);
                assertEquals(LENGTH, sight.length());
                assertEquals(1, sight.damage().size());
                assertTrue(sight.damage().get(0).repaired());
                assertEquals(sound.content(path).size(), sight.damage().get(0).offset());
            }
        }
    }

    @Test
    void damageBeforeACommitThatWasSafeIsNotCutOff() throws Exception {
        LogConfig config = SMALL.withSegmentSize(1 << 20).withCheckpointInterval(1 << 20);
        FaultyStorage storage = killed(config);
        String path = last(storage, ".segment");
        storage.flip(path, storage.sizes().get(path) / 2, 3);
        long size = storage.sizes().get(path);
        Sight sight = look(storage, config);
        assertEquals(1, sight.damage().size());
        assertFalse(sight.damage().get(0).repaired(), sight.toString());
        assertTrue(sight.length() > 10 && sight.length() < LENGTH - 10, sight.toString());
        assertTrue(sight.damage().get(0).file().endsWith(path), sight.toString());
        assertTrue(Math.abs(sight.damage().get(0).offset() - size / 2) < 300, sight.toString());
        assertEquals(size, storage.sizes().get(path), "nothing is cut");
    }

    @Test
    void aMissingIndexIsMadeAnewInSilence() throws Exception {
        FaultyStorage storage = closed(SMALL);
        List<String> indexes = storage.sizes().keySet().stream()
                .filter(path -> path.endsWith(".index"))
                .toList();
        assertTrue(indexes.size() > 2);
        Map<String, Bytes> before = new java.util.TreeMap<>();
        indexes.forEach(path -> before.put(path, storage.content(path)));
        indexes.forEach(storage::remove);
        Sight sight = look(storage, SMALL);
        assertEquals(new Sight(LENGTH, List.of(), ""), sight);
        for (String index : indexes.subList(0, indexes.size() - 1)) {
            assertEquals(before.get(index), storage.content(index), index);
        }
    }

    @Test
    void anIndexOfAnotherFeedIsNotBelieved() throws Exception {
        FaultyStorage storage = closed(SMALL);
        FaultyStorage other = new FaultyStorage();
        Feed feed = new LogFeedStore(other, SMALL).openOwn(PARTY, TestIdentity.BOB.feed());
        Logs.fill(feed, LENGTH);
        feed.close();
        String foreign =
                "feeds/" + PARTY.hex() + '/' + TestIdentity.BOB.feedKey().hex() + '/';
        for (String path : storage.sizes().keySet()) {
            if (path.endsWith(".index")) {
                storage.put(path, other.content(foreign + path.substring(FOLDER.length())));
            }
        }
        assertEquals(LENGTH, look(storage, SMALL).length());
    }

    @Test
    void aMissingSegmentIsDamage() throws Exception {
        FaultyStorage sound = closed(SMALL.withSegmentSize(700));
        List<String> segments = sound.sizes().keySet().stream()
                .filter(path -> path.endsWith(".segment"))
                .toList();
        for (String path : segments) {
            for (boolean withIndex : new boolean[] {false, true}) {
                FaultyStorage storage = copy(sound);
                storage.remove(path);
                if (withIndex) {
                    storage.remove(path.replace(".segment", ".index"));
                }
                Sight sight = look(storage, SMALL);
                assertTrue(sight.damage().stream().anyMatch(found -> !found.repaired()), path + sight);
            }
        }
    }

    @Test
    void aSegmentOfAnotherFeedOrPartyOrPlaceIsRefusedByName() throws Exception {
        FaultyStorage storage = closed(SMALL.withSegmentSize(700));
        String path = last(storage, ".segment");
        String first = FOLDER + Format.name(0, ".segment");
        FaultyStorage moved = copy(storage);
        moved.put(path, storage.content(first));
        assertRefused(moved, "should not be here", path);
        for (boolean otherParty : new boolean[] {false, true}) {
            FaultyStorage foreign = new FaultyStorage();
            Feed feed = new LogFeedStore(foreign, SMALL)
                    .openOwn(otherParty ? Logs.OTHER_PARTY : PARTY, otherParty ? SIGNER : TestIdentity.BOB.feed());
            Logs.fill(feed, 5);
            feed.close();
            FaultyStorage mixed = new FaultyStorage();
            new LogFeedStore(mixed, SMALL).open(PARTY, KEY).close();
            mixed.put(first, foreign.content(last(foreign, ".segment")));
            assertRefused(mixed.restart(), "belongs to feed", first);
        }
    }

    @Test
    void aNewerFormatIsRefusedWithWords() throws Exception {
        FaultyStorage storage = closed(SMALL);
        String path = FOLDER + Format.name(0, ".segment");
        byte[] content = storage.content(path).toArray();
        content[8] = 2;
        int checksum = Format.checksum(content, 0, 12);
        for (int i = 0; i < 4; i++) {
            content[12 + i] = (byte) (checksum >>> (8 * i));
        }
        FaultyStorage single = new FaultyStorage();
        new LogFeedStore(single, SMALL).open(PARTY, KEY).close();
        single.put(path, Bytes.wrap(content));
        assertRefused(single.restart(), "format 2", path);
        assertRefused(single.restart(), "update the node", path);
    }

    @Test
    void aSignatureThatIsNotTheFeedsIsRefused() throws Exception {
        FaultyStorage storage = killed(SMALL.withSegmentSize(1 << 20).withCheckpointInterval(1 << 20));
        String path = last(storage, ".segment");
        byte[] content = storage.content(path).toArray();
        int start = content.length - Format.COMMIT_SIZE;
        Commit commit = Commit.decode(content, start);
        byte[] signature = commit.signature().toArray();
        signature[5] ^= 1;
        new Commit(commit.length(), commit.synced(), commit.chain(), Bytes.wrap(signature)).encode(content, start);
        storage.put(path, Bytes.wrap(content));
        assertRefused(storage, "signature", path);
    }

    private static void assertRefused(FaultyStorage storage, String words, String path) {
        LogFeedStore store = new LogFeedStore(storage, SMALL);
        FeedException error = assertThrows(FeedException.class, () -> store.openOwn(PARTY, SIGNER));
        assertTrue(error.getMessage().contains(words), error.getMessage());
        assertTrue(error.getMessage().contains(path), error.getMessage());
    }
}
