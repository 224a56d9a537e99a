package org.dxos.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.Signer;
import org.junit.jupiter.api.Test;

class MemoryKeyringTest {
    private final MemoryKeyring ring = new MemoryKeyring(new SimEntropy(1));

    @Test
    void aKeyIsFoundByItsPurposeAloneUntilItIsDestroyed() {
        Signer signer = ring.create(Purpose.FEED);
        assertEquals(Set.of(signer.publicKey()), ring.keys(Purpose.FEED));
        assertEquals(Set.of(), ring.keys(Purpose.DEVICE));
        Bytes message = Bytes.utf8("hello");
        assertTrue(Ed25519.verify(
                signer.publicKey(),
                message,
                ring.signer(signer.publicKey()).orElseThrow().sign(message)));
        ring.destroy(signer.publicKey());
        ring.destroy(signer.publicKey());
        assertTrue(ring.signer(signer.publicKey()).isEmpty());
        assertEquals(Set.of(), ring.keys(Purpose.FEED));
    }

    @Test
    void keysFollowFromTheSeed() {
        assertEquals(
                new MemoryKeyring(new SimEntropy(5)).create(Purpose.FEED).publicKey(),
                new MemoryKeyring(new SimEntropy(5)).create(Purpose.FEED).publicKey());
        assertNotEquals(
                ring.create(Purpose.FEED).publicKey(), ring.create(Purpose.FEED).publicKey());
    }

    @Test
    void wellKnownIdentitiesHaveTheirOwnKeys() {
        assertEquals(TestIdentity.of("alice").identityKey(), TestIdentity.ALICE.identityKey());
        assertNotEquals(TestIdentity.ALICE.identityKey(), TestIdentity.BOB.identityKey());
        assertNotEquals(TestIdentity.ALICE.deviceKey(0), TestIdentity.ALICE.deviceKey(1));
        assertFalse(TestIdentity.ALICE
                .deviceKey()
                .key()
                .equals(TestIdentity.ALICE.feedKey().key()));
        assertTrue(TestIdentity.ALICE
                .keyring()
                .signer(TestIdentity.ALICE.feedKey().key())
                .isPresent());
    }
}
