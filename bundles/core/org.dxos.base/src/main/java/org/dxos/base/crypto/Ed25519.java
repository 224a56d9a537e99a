package org.dxos.base.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.dxos.base.Bytes;
import org.dxos.base.key.PublicKey;
import org.dxos.base.loop.Entropy;

/** Ed25519 by RFC 8032, computed by Bouncy Castle; the JDK's own is twenty times slower. Any thread. */
public final class Ed25519 {
    public static final int SEED_SIZE = 32;
    public static final int SIGNATURE_SIZE = 64;

    private Ed25519() {}

    /** A fresh secret seed. */
    public static Bytes newSeed(Entropy entropy) {
        return entropy.bytes(SEED_SIZE);
    }

    /** The signer of a secret seed of 32 bytes. */
    public static Signer signer(Bytes seed) {
        if (seed.size() != SEED_SIZE) {
            throw new IllegalArgumentException("a seed has " + SEED_SIZE + " bytes, not " + seed.size());
        }
        byte[] secret = seed.toArray();
        byte[] open = new byte[PublicKey.SIZE];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(secret, 0, open, 0);
        return new SeedSigner(secret, open, new PublicKey(Bytes.copyOf(open)));
    }

    /** Whether the signature of the message was made with the secret half of the key. Never throws on malformed input. */
    public static boolean verify(PublicKey key, Bytes message, Bytes signature) {
        if (signature.size() != SIGNATURE_SIZE) {
            return false;
        }
        PublicPoint point = org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyPartialExport(
                key.bytes().toArray(), 0);
        if (point == null) {
            return false;
        }
        byte[] text = message.toArray();
        return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(signature.toArray(), 0, point, text, 0, text.length);
    }

    private record SeedSigner(byte[] secret, byte[] open, PublicKey publicKey) implements Signer {
        @Override
        public Bytes sign(Bytes message) {
            byte[] text = message.toArray();
            byte[] signature = new byte[SIGNATURE_SIZE];
            org.bouncycastle.math.ec.rfc8032.Ed25519.sign(secret, 0, open, 0, null, text, 0, text.length, signature, 0);
            return Bytes.wrap(signature);
        }

        @Override
        public String toString() {
            return "signer of " + publicKey.shortHex();
        }
    }
}
