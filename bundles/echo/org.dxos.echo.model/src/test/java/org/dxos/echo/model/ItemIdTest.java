package org.dxos.echo.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dxos.base.Bytes;
import org.dxos.base.key.FeedKey;
import org.junit.jupiter.api.Test;

class ItemIdTest {
    private static final FeedKey FEED = FeedKey.of(Bytes.fromHex("01".repeat(32)));

    @Test
    void aFeedAndANumberAlwaysGiveTheSameName() {
        assertEquals(ItemId.of(FEED, 7), ItemId.of(FEED, 7));
        assertNotEquals(ItemId.of(FEED, 7), ItemId.of(FEED, 8));
        assertNotEquals(ItemId.of(FEED, 7), ItemId.of(FeedKey.of(Bytes.fromHex("02".repeat(32))), 7));
    }

    @Test
    void itIsTheBeginningOfTheHashOfDomainFeedAndNumber() throws Exception {
        java.security.MessageDigest digest = java.security.MessageDigest.getInstance("SHA-256");
        byte[] domain = "dxos.echo.item.1".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        digest.update((byte) domain.length);
        digest.update(domain);
        digest.update(FEED.bytes().toArray());
        digest.update(new byte[] {7, 0, 0, 0, 0, 0, 0, 0});
        assertEquals(
                Bytes.wrap(digest.digest()).slice(0, 16), ItemId.of(FEED, 7).bytes());
    }

    @Test
    void itIsReadBackFromItsHexadecimalForm() {
        ItemId id = ItemId.of(FEED, 1);
        assertEquals(32, id.hex().length());
        assertEquals(id, ItemId.fromHex(id.hex()));
        assertEquals(id.hex(), id.toString());
        assertThrows(IllegalArgumentException.class, () -> ItemId.fromHex("00"));
        assertThrows(IllegalArgumentException.class, () -> ItemId.fromHex("zz".repeat(16)));
    }

    @Test
    void namesSortByUnsignedByte() {
        assertTrue(ItemId.fromHex("7f".repeat(16)).compareTo(ItemId.fromHex("80".repeat(16))) < 0);
    }
}
