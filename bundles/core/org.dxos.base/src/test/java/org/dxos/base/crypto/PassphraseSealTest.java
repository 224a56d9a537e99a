package org.dxos.base.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.loop.Entropy;
import org.junit.jupiter.api.Test;

final class PassphraseSealTest {
    private static final PassphraseSeal.Cost CHEAP = new PassphraseSeal.Cost(8, 1, 1);
    private static final Bytes PASSPHRASE = Bytes.utf8("correct horse");
    private static final Bytes CONTENT = Bytes.utf8("a secret that must not be seen");

    private final Bytes sealed = PassphraseSeal.seal(PASSPHRASE, CONTENT, CHEAP, Entropy.secure());

    @Test
    void opens_with_its_passphrase_and_no_other() throws MalformedException {
        assertEquals(CONTENT, PassphraseSeal.open(PASSPHRASE, sealed));
        assertThrows(MalformedException.class, () -> PassphraseSeal.open(Bytes.utf8("correct horsf"), sealed));
        assertThrows(MalformedException.class, () -> PassphraseSeal.open(Bytes.EMPTY, sealed));
    }

    @Test
    void content_is_not_seen_and_two_seals_differ() {
        assertFalse(sealed.hex().contains(CONTENT.hex()));
        assertFalse(sealed.equals(PassphraseSeal.seal(PASSPHRASE, CONTENT, CHEAP, Entropy.secure())));
    }

    @Test
    void every_flipped_bit_and_every_cut_is_refused() {
        for (int bit = 0; bit < sealed.size() * 8; bit++) {
            byte[] changed = sealed.toArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            // A flip in the costs may ask for so much work that the test would take long: those numbers have bounds of
            // their own.
            if (bit / 8 < 11 || bit / 8 > 13) {
                assertThrows(
                        MalformedException.class,
                        () -> PassphraseSeal.open(PASSPHRASE, Bytes.wrap(changed)),
                        "bit " + bit);
            }
        }
        for (int size = 0; size < sealed.size(); size++) {
            Bytes cut = sealed.slice(0, size);
            assertThrows(MalformedException.class, () -> PassphraseSeal.open(PASSPHRASE, cut), "size " + size);
        }
    }

    @Test
    void costs_out_of_bounds_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new PassphraseSeal.Cost(7, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseSeal.Cost(2 << 20, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseSeal.Cost(64, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PassphraseSeal.Cost(64, 1, 65));
    }
}
