package org.dxos.halo.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.PartyId;
import org.dxos.base.key.PartyKey;
import org.dxos.halo.credential.Claim.DeviceAuthorised;
import org.dxos.halo.credential.Claim.MemberAdmitted;
import org.dxos.halo.credential.Claim.PartyGenesis;
import org.dxos.halo.credential.Claim.Unknown;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static final TestIdentity ALICE = TestIdentity.ALICE;
    private static final TestIdentity BOB = TestIdentity.BOB;
    private static final PartyId PARTY = new PartyId(Hash.sha256(Bytes.utf8("party")));
    private static final Claim ADMISSION = new MemberAdmitted(BOB.identityKey(), Role.WRITER);

    private static Payload payload(Claim claim, Hash... parents) {
        return Payload.of(ALICE.device().publicKey(), PARTY, claim, List.of(parents), 1000);
    }

    private static Hash hash(int number) {
        return Hash.sha256(Bytes.utf8("parent " + number));
    }

    private static Bytes envelope(Bytes payload, Credential signatures) {
        Bytes old = signatures.encoded();
        Bytes rest = old.slice(
                old.size()
                        - 97 * signatures.signers().size()
                        + (signatures.signers().size() - 1),
                old.size());
        return new ByteWriter().put(1).putSized(payload).put(rest).toBytes();
    }

    private static void assertMalformed(Bytes bytes, String words) {
        MalformedException refusal = assertThrows(MalformedException.class, () -> Credential.parse(bytes));
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal.getMessage());
    }

    @Test
    void aCredentialComesBackAsItWas() throws MalformedException {
        Credential credential =
                payload(ADMISSION, hash(2), hash(1), hash(2)).expiring(2000).sign(ALICE.device());
        Credential parsed = Credential.parse(credential.encoded());
        assertEquals(credential, parsed);
        assertEquals(credential.payload(), parsed.payload());
        assertEquals(credential.hash(), parsed.hash());
        assertEquals(ALICE.device().publicKey(), parsed.issuer());
        assertEquals(Optional.of(PARTY), parsed.party());
        assertEquals(ADMISSION, parsed.claim());
        assertEquals(2, parsed.parents().size());
        assertEquals(1000, parsed.issuedMillis());
        assertEquals(OptionalLong.of(2000), parsed.expiryMillis());
        assertTrue(parsed.isAuthentic());
    }

    @SeededTest(ci = 300, deep = 20_000)
    void anyCredentialComesBackAsItWas(SeededRandom random) throws MalformedException {
        List<Hash> parents = new ArrayList<>();
        for (int i = random.below(5); i > 0; i--) {
            parents.add(new Hash(random.bytes(32)));
        }
        String type = "x" + random.nextLong();
        Payload payload = Payload.of(
                ALICE.device().publicKey(),
                new PartyId(new Hash(random.bytes(32))),
                new Unknown(type, random.bytes(random.below(300))),
                parents,
                random.nextLong() >>> random.between(2, 63));
        Credential credential = (random.chance(0.5) ? payload.expiring(Long.MAX_VALUE) : payload).sign(ALICE.device());
        Credential parsed = Credential.parse(credential.encoded());
        assertEquals(credential.payload(), parsed.payload());
        assertEquals(credential, parsed);
        assertTrue(parsed.isAuthentic());
    }

    @Test
    void everyFlippedBitIsRefused() {
        Credential credential = payload(new DeviceAuthorised(ALICE.identityKey(), BOB.deviceKey()), hash(1))
                .expiring(5000)
                .sign(ALICE.device(), BOB.device());
        byte[] good = credential.encoded().toArray();
        int malformed = 0;
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                assertFalse(Credential.parse(Bytes.wrap(bad)).isAuthentic(), "bit " + bit);
            } catch (MalformedException e) {
                malformed++;
            }
        }
        assertTrue(malformed > 0 && malformed < good.length * 8);
    }

    @Test
    void everyCutAndEveryLeftoverIsMalformed() {
        Bytes good = payload(ADMISSION, hash(1)).sign(ALICE.device()).encoded();
        for (int size = 0; size < good.size(); size++) {
            Bytes cut = good.slice(0, size);
            assertThrows(MalformedException.class, () -> Credential.parse(cut), "size " + size);
        }
        assertMalformed(good.concat(Bytes.fromHex("00")), "left over");
    }

    @Test
    void mutatedBytesAreRefusedWithADeclaredExceptionOnly() {
        Bytes good = payload(ADMISSION, hash(1)).sign(ALICE.device()).encoded();
        Seeds.each(getClass().getName() + ".mutated", 20_000, 1_000_000, random -> {
            byte[] bad = good.toArray();
            for (int i = random.between(1, 4); i > 0; i--) {
                bad[random.below(bad.length)] = (byte) (int) random.pick(0, 1, 0x7f, 0x80, 0xff, random.below(256));
            }
            Bytes mutated = Bytes.wrap(bad, 0, random.chance(0.2) ? random.below(bad.length) : bad.length);
            try {
                Credential parsed = Credential.parse(mutated);
                assertEquals(mutated, parsed.encoded());
                assertEquals(mutated.equals(good), parsed.isAuthentic());
            } catch (MalformedException e) {
                assertNotEquals(good, mutated);
            }
        });
    }

    @Test
    void formsThatAreNotCanonicalAreMalformed() {
        Credential credential = payload(ADMISSION, hash(1), hash(2)).sign(ALICE.device());
        Bytes payload = credential.payload().encode();
        int parents = payload.size() - 64 - 1 - "dxos.member.admitted".length() - 1 - 33;
        Bytes swapped = payload.slice(0, parents)
                .concat(payload.slice(parents + 32, parents + 64))
                .concat(payload.slice(parents, parents + 32))
                .concat(payload.slice(parents + 64, payload.size()));
        assertMalformed(envelope(swapped, credential), "do not ascend");
        Bytes twice = payload.slice(0, parents + 32)
                .concat(payload.slice(parents, parents + 32))
                .concat(payload.slice(parents + 64, payload.size()));
        assertMalformed(envelope(twice, credential), "do not ascend");
        Bytes flag = payload.slice(0, 33).concat(Bytes.fromHex("02")).concat(payload.slice(34, payload.size()));
        assertMalformed(envelope(flag, credential), "flag");
        Bytes format = Bytes.fromHex("02").concat(payload.slice(1, payload.size()));
        assertMalformed(envelope(format, credential), "payload of format 2");
        assertMalformed(Bytes.fromHex("07").concat(credential.encoded().slice(1, 9)), "credential of format 7");
        assertMalformed(new ByteWriter().put(1).putSized(payload).putVar(0).toBytes(), "without a signature");
        assertMalformed(new ByteWriter().put(1).putSized(payload).putVar(9).toBytes(), "above the limit");
    }

    @Test
    void signersMustAscendAndHaveAPart() {
        Credential credential = payload(new DeviceAuthorised(ALICE.identityKey(), BOB.deviceKey()))
                .sign(ALICE.device(), BOB.device());
        Bytes good = credential.encoded();
        int first = good.size() - 2 * 96;
        Bytes swapped =
                good.slice(0, first).concat(good.slice(first + 96, good.size())).concat(good.slice(first, first + 96));
        assertMalformed(swapped, "do not ascend");
        Bytes twice = good.slice(0, first + 96).concat(good.slice(first, first + 96));
        assertMalformed(twice, "do not ascend");
        Bytes stranger = good.slice(0, first)
                .concat(good.slice(first, first + 96))
                .concat(Bytes.wrap(new byte[96]).slice(0, 0))
                .concat(Bytes.fromHex("ff".repeat(96)));
        assertMalformed(stranger, "no part");
        assertThrows(IllegalArgumentException.class, () -> payload(ADMISSION).sign(BOB.device()));
        assertThrows(IllegalArgumentException.class, () -> payload(ADMISSION).sign());
    }

    @Test
    void allWhoMustSignHaveToSign() {
        Payload payload = payload(new DeviceAuthorised(ALICE.identityKey(), BOB.deviceKey()));
        Credential half = payload.sign(ALICE.device());
        assertFalse(half.isAuthentic());
        assertEquals(List.of(BOB.device().publicKey()), half.missingSigners());
        Credential whole = half.cosign(BOB.device());
        assertTrue(whole.isAuthentic());
        assertEquals(half.hash(), whole.hash());
        assertEquals(whole, payload.sign(BOB.device(), ALICE.device()));
        assertFalse(payload.sign(BOB.device()).isAuthentic());
    }

    @Test
    void whatIsAboveALimitIsRefused() {
        List<Hash> parents = new ArrayList<>();
        for (int i = 0; i < Payload.MAX_PARENTS; i++) {
            parents.add(hash(i));
        }
        assertTrue(payload(ADMISSION, parents.toArray(Hash[]::new))
                .sign(ALICE.device())
                .isAuthentic());
        parents.add(hash(-1));
        assertThrows(IllegalArgumentException.class, () -> payload(ADMISSION, parents.toArray(Hash[]::new)));
        assertMalformed(Bytes.wrap(new byte[Credential.MAX_SIZE + 1]), "limit");
        new Unknown("a", Bytes.wrap(new byte[32 * 1024]));
        assertThrows(IllegalArgumentException.class, () -> new Unknown("a", Bytes.wrap(new byte[32 * 1024 + 1])));
    }

    @Test
    void theLargestCredentialFitsIntoTheLimit() throws MalformedException {
        Hash[] parents = new Hash[Payload.MAX_PARENTS];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = hash(i);
        }
        Credential largest = payload(new Unknown("a".repeat(64), Bytes.wrap(new byte[32 * 1024])), parents)
                .sign(ALICE.device(), ALICE.feed(), ALICE.identity(), BOB.device(), BOB.feed(), BOB.identity());
        assertTrue(Credential.parse(largest.encoded()).isAuthentic());
    }

    @Test
    void payloadsThatMakeNoSenseCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> payload(ADMISSION).expiring(1000));
        assertThrows(
                IllegalArgumentException.class,
                () -> Payload.of(ALICE.device().publicKey(), PARTY, ADMISSION, List.of(), -1));
        PartyGenesis genesis = new PartyGenesis(new PartyKey(ALICE.feed().publicKey()), ALICE.identityKey());
        assertThrows(IllegalArgumentException.class, () -> payload(genesis));
        for (String type : List.of("", "A", "ä", "a b", "a".repeat(65), "dxos.feed.admitted")) {
            assertThrows(IllegalArgumentException.class, () -> new Unknown(type, Bytes.EMPTY), type);
        }
    }

    @Test
    void aCredentialOfNoPartyIsMalformedUnlessItIsAGenesis() {
        Credential credential = payload(ADMISSION).sign(ALICE.device());
        Bytes payload = credential.payload().encode();
        Bytes noParty = payload.slice(0, 33).concat(Bytes.fromHex("00")).concat(payload.slice(66, payload.size()));
        assertMalformed(envelope(noParty, credential), "no party");
    }

    @Test
    void anUnknownRoleIsMalformed() {
        Credential credential = payload(ADMISSION).sign(ALICE.device());
        Bytes payload = credential.payload().encode();
        for (int role : List.of(0, 5, 255)) {
            Bytes changed = new ByteWriter()
                    .put(payload.slice(0, payload.size() - 1))
                    .put(role)
                    .toBytes();
            assertMalformed(envelope(changed, credential), "no role has the number " + role);
        }
    }
}
