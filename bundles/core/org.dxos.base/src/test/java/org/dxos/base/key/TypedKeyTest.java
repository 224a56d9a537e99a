package org.dxos.base.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.dxos.base.Bytes;
import org.junit.jupiter.api.Test;

class TypedKeyTest {
    private static final Bytes LOW = Bytes.fromHex("7f" + "01".repeat(31));
    private static final Bytes HIGH = Bytes.fromHex("80" + "01".repeat(31));

    private static final List<Function<Bytes, Object>> KINDS =
            List.of(IdentityKey::of, DeviceKey::of, FeedKey::of, PartyKey::of, PartyId::of, PublicKey::new);

    @Test
    void keysOfDifferentKindsAreNeverEqual() {
        for (int i = 0; i < KINDS.size(); i++) {
            for (int j = 0; j < KINDS.size(); j++) {
                Object one = KINDS.get(i).apply(LOW);
                Object other = KINDS.get(j).apply(Bytes.copyOf(LOW.toArray()));
                assertEquals(i == j, one.equals(other));
                assertNotEquals(one, KINDS.get(j).apply(HIGH));
            }
        }
    }

    @Test
    void everyKindHas32Bytes() {
        for (Function<Bytes, Object> kind : KINDS) {
            for (int size : List.of(0, 31, 33)) {
                assertThrows(IllegalArgumentException.class, () -> kind.apply(Bytes.wrap(new byte[size])));
            }
        }
    }

    @Test
    void keysAreOrderedByTheirUnsignedBytes() {
        assertTrue(IdentityKey.of(LOW).compareTo(IdentityKey.of(HIGH)) < 0);
        assertTrue(DeviceKey.of(LOW).compareTo(DeviceKey.of(HIGH)) < 0);
        assertTrue(FeedKey.of(LOW).compareTo(FeedKey.of(HIGH)) < 0);
        assertTrue(PartyKey.of(LOW).compareTo(PartyKey.of(HIGH)) < 0);
        assertTrue(PartyId.of(LOW).compareTo(PartyId.of(HIGH)) < 0);
        assertEquals(0, new PublicKey(LOW).compareTo(new PublicKey(LOW)));
    }

    @Test
    void aTextShowsTheFirstDigitsAndHexAll() {
        assertEquals("7f010101", FeedKey.of(LOW).toString());
        assertEquals("7f010101", PartyId.of(LOW).toString());
        assertEquals(LOW.hex(), FeedKey.of(LOW).hex());
        assertEquals(LOW.hex(), PartyId.of(LOW).hex());
        assertEquals(LOW, DeviceKey.of(LOW).bytes());
    }
}
