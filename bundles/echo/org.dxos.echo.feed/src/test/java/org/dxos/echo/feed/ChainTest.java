package org.dxos.echo.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.FeedKey;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

class ChainTest {
    private static final Signer SIGNER = TestIdentity.ALICE.feed();
    private static final FeedKey FEED = TestIdentity.ALICE.feedKey();

    /** Written down once; a change of these values makes every existing feed unreadable. */
    @Test
    void theValuesOfTheChainNeverChange() {
        FeedKey feed = FeedKey.of(Bytes.wrap(new byte[32]));
        Hash start = Chain.start(feed);
        assertEquals("d015f4b6eaaffa7c955278313f2599f120efd913c842a152030b86451044124c", start.hex());
        assertEquals(
                "55eef3472dff7bbd58c0bcc56d950b8bc40b220b5824192f2c8ae2dce2505471",
                Chain.link(start, 0, Bytes.utf8("block")).hex());
    }

    @Test
    void theValueDependsOnFeedOrderPlaceAndContent() {
        Bytes a = Bytes.utf8("a");
        Bytes b = Bytes.utf8("b");
        Hash start = Chain.start(FEED);
        assertNotEquals(start, Chain.start(TestIdentity.BOB.feedKey()));
        assertNotEquals(Chain.link(start, 0, a), Chain.link(start, 0, b));
        assertNotEquals(Chain.link(start, 0, a), Chain.link(start, 1, a));
        assertNotEquals(Chain.link(Chain.link(start, 0, a), 1, b), Chain.link(Chain.link(start, 0, b), 1, a));
        assertNotEquals(Chain.link(start, 0, Bytes.EMPTY), start);
    }

    @SeededTest(ci = 50, deep = 5000)
    void theHasherGivesTheValuesOfTheChain(SeededRandom random) {
        Hash value = Chain.start(FEED);
        long length = random.below(1000);
        ChainHasher hasher = new ChainHasher(value, length);
        for (int i = 0; i < 20; i++) {
            Bytes block = random.bytes(random.below(200));
            value = Chain.link(value, length++, block);
            hasher.add(block);
            assertEquals(value, hasher.value());
            assertEquals(length, hasher.length());
            if (random.chance(0.1)) {
                hasher.reset(value, length);
            }
        }
    }

    @Test
    void aHeadIsAuthenticOnlyAsItWasSigned() {
        Hash chain = Chain.start(FEED);
        FeedHead head = FeedHead.sign(SIGNER, 7, chain);
        assertTrue(head.isAuthentic());
        assertFalse(new FeedHead(FEED, 8, chain, head.signature()).isAuthentic());
        assertFalse(new FeedHead(TestIdentity.BOB.feedKey(), 7, chain, head.signature()).isAuthentic());
        assertFalse(new FeedHead(FEED, 7, Hash.sha256(Bytes.EMPTY), head.signature()).isAuthentic());
        assertFalse(new FeedHead(FEED, 7, chain, Bytes.EMPTY).isAuthentic());
        assertThrows(IllegalArgumentException.class, () -> new FeedHead(FEED, -1, chain, head.signature()));
    }

    @SeededTest(ci = 20, deep = 1000)
    void aRangeIsAuthenticOnlyWithEveryByteInItsPlace(SeededRandom random) {
        long from = random.below(5);
        Hash before = Hash.sha256(random.bytes(8));
        List<Bytes> blocks = new ArrayList<>();
        ChainHasher chain = new ChainHasher(before, from);
        for (int i = random.between(1, 6); i > 0; i--) {
            blocks.add(random.bytes(random.between(1, 50)));
        }
        blocks.forEach(chain::add);
        FeedHead head = FeedHead.sign(SIGNER, from + blocks.size(), chain.value());
        FeedRange range = new FeedRange(from, blocks, head);
        assertTrue(range.isAuthentic(before));
        assertEquals(FEED, range.feed());
        assertFalse(range.isAuthentic(head.chain()));
        int changed = random.below(blocks.size());
        byte[] other = blocks.get(changed).toArray();
        other[random.below(other.length)] ^= (byte) (1 << random.below(8));
        List<Bytes> forged = new ArrayList<>(blocks);
        forged.set(changed, Bytes.wrap(other));
        assertFalse(new FeedRange(from, forged, head).isAuthentic(before));
        assertThrows(IllegalArgumentException.class, () -> new FeedRange(from + 1, blocks, head));
    }
}
