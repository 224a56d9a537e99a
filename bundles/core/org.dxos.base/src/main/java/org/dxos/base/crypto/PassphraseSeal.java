package org.dxos.base.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.loop.Entropy;

/**
 * Encrypts bytes under a passphrase: Argon2id (RFC 9106) makes the key, ChaCha20-Poly1305 (RFC 8439) encrypts and authenticates,
 * the header with it. {@code docs/formats.md} has the layout. Any thread; each call costs the memory and time of its parameters.
 */
public final class PassphraseSeal {
    private static final Bytes MAGIC = Bytes.utf8("DXOSSEALED");
    private static final int VERSION = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int KEY = 32;
    private static final int MAX_MEMORY_KIB = 1 << 20;
    private static final int MAX_PASSES = 64;
    private static final int MAX_LANES = 64;

    /**
     * What making a key from a passphrase costs.
     *
     * @param memoryKib in KiB, 8 a lane at least
     * @param passes over that memory
     * @param lanes filled side by side
     */
    public record Cost(int memoryKib, int passes, int lanes) {
        /** 64 MiB, 3 passes, 4 lanes: the second choice that RFC 9106 recommends. */
        public static final Cost DEFAULT = new Cost(64 << 10, 3, 4);

        public Cost {
            if (passes < 1 || passes > MAX_PASSES || lanes < 1 || lanes > MAX_LANES) {
                throw new IllegalArgumentException(passes + " passes in " + lanes + " lanes");
            }
            if (memoryKib < 8 * lanes || memoryKib > MAX_MEMORY_KIB) {
                throw new IllegalArgumentException(memoryKib + " KiB of memory for " + lanes + " lanes");
            }
        }
    }

    private PassphraseSeal() {}

    public static Bytes seal(Bytes passphrase, Bytes content, Cost cost, Entropy entropy) {
        Bytes salt = entropy.bytes(SALT);
        Bytes nonce = entropy.bytes(NONCE);
        Bytes header = new ByteWriter(64)
                .put(MAGIC)
                .put(VERSION)
                .putVar(cost.memoryKib())
                .putVar(cost.passes())
                .putVar(cost.lanes())
                .put(salt)
                .put(nonce)
                .toBytes();
        try {
            return header.concat(cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce, cost, header, content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform of version 17 has ChaCha20-Poly1305", e);
        }
    }

    /**
     * @throws MalformedException when these are no sealed bytes, the passphrase is another, or a bit of them is wrong; which of the
     *     last two cannot be told
     */
    public static Bytes open(Bytes passphrase, Bytes sealed) throws MalformedException {
        ByteReader in = new ByteReader(sealed);
        if (sealed.size() < MAGIC.size() + 1 || !in.bytes(MAGIC.size()).equals(MAGIC)) {
            throw new MalformedException("these are no sealed bytes");
        }
        int version = in.unsignedByte();
        if (version != VERSION) {
            throw new MalformedException("sealed in version " + version + "; this program reads version " + VERSION);
        }
        Cost cost;
        try {
            cost = new Cost(in.var(MAX_MEMORY_KIB), in.var(MAX_PASSES), in.var(MAX_LANES));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("the costs are out of bounds: " + e.getMessage());
        }
        Bytes salt = in.bytes(SALT);
        Bytes nonce = in.bytes(NONCE);
        Bytes header = sealed.slice(0, in.position());
        try {
            return cipher(
                    Cipher.DECRYPT_MODE,
                    passphrase,
                    salt,
                    nonce,
                    cost,
                    header,
                    sealed.slice(in.position(), sealed.size()));
        } catch (GeneralSecurityException e) {
            throw new MalformedException("the passphrase is not the one it was sealed with, or it is damaged");
        }
    }

    private static Bytes cipher(
            int mode, Bytes passphrase, Bytes salt, Bytes nonce, Cost cost, Bytes header, Bytes content)
            throws GeneralSecurityException {
        byte[] key = key(passphrase, salt, cost);
        try {
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce.toArray()));
            cipher.updateAAD(header.toArray());
            return Bytes.wrap(cipher.doFinal(content.toArray()));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] key(Bytes passphrase, Bytes salt, Cost cost) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKib())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt.toArray())
                .build());
        byte[] key = new byte[KEY];
        generator.generateBytes(passphrase.toArray(), key);
        return key;
    }
}
