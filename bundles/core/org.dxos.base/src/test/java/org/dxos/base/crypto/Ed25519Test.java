package org.dxos.base.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.base.key.PublicKey;
import org.dxos.base.loop.Entropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ed25519Test {
    private static final BigInteger ORDER =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final Signer signer = Ed25519.signer(Bytes.fromHex("07".repeat(32)));
    private final Bytes message = Bytes.utf8("to whom it may concern");
    private final Bytes signature = signer.sign(message);

    /** RFC 8032, 7.1: tests 1, 2 and 3. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void theVectorsOfRfc8032Hold(String seed, String key, String message, String signature) {
        assertVector(seed, key, Bytes.fromHex(message), signature);
    }

    /** RFC 8032, 7.1: test SHA(abc). */
    @Test
    void theVectorOfRfc8032OverADigestHolds() throws Exception {
        Bytes digest = Bytes.wrap(
                MessageDigest.getInstance("SHA-512").digest(Bytes.utf8("abc").toArray()));
        assertVector(
                "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                digest,
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
                        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704");
    }

    private static void assertVector(String seed, String key, Bytes message, String signature) {
        Signer signer = Ed25519.signer(Bytes.fromHex(seed));
        assertEquals(key, signer.publicKey().hex());
        assertEquals(signature, signer.sign(message).hex());
        assertTrue(Ed25519.verify(signer.publicKey(), message, Bytes.fromHex(signature)));
    }

    @Test
    void everyFlippedBitOfASignatureIsRefused() {
        for (int bit = 0; bit < 512; bit++) {
            assertFalse(Ed25519.verify(signer.publicKey(), message, flipped(signature, bit)), "bit " + bit);
        }
    }

    @Test
    void everyFlippedBitOfAMessageOrKeyIsRefused() {
        for (int bit = 0; bit < message.size() * 8; bit++) {
            assertFalse(Ed25519.verify(signer.publicKey(), flipped(message, bit), signature), "bit " + bit);
        }
        for (int bit = 0; bit < 256; bit++) {
            PublicKey key = new PublicKey(flipped(signer.publicKey().bytes(), bit));
            assertFalse(Ed25519.verify(key, message, signature), "bit " + bit);
        }
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] changed = bytes.toArray();
        changed[bit / 8] ^= (byte) (1 << (bit % 8));
        return Bytes.wrap(changed);
    }

    @Test
    void aSignatureOfAnotherSizeIsRefused() {
        for (int size : List.of(0, 1, 63)) {
            assertFalse(Ed25519.verify(signer.publicKey(), message, signature.slice(0, size)));
        }
        assertFalse(Ed25519.verify(signer.publicKey(), message, signature.concat(Bytes.fromHex("00"))));
    }

    /** Adding the group's order to S gives a second valid form unless S is checked to be small. */
    @Test
    void aSignatureHasOneFormOnly() {
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = signature.at(63 - i);
        }
        byte[] sum = new BigInteger(1, bigEndian).add(ORDER).toByteArray();
        byte[] forged = signature.toArray();
        for (int i = 0; i < 32; i++) {
            forged[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        assertNotEquals(signature, Bytes.copyOf(forged));
        assertFalse(Ed25519.verify(signer.publicKey(), message, Bytes.wrap(forged)));
    }

    /** With a key of small order one signature is good for every message. */
    @Test
    void keysOfSmallOrderAndKeysThatAreNotCanonicalAreRefused() {
        Bytes everything = Bytes.fromHex("01" + "00".repeat(63));
        for (String key : List.of(
                "01" + "00".repeat(31),
                "01" + "00".repeat(30) + "80",
                "ec" + "ff".repeat(30) + "7f",
                "ec" + "ff".repeat(31),
                "00".repeat(32),
                "00".repeat(31) + "80",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ed" + "ff".repeat(30) + "7f",
                "ee" + "ff".repeat(30) + "7f",
                "ee" + "ff".repeat(31),
                "ff".repeat(32))) {
            PublicKey weak = new PublicKey(Bytes.fromHex(key));
            for (int i = 0; i < 16; i++) {
                assertFalse(Ed25519.verify(weak, Bytes.utf8("message " + i), everything), key);
            }
        }
    }

    @Test
    void signingIsDeterministicAndShowsNoSecret() {
        assertEquals(signature, Ed25519.signer(Bytes.fromHex("07".repeat(32))).sign(message));
        assertFalse(signer.toString().contains("0707"), signer.toString());
        assertEquals("signer of " + signer.publicKey().shortHex(), signer.toString());
    }

    @Test
    void seedsHave32FreshBytes() {
        for (int size : List.of(0, 31, 33, 64)) {
            assertThrows(IllegalArgumentException.class, () -> Ed25519.signer(Bytes.wrap(new byte[size])));
        }
        Entropy entropy = Entropy.secure();
        assertEquals(32, Ed25519.newSeed(entropy).size());
        assertNotEquals(Ed25519.newSeed(entropy), Ed25519.newSeed(entropy));
    }
}
