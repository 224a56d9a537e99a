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
import org.dxos.base.Bytes;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.Feed.Damage;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.Verification;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.Test;

/** Damage is found whole, and given back from another copy. */
class RepairTest {
    private static final Verification.Progress ALL = (blocks, of) -> true;
    private static final LogConfig CONFIG = SMALL.withSegmentSize(1200);
    private static final int LENGTH = 60;

    private static FaultyStorage closed() throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        Feed feed = new LogFeedStore(storage, CONFIG).openOwn(PARTY, SIGNER);
        Logs.fill(feed, LENGTH);
        feed.close();
        return storage;
    }

    /** The process ended without closing; what was noted is there. */
    private static FaultyStorage killed() throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        Logs.fill(new LogFeedStore(storage, CONFIG).openOwn(PARTY, SIGNER), LENGTH);
        return storage.restart();
    }

    private static Feed open(FaultyStorage storage) throws FeedException {
        return new LogFeedStore(storage, CONFIG).openOwn(PARTY, SIGNER);
    }

    private static FaultyStorage copy(FaultyStorage storage) {
        return storage.crash(CrashOutcome.KEEP_ALL);
    }

    private static List<String> segments(FaultyStorage storage) {
        return storage.sizes().keySet().stream()
                .filter(path -> path.endsWith(Format.SEGMENT_SUFFIX))
                .toList();
    }

    private static List<Damage> open(Feed feed) {
        return feed.damage().stream().filter(found -> !found.repaired()).toList();
    }

    /** Fetches what is damaged from a peer until nothing is; returns how many ranges that took. */
    static int heal(Feed feed, Feed peer, int maxBytes) throws FeedException {
        int ranges = 0;
        while (!open(feed).isEmpty()) {
            Damage damage = open(feed).get(0);
            assertTrue(damage.from() < damage.to(), damage.toString());
            FeedRange range = peer.range(damage.from(), maxBytes)
                    .orElseThrow(() -> new AssertionError("the peer has nothing for " + damage));
            assertTrue(feed.repair(range), damage.toString());
            assertTrue(++ranges < 200, "goes on for ever: " + feed.damage());
        }
        return ranges;
    }

    private static void assertWhole(FaultyStorage storage, long length) throws FeedException {
        try (Feed feed = open(storage)) {
            assertEquals(List.of(), open(feed));
            assertTrue(feed.isWritable());
            assertEquals(blocks(0, length), feed.blocks(0, 1000));
            Verification found = feed.verify(ALL);
            assertTrue(found.isSound(), found.toString());
            assertEquals(length, found.blocks());
            Logs.fill(feed, length + 5);
        }
        try (Feed feed = open(storage)) {
            assertEquals(List.of(), feed.damage());
            assertEquals(blocks(0, length + 5), feed.blocks(0, 1000));
            assertEquals(Logs.chain(KEY, length + 5), feed.chain(length + 5));
            assertTrue(feed.verify(ALL).isSound());
        }
    }

    /** Whatever was done to the files: verify sees it, repair undoes it, and what is read is right all the time. */
    private static int findAndHeal(FaultyStorage storage, FaultyStorage sound, int maxBytes, String what)
            throws FeedException {
        int ranges;
        try (Feed feed = open(storage);
                Feed peer = new LogFeedStore(copy(sound), CONFIG).open(PARTY, KEY)) {
            Verification found = feed.verify(ALL);
            assertEquals(found.damage().isEmpty(), open(feed).isEmpty(), what);
            assertEquals(found.isSound(), feed.isWritable(), what);
            long missing = found.damage().stream()
                    .mapToLong(damage -> damage.to() - damage.from())
                    .sum();
            assertEquals(found.to() - found.from(), found.blocks() + missing, what + ": " + found);
            for (long i = 0; i < feed.length(); i++) {
                try {
                    assertEquals(Logs.block(i), feed.block(i), what);
                } catch (FeedException e) {
                    long at = i;
                    assertTrue(
                            found.damage().stream()
                                    .anyMatch(gap -> gap.from() <= at && (at < gap.to() || gap.offset() == 0)),
                            what + ": block " + i + " is not in " + found);
                }
            }
            ranges = heal(feed, peer, maxBytes);
            if (ranges > 0) {
                assertTrue(feed.isWritable(), what);
                assertEquals(LENGTH, feed.length(), what);
            }
        }
        return ranges;
    }

    @Test
    void everyFlippedBitOfASegmentIsFoundAndRepaired() throws Exception {
        FaultyStorage sound = closed();
        int flips = 0;
        int step = Tier.current().choose(101, 5);
        for (String path : segments(sound)) {
            for (long bit = flips % step; bit < sound.sizes().get(path) * 8; bit += step) {
                FaultyStorage rotten = copy(sound);
                rotten.flip(path, bit / 8, (int) (bit % 8));
                String what = "bit " + bit + " of " + path;
                assertTrue(findAndHeal(rotten, sound, 300, what) > 0, what);
                if (flips++ % 50 == 0) {
                    assertWhole(rotten.restart(), LENGTH);
                }
            }
        }
        System.out.println(
                "S4: " + flips + " flips in segments, " + flips + " found by verify and repaired from a peer");
    }

    @SeededTest(ci = 40, deep = 1000)
    void anyMixOfDamageIsFoundAndRepaired(SeededRandom random) throws Exception {
        FaultyStorage sound = random.chance(0.5) ? closed() : killed();
        FaultyStorage rotten = copy(sound);
        StringBuilder what = new StringBuilder();
        for (int i = random.between(1, 4); i > 0; i--) {
            String path = random.pick(segments(sound));
            Bytes content = rotten.sizes().containsKey(path) ? rotten.content(path) : Bytes.EMPTY;
            if (content.isEmpty()) {
                continue;
            }
            switch (random.below(5)) {
                case 0 -> {
                    rotten.remove(path);
                    what.append("removed ").append(path);
                    if (random.chance(0.5)) {
                        rotten.remove(path.replace(Format.SEGMENT_SUFFIX, Format.INDEX_SUFFIX));
                    }
                }
                case 1 -> {
                    int size = random.below(content.size());
                    rotten.put(path, content.slice(0, size));
                    what.append("cut ").append(path).append(" to ").append(size);
                }
                case 2 -> {
                    int at = random.below(content.size());
                    int size = Math.min(content.size() - at, random.between(1, 400));
                    rotten.put(
                            path,
                            content.slice(0, at)
                                    .concat(random.chance(0.5) ? random.bytes(size) : Bytes.wrap(new byte[size]))
                                    .concat(content.slice(at + size, content.size())));
                    what.append("garbage in ").append(path).append(" at ").append(at);
                }
                default -> {
                    int bit = random.below(content.size() * 8);
                    rotten.flip(path, bit / 8, bit % 8);
                    what.append("flipped ").append(path).append(" at ").append(bit / 8);
                }
            }
            what.append("; ");
        }
        FaultyStorage rebuilt = rotten.restart();
        try (Feed feed = open(rebuilt)) {
            feed.verify(ALL);
            if (feed.length() < LENGTH && feed.isWritable()) {
                // Segments and all that knew of them are gone: nothing here can tell that the feed was longer.
                return;
            }
        }
        findAndHeal(rebuilt.restart(), sound, random.between(1, 2000), what.toString());
        assertWhole(rebuilt.restart(), LENGTH);
    }

    @Test
    void blocksThatRotAtTheEndOfOurFeedAreNotTakenForAnUnfinishedWrite() throws Exception {
        FaultyStorage sound = killed();
        String last = segments(sound).get(segments(sound).size() - 1);
        long size = sound.sizes().get(last);
        for (long at = size - Format.COMMIT_SIZE; at < size; at++) {
            FaultyStorage rotten = copy(sound);
            rotten.flip(last, at, 5);
            try (Feed feed = open(rotten)) {
                Damage damage = open(feed).get(0);
                assertEquals(LENGTH, damage.to());
                assertEquals(feed.length(), damage.from());
                assertFalse(feed.isWritable(), "no sequence number is signed twice");
                assertThrows(FeedException.class, () -> feed.append(Logs.block(0)));
            }
            assertTrue(findAndHeal(rotten.restart(), sound, 10_000, "byte " + at) > 0);
        }
    }

    @Test
    void aPeerThatHasMoreGivesTheRestToo() throws Exception {
        FaultyStorage sound = closed();
        FaultyStorage rotten = copy(sound);
        String last = segments(sound).get(segments(sound).size() - 1);
        rotten.flip(last, Format.HEADER_SIZE + 9, 1);
        try (Feed writer = open(sound)) {
            Logs.fill(writer, LENGTH + 30);
        }
        try (Feed feed = open(rotten);
                Feed peer = new LogFeedStore(copy(sound), CONFIG).open(PARTY, KEY)) {
            long from = open(feed).isEmpty()
                    ? feed.verify(ALL).damage().get(0).from()
                    : open(feed).get(0).from();
            assertTrue(feed.repair(peer.range(from, 1 << 20).orElseThrow()));
            heal(feed, peer, 1 << 20);
            assertTrue(feed.length() >= LENGTH);
            assertTrue(feed.isWritable());
        }
    }

    @Test
    void whatIsMetWhileReadingIsListedWithAllItsBlocks() throws Exception {
        FaultyStorage rotten = closed();
        String second = segments(rotten).get(1);
        rotten.flip(second, rotten.sizes().get(second) / 2, 2);
        try (Feed feed = open(rotten)) {
            assertEquals(List.of(), feed.damage(), "opening does not read older segments");
            assertTrue(feed.isWritable());
            assertThrows(FeedException.class, () -> feed.blocks(0, LENGTH));
            Damage damage = open(feed).get(0);
            assertTrue(damage.file().endsWith(second), damage.toString());
            assertTrue(damage.from() < damage.to() && damage.to() - damage.from() <= 3, damage.toString());
            assertFalse(feed.isWritable());
            assertEquals(List.of(damage), feed.verify(ALL).damage());
        }
    }

    @Test
    void aRangeMustBeAuthenticOnThisChainAndBeginInTime() throws Exception {
        FaultyStorage sound = closed();
        FaultyStorage rotten = copy(sound);
        String second = segments(rotten).get(1);
        rotten.flip(second, rotten.sizes().get(second) / 2, 2);
        FaultyStorage forkedStorage = new FaultyStorage();
        Feed forked = new LogFeedStore(forkedStorage, CONFIG).openOwn(PARTY, SIGNER);
        for (int i = 0; i < LENGTH; i++) {
            forked.append(Bytes.utf8("another history"));
            forked.write();
        }
        try (Feed feed = open(rotten);
                Feed peer = new LogFeedStore(copy(sound), CONFIG).open(PARTY, KEY)) {
            Verification found = feed.verify(ALL);
            Damage damage = found.damage().get(0);
            refused(feed, forked.range(damage.from(), 100).orElseThrow(), "not on the chain");
            refused(feed, peer.range(damage.from() + 1, 100).orElseThrow(), "begins at block");
            FeedRange good = peer.range(damage.from(), 100).orElseThrow();
            FeedHead head = good.head();
            refused(
                    feed,
                    new FeedRange(
                            good.from(),
                            good.blocks(),
                            new FeedHead(head.feed(), head.length(), head.chain(), Bytes.wrap(new byte[64]))),
                    "not authentic");
            List<Bytes> others = new ArrayList<>(good.blocks());
            others.set(0, Bytes.utf8("forged"));
            refused(feed, new FeedRange(good.from(), others, head), "not authentic");
            // The same writer signs another end for the same beginning: what follows here is on another chain.
            long to = damage.to();
            org.dxos.base.Hash before = feed.chain(damage.from());
            List<Bytes> fork = new ArrayList<>();
            org.dxos.echo.feed.ChainHasher chain = new org.dxos.echo.feed.ChainHasher(before, damage.from());
            for (long i = damage.from(); i < to; i++) {
                fork.add(Bytes.utf8("fork"));
                chain.add(Bytes.utf8("fork"));
            }
            refused(
                    feed,
                    new FeedRange(damage.from(), fork, FeedHead.sign(SIGNER, to, chain.value())),
                    "the feed was forked");
            assertEquals(found.damage(), feed.verify(ALL).damage(), "nothing changed");
            assertFalse(feed.repair(peer.range(to + 5, 1).orElseThrow()), "no damage there");
            // From further back it is as good.
            assertTrue(feed.repair(
                    peer.range(Math.max(0, damage.from() - 3), 1 << 20).orElseThrow()));
            assertTrue(feed.verify(ALL).isSound());
            assertFalse(feed.repair(good), "sound already");
        }
    }

    private static void refused(Feed feed, FeedRange range, String words) {
        FeedException error = assertThrows(FeedException.class, () -> feed.repair(range));
        assertTrue(error.getMessage().contains(words), error.getMessage());
    }

    @Test
    void verifyTellsHowFarItIsAndCanBeEnded() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        try (Feed feed = new LogFeedStore(storage, SMALL.withSegmentSize(20_000)).openOwn(PARTY, SIGNER)) {
            for (int i = 0; i < 100; i++) {
                Logs.commit(feed, 200);
            }
            List<Long> told = new ArrayList<>();
            Verification whole = feed.verify((blocks, of) -> {
                assertEquals(20_000, of);
                told.add(blocks);
                return true;
            });
            assertTrue(whole.isSound());
            assertEquals(100, whole.commits());
            assertEquals(20_000, whole.blocks());
            assertTrue(told.size() >= 5 && told.get(0) == 0 && told.get(told.size() - 1) == 20_000, told.toString());
            Verification part = feed.verify((blocks, of) -> blocks < 8_000);
            assertFalse(part.complete());
            assertFalse(part.isSound());
            assertTrue(part.damage().isEmpty() && part.blocks() < 20_000, part.toString());
        }
    }

    @Test
    void aWrongSignatureInAnOlderSegmentIsFound() throws Exception {
        FaultyStorage storage = closed();
        String path = segments(storage).get(1);
        byte[] content = storage.content(path).toArray();
        int start = content.length - Format.COMMIT_SIZE;
        Commit commit = java.util.Objects.requireNonNull(Commit.decode(content, start));
        byte[] signature = commit.signature().toArray();
        signature[5] ^= 1;
        new Commit(commit.length(), commit.synced(), commit.chain(), Bytes.wrap(signature)).encode(content, start);
        FaultyStorage sound = copy(storage);
        storage.put(path, Bytes.wrap(content));
        try (Feed feed = open(storage);
                Feed peer = new LogFeedStore(sound, CONFIG).open(PARTY, KEY)) {
            Verification found = feed.verify(ALL);
            assertEquals(1, found.damage().size());
            assertTrue(found.damage().get(0).what().contains("signature"), found.toString());
            assertEquals(commit.length(), found.damage().get(0).to());
            assertEquals(found.damage(), open(feed), "and it ends writing");
        }
    }

    @SeededTest(ci = 1, deep = 30)
    void aRepairThatIsInterruptedAnywhereLosesNothing(SeededRandom random) throws Exception {
        FaultyStorage sound = random.chance(0.5) ? closed() : killed();
        FaultyStorage rotten = copy(sound);
        for (int i = 0; i < 2; i++) {
            String path = random.pick(segments(sound));
            rotten.flip(path, random.below((int) (long) sound.sizes().get(path)), 3);
        }
        FaultyStorage whole = copy(rotten);
        List<Long> before = sound(copy(rotten));
        repairAll(whole, sound);
        long calls = whole.calls();
        int recoveries = 0;
        for (long call = 1; call <= calls; call++) {
            for (boolean off : new boolean[] {true, false}) {
                FaultyStorage storage = copy(rotten);
                storage.plan(off ? FaultPlan.powerOff(call) : FaultPlan.failOnce(call));
                try {
                    repairAll(storage, sound);
                } catch (FeedException e) {
                    assertTrue(e.getMessage().contains("injected"), e.getMessage());
                }
                storage.plan(FaultPlan.NONE);
                List<FaultyStorage> after = new ArrayList<>();
                if (off) {
                    CrashOutcome.all(random.nextLong()).forEach(outcome -> after.add(storage.crash(outcome)));
                } else {
                    after.add(storage.restart());
                }
                for (FaultyStorage left : after) {
                    List<Long> still = sound(copy(left));
                    assertTrue(still.containsAll(before), "call " + call + ": " + before + " then " + still);
                    repairAll(left, sound);
                    assertWhole(left.restart(), LENGTH);
                    recoveries++;
                }
            }
        }
        assertTrue(recoveries > 50);
        System.out.println("S6: repair interrupted, " + recoveries + " recoveries, 0 blocks lost");
    }

    private static void repairAll(FaultyStorage storage, FaultyStorage sound) throws FeedException {
        try (Feed feed = open(storage);
                Feed peer = new LogFeedStore(copy(sound), CONFIG).open(PARTY, KEY)) {
            feed.verify(ALL);
            heal(feed, peer, 200);
        }
    }

    /** The blocks that are sound; those that can be read are right. */
    private static List<Long> sound(FaultyStorage storage) throws FeedException {
        List<Long> sound = new ArrayList<>();
        try (Feed feed = open(storage)) {
            Verification found = feed.verify(ALL);
            for (long i = found.from(); i < found.to(); i++) {
                long at = i;
                if (found.damage().stream().noneMatch(gap -> gap.from() <= at && at < gap.to())) {
                    sound.add(i);
                }
                try {
                    if (i < feed.length()) {
                        assertEquals(Logs.block(i), feed.block(i));
                    }
                } catch (FeedException e) {
                    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
                }
            }
        }
        return sound;
    }

    @Test
    void aFeedOfWhichNothingIsLeftButItsNameIsFetchedAnew() throws Exception {
        FaultyStorage sound = closed();
        FaultyStorage rotten = copy(sound);
        for (Map.Entry<String, Long> file : sound.sizes().entrySet()) {
            if (file.getKey().endsWith(Format.SEGMENT_SUFFIX)) {
                rotten.remove(file.getKey());
            }
        }
        assertTrue(findAndHeal(rotten, sound, 500, "all segments are gone") > 3);
        assertWhole(rotten.restart(), LENGTH);
    }
}
