package org.dxos.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HashTest {
    /** From FIPS 180 and the NIST example values. */
    @Test
    void sha256GivesThePublishedValues() {
        assertEquals(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                Hash.sha256(Bytes.EMPTY).hex());
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Hash.sha256(Bytes.utf8("abc")).hex());
        assertEquals(
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
                Hash.sha256(Bytes.utf8("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
                        .hex());
        assertEquals(
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
                Hash.sha256(Bytes.utf8("a".repeat(1_000_000))).hex());
    }

    @Test
    void aHashWithADomainIsThatOfItsLengthItselfAndTheParts() {
        Bytes framed = Bytes.fromHex("03").concat(Bytes.utf8("abc")).concat(Bytes.fromHex("0102"));
        assertEquals(Hash.sha256(framed), Hash.of("abc", Bytes.fromHex("01"), Bytes.fromHex("02")));
        assertEquals(Hash.of("abc", Bytes.fromHex("0102")), Hash.of("abc", Bytes.fromHex("01"), Bytes.fromHex("02")));
    }

    @Test
    void noDomainRunsIntoWhatFollowsIt() {
        assertNotEquals(Hash.of("ab", Bytes.utf8("c")), Hash.of("abc"));
        assertNotEquals(Hash.of("a", Bytes.utf8("bc")), Hash.of("ab", Bytes.utf8("c")));
        Hash.of("a".repeat(255));
        assertThrows(IllegalArgumentException.class, () -> Hash.of("a".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> Hash.of("ä".repeat(128)));
    }

    @Test
    void aSliceIsHashedLikeItsContent() {
        Bytes abc = Bytes.utf8("xabcx").slice(1, 4);
        assertEquals(Hash.sha256(Bytes.utf8("abc")), Hash.sha256(abc));
    }

    @Test
    void aHashHas32BytesAndTheirOrder() {
        assertThrows(IllegalArgumentException.class, () -> new Hash(Bytes.wrap(new byte[31])));
        assertThrows(IllegalArgumentException.class, () -> new Hash(Bytes.wrap(new byte[33])));
        Hash low = new Hash(Bytes.fromHex("7f".repeat(32)));
        Hash high = new Hash(Bytes.fromHex("80".repeat(32)));
        assertTrue(low.compareTo(high) < 0);
        assertEquals("7f".repeat(32), low.toString());
    }
}
