package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Rejection;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.Chain;
import org.dxos.echo.feed.FeedHead;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.PartyFeeds.Verdict;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Credential;
import org.dxos.halo.credential.Credentials;
import org.dxos.halo.credential.Roster;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What faulty or hostile peers and members send has a verdict, the same everywhere, and harms nobody else. */
final class AdversaryTest {
    private static final RawParty PARTY = new RawParty(3);
    private static final Signer STRANGER =
            Ed25519.signer(Hash.of("test.feed", Bytes.utf8("stranger")).bytes());

    private static RawFeed good(int feed) {
        return PARTY.feed(feed).append(PARTY.first(feed)).append(PARTY.next(RawParty.BASE + 2, feed + 100));
    }

    @Test
    void ranges_that_are_not_what_a_writer_signed_are_told_by_their_verdicts() {
        RawFeed feed = good(0).append(PARTY.next(RawParty.BASE + 3, 7));
        RawFeed other = good(0).append(PARTY.next(RawParty.BASE + 3, 8)).append(PARTY.next(RawParty.BASE + 4, 8));
        FeedRange whole = feed.range(0, 2);
        FeedHead head = feed.head(3);
        Bytes noise = Bytes.wrap(new byte[64]);
        try (Replica replica = Replica.of(PARTY)) {
            assertEquals(Verdict.GAP, replica.offer(feed.range(1, 3)));
            assertEquals(
                    Verdict.FORGED,
                    replica.offer(new FeedRange(
                            0,
                            whole.blocks(),
                            new FeedHead(feed.key, 2, whole.head().chain(), noise))),
                    "a wrong signature");
            assertEquals(
                    Verdict.FORGED,
                    replica.offer(new FeedRange(
                            0, List.of(whole.blocks().get(1), whole.blocks().get(0)), whole.head())),
                    "blocks in another order");
            assertEquals(Verdict.ACCEPTED, replica.offer(whole));
            assertEquals(Verdict.KNOWN, replica.offer(whole));
            assertEquals(Verdict.KNOWN, replica.offer(feed.range(1, 2)));
            assertEquals(Verdict.KNOWN, replica.offer(new FeedRange(2, List.of(), feed.head(2))));
            assertEquals(
                    Verdict.FORGED,
                    replica.offer(new FeedRange(
                            2,
                            feed.range(2, 3).blocks(),
                            new FeedHead(good(1).key, 3, head.chain(), head.signature()))),
                    "another feed's head");
            assertEquals(
                    Verdict.FORGED,
                    replica.offer(new FeedRange(5, List.of(noise), new FeedHead(feed.key, 6, head.chain(), noise))),
                    "a gap that is not signed");
            assertEquals(
                    Verdict.GAP,
                    replica.offer(new FeedRange(5, List.of(noise), FeedHead.sign(signerOf(0), 6, head.chain()))));
            assertEquals(Verdict.ACCEPTED, replica.offer(feed.range(0, 3)), "an overlap that goes on");
            assertEquals(Verdict.FORKED, replica.offer(other.range(0, 4)), "another history from the start");
            assertEquals(Verdict.FORKED, replica.offer(other.range(2, 3)), "another block in its place");
            assertEquals(3, replica.feeds().lengths().get(feed.key));
            assertEquals(Verdict.ACCEPTED, replica.offer(good(1).all()), "others go on");
        }
    }

    private static Signer signerOf(int feed) {
        List<Signer> signers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            signers.add(Ed25519.signer(
                    Hash.of("test.feed", Bytes.utf8(Integer.toString(i))).bytes()));
        }
        signers.sort(java.util.Comparator.comparing(Signer::publicKey));
        return signers.get(feed);
    }

    @Test
    void feeds_that_nobody_admitted_are_not_kept() {
        RawFeed stranger = new RawFeed(STRANGER).append(PARTY.first(1));
        TestIdentity mallory = TestIdentity.MALLORY;
        Roster roster = Roster.empty(PARTY.id).with(PARTY.ticket.credentials());
        Credential device =
                Credentials.authoriseDevice(roster, mallory.identity(), mallory.identityKey(), mallory.device(), 1);
        Credential feed = Credentials.admitFeed(roster, mallory.device(), STRANGER, 1);
        RawFeed selfMade = new RawFeed(STRANGER)
                .append(new Block(List.of(), 1, 1, List.of(device.encoded(), feed.encoded()), List.of()));
        try (Replica replica = Replica.of(PARTY)) {
            assertEquals(Verdict.NOT_ADMITTED, replica.offer(stranger.all()));
            assertEquals(Verdict.NOT_ADMITTED, replica.offer(selfMade.all()), "admitted by nobody but itself");
            assertTrue(!replica.feeds().lengths().containsKey(stranger.key));
        }
    }

    @Test
    void a_block_that_is_too_large_ends_its_feed_and_nothing_else() {
        Bytes large = Bytes.wrap(new byte[(1 << 20) + 1]);
        RawFeed feed = PARTY.feed(0).append(PARTY.first(0)).append(large);
        try (Replica replica = Replica.of(PARTY)) {
            assertEquals(Verdict.UNAVAILABLE, replica.offer(feed.all()));
            assertEquals(Verdict.ACCEPTED, replica.offer(feed.range(0, 1)));
            assertEquals(Verdict.ACCEPTED, replica.offer(good(1).all()));
            assertEquals("", replica.party.info().reason());
        }
    }

    /** Blocks that a member may sign and that must have no effect, with the reason that all peers give. */
    private static Map<String, Map.Entry<Bytes, Reason>> badBlocks() {
        FeedKey key = PARTY.feeds.get(0);
        FeedKey other = PARTY.feeds.get(1);
        ItemId item = PARTY.items.get(0);
        ItemId unknown = ItemId.of(other, 77);
        long right = RawParty.BASE + 2;
        Operation number = RawParty.mutate(item, 1, new ByteWriter().putVar(3).toBytes());
        Operation make = new Operation.Create(5, "", "test.model/bag", "test.state/bag", null, null, null);
        Map<String, Map.Entry<Bytes, Reason>> bad = new LinkedHashMap<>();
        bad.put("no bytes", Map.entry(Bytes.EMPTY, Reason.MALFORMED));
        bad.put("noise", Map.entry(new SeededRandom(1).bytes(100), Reason.MALFORMED));
        bad.put("a later version", Map.entry(Bytes.fromHex("0201"), Reason.MALFORMED));
        bad.put(
                "bytes after the end",
                Map.entry(BlockCodec.encode(key, PARTY.next(right, 1)).concat(Bytes.fromHex("00")), Reason.MALFORMED));
        Bytes whole = BlockCodec.encode(key, PARTY.next(right, 1));
        bad.put("cut off", Map.entry(whole.slice(0, whole.size() - 1), Reason.MALFORMED));
        bad.put("no operations", Map.entry(Bytes.fromHex("010100040000"), Reason.MALFORMED));
        put(bad, "a height that is too small", right - 1, List.of(), List.of(number), Reason.WRONG_HEIGHT);
        put(bad, "a height before everything", 1, List.of(), List.of(number), Reason.WRONG_HEIGHT);
        put(bad, "a height that is too great", right + 1, List.of(), List.of(number), Reason.WRONG_HEIGHT);
        put(bad, "the greatest height", Long.MAX_VALUE, List.of(), List.of(number), Reason.WRONG_HEIGHT);
        put(bad, "a dependency on itself", right, List.of(dependency(1, key, 1)), List.of(number), Reason.MALFORMED);
        put(bad, "a number nobody has", right, List.of(dependency(9, null, 1)), List.of(number), Reason.MALFORMED);
        put(
                bad,
                "a new number out of turn",
                right,
                List.of(dependency(2, other, 1)),
                List.of(number),
                Reason.MALFORMED);
        put(
                bad,
                "a feed mentioned again",
                right,
                List.of(dependency(1, PARTY.base.key, 1)),
                List.of(number),
                Reason.MALFORMED);
        put(
                bad,
                "one number twice",
                right,
                List.of(dependency(0, null, 2), dependency(0, null, 2)),
                List.of(number),
                Reason.MALFORMED);
        put(bad, "a dependency on nothing", right, List.of(dependency(1, other, 0)), List.of(number), Reason.MALFORMED);
        put(
                bad,
                "an item nobody made",
                right,
                List.of(),
                List.of(RawParty.mutate(unknown, 1, Bytes.EMPTY)),
                Reason.UNKNOWN_ITEM);
        put(
                bad,
                "a good and an unknown item",
                right,
                List.of(),
                List.of(number, new Operation.Delete(unknown)),
                Reason.UNKNOWN_ITEM);
        put(
                bad,
                "a move of an unknown item",
                right,
                List.of(),
                List.of(new Operation.Move(unknown, item)),
                Reason.UNKNOWN_ITEM);
        put(
                bad,
                "a restoration of an unknown item",
                right,
                List.of(),
                List.of(new Operation.Restore(unknown)),
                Reason.UNKNOWN_ITEM);
        bad.put(
                "one item made twice in a block",
                Map.entry(
                        BlockCodec.encode(key, new Block(List.of(), right, 1, List.of(), List.of(make, make))),
                        Reason.MALFORMED));
        put(
                bad,
                "a mutation nobody can read",
                right,
                List.of(),
                List.of(RawParty.mutate(item, 1, Bytes.fromHex("ffffff"))),
                Reason.UNDECODABLE_MUTATION);
        return bad;
    }

    private static Block.Dependency dependency(int number, FeedKey key, long length) {
        return new Block.Dependency(number, key, length);
    }

    private static void put(
            Map<String, Map.Entry<Bytes, Reason>> bad,
            String name,
            long height,
            List<Block.Dependency> dependencies,
            List<Operation> operations,
            Reason reason) {
        Block block = new Block(dependencies, height, 2000, List.of(), operations);
        bad.put(name, Map.entry(BlockCodec.encode(PARTY.feeds.get(0), block), reason));
    }

    @TestFactory
    Stream<DynamicTest> a_bad_block_is_recorded_everywhere_and_its_feed_goes_on() {
        return badBlocks().entrySet().stream()
                .map(bad -> DynamicTest.dynamicTest(
                        bad.getKey(),
                        () -> checkBad(bad.getValue().getKey(), bad.getValue().getValue())));
    }

    private static void checkBad(Bytes block, Reason reason) {
        RawFeed feed = PARTY.feed(0).append(PARTY.first(1)).append(block).append(PARTY.next(RawParty.BASE + 3, 4));
        try (Replica one = Replica.of(PARTY);
                Replica other = Replica.of(PARTY)) {
            one.mustAccept(feed.all());
            one.mustAccept(good(1).all());
            other.mustAccept(good(1).all());
            for (int i = 0; i < feed.length(); i++) {
                other.mustAccept(feed.range(i, i + 1));
            }
            assertEquals(
                    List.of(reason),
                    one.party.rejections().stream()
                            .map(Rejection::reason)
                            .distinct()
                            .toList());
            assertEquals(1, one.party.rejections().get(0).sequence());
            List<?> numbers =
                    (List<?>) one.item(PARTY, NumbersMachine.Kind.CHAIN).tree();
            assertEquals(List.of(1L, 1L, 101L, 4L), numbers, "the blocks around it count");
            Simulation.same("two replicas", one.snapshot(), other.snapshot());
        }
    }

    @Test
    void one_number_for_two_items_makes_the_first() {
        Operation make = new Operation.Create(5, "", "test.model/bag", "test.state/bag", null, null, null);
        RawFeed feed = PARTY.feed(0)
                .append(new Block(PARTY.seesBase(), RawParty.BASE + 1, 1, List.of(), List.of(make)))
                .append(new Block(List.of(), RawParty.BASE + 2, 1, List.of(), List.of(make)));
        try (Replica replica = Replica.of(PARTY)) {
            replica.mustAccept(feed.all());
            assertEquals(4, replica.party.view().size());
            assertEquals(
                    List.of(Reason.UNKNOWN_ITEM),
                    replica.party.rejections().stream().map(Rejection::reason).toList());
        }
    }

    @Test
    void an_item_that_its_writer_had_not_seen_is_unknown_even_where_it_is_known() {
        ItemId made = ItemId.of(PARTY.feeds.get(1), 1);
        RawFeed maker = PARTY.feed(1)
                .append(new Block(
                        PARTY.seesBase(),
                        RawParty.BASE + 1,
                        1,
                        List.of(),
                        List.of(new Operation.Create(1, "", "test.model/bag", "test.state/bag", null, null, null))));
        RawFeed blind = PARTY.feed(0)
                .append(new Block(
                        PARTY.seesBase(), RawParty.BASE + 1, 1, List.of(), List.of(new Operation.Delete(made))));
        try (Replica one = Replica.of(PARTY);
                Replica other = Replica.of(PARTY)) {
            one.mustAccept(maker.all());
            one.mustAccept(blind.all());
            other.mustAccept(blind.all());
            other.mustAccept(maker.all());
            assertTrue(!one.party.view().item(made).orElseThrow().isDeleted());
            Simulation.same("two replicas", one.snapshot(), other.snapshot());
        }
    }

    @Test
    void a_block_that_waits_for_ever_holds_up_its_own_feed_alone() {
        FeedKey other = PARTY.feeds.get(1);
        RawFeed feed = PARTY.feed(0)
                .append(PARTY.first(1))
                .append(new Block(
                        List.of(dependency(1, other, 1_000_000)), RawParty.BASE + 2, 1, List.of(), PARTY.numbers(2)));
        try (Replica replica = Replica.of(PARTY)) {
            replica.mustAccept(feed.all());
            replica.mustAccept(good(1).all());
            replica.mustAccept(good(2).all());
            assertEquals(1, replica.party.view().timeframe().get(feed.key));
            assertEquals(2, replica.party.view().timeframe().get(good(2).key));
            assertEquals(List.of(), replica.party.rejections());
        }
    }

    @Test
    void random_bad_blocks_get_the_same_verdict_in_every_order() {
        List<Bytes> bad = badBlocks().values().stream().map(Map.Entry::getKey).toList();
        Seeds.of("adversary", 300, 10_000).parallelStream().forEach(seed -> {
            SeededRandom random = new SeededRandom(seed);
            List<FeedRange> ranges = new ArrayList<>();
            for (int feed = 0; feed < 3; feed++) {
                RawFeed raw = PARTY.feed(feed).append(PARTY.first(random.below(900)));
                for (int i = random.below(6); i > 0; i--) {
                    raw.append(random.chance(0.5) ? mutated(random, raw.key) : random.pick(bad));
                    if (random.chance(0.5)) {
                        raw.append(PARTY.next(random.between(3, 9), random.below(2000)));
                    }
                }
                for (int from = 0; from < raw.length(); ) {
                    int to = random.between(from + 1, raw.length());
                    ranges.add(raw.range(from, to));
                    from = to;
                }
            }
            try (Replica one = deliver(random, ranges);
                    Replica other = deliver(random, ranges);
                    Replica again = one.copy(PARTY)) {
                Simulation.same("seed " + seed, one.snapshot(), other.snapshot());
                Simulation.same("seed " + seed + " after a restart", one.snapshot(), again.snapshot());
            }
        });
    }

    /** A good block with a few bytes changed. */
    private static Bytes mutated(SeededRandom random, FeedKey key) {
        byte[] bytes = BlockCodec.encode(key, PARTY.next(random.between(3, 9), random.below(900)))
                .toArray();
        for (int i = random.between(1, 3); i > 0; i--) {
            bytes[random.below(bytes.length)] = (byte) random.below(256);
        }
        return Bytes.wrap(bytes);
    }

    private static Replica deliver(SeededRandom random, List<FeedRange> ranges) {
        Replica replica = Replica.of(PARTY);
        List<FeedRange> left = random.shuffled(ranges);
        while (!left.isEmpty()) {
            left.removeIf(range -> replica.offer(range) == Verdict.ACCEPTED);
        }
        return replica;
    }

    @Test
    void a_chain_that_starts_elsewhere_is_forged() {
        RawFeed feed = good(0);
        Hash elsewhere = Chain.start(PARTY.feeds.get(1));
        Hash chain = elsewhere;
        FeedRange range = feed.all();
        for (int i = 0; i < range.blocks().size(); i++) {
            chain = Chain.link(chain, i, range.blocks().get(i));
        }
        try (Replica replica = Replica.of(PARTY)) {
            assertEquals(
                    Verdict.FORGED,
                    replica.offer(new FeedRange(0, range.blocks(), FeedHead.sign(signerOf(0), 2, chain))));
        }
    }
}
