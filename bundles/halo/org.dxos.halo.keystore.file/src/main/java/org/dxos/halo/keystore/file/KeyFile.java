package org.dxos.halo.keystore.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.crypto.Keyring.Purpose;
import org.dxos.base.crypto.Signer;
import org.dxos.base.key.PublicKey;

/**
 * The form of one key on disk: {@code "DXOSKEY" | version 1 | purpose | public key 32 | secret seed 32 | checksum 32}, in a file
 * named {@code <purpose>-<public key in hexadecimal>.key}. The checksum is a hash of all before it.
 */
record KeyFile(Purpose purpose, Signer signer) {
    static final int SIZE = 105;

    private static final Bytes MAGIC = Bytes.utf8("DXOSKEY");
    private static final int VERSION = 1;
    private static final String DOMAIN = "dxos.halo.keystore.file.1";
    private static final Pattern NAME = Pattern.compile("(identity|device|feed|party)-([0-9a-f]{64})\\.key");

    /** What the name of a key file says it holds. */
    record Name(Purpose purpose, PublicKey key) {
        static Optional<Name> parse(String name) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? Optional.of(new Name(
                            Purpose.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                            new PublicKey(Bytes.fromHex(matcher.group(2)))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return purpose.name().toLowerCase(Locale.ROOT) + "-" + key.hex() + ".key";
        }
    }

    Name name() {
        return new Name(purpose, signer.publicKey());
    }

    static Bytes encode(Purpose purpose, PublicKey key, Bytes seed) {
        Bytes body = new ByteWriter(SIZE)
                .put(MAGIC)
                .put(VERSION)
                .put(code(purpose))
                .put(key.bytes())
                .put(seed)
                .toBytes();
        return body.concat(Hash.of(DOMAIN, body).bytes());
    }

    /** Messages never quote the content. */
    static KeyFile parse(Bytes bytes) throws MalformedException {
        ByteReader in = new ByteReader(bytes);
        if (bytes.size() < MAGIC.size() + 1 || !in.bytes(MAGIC.size()).equals(MAGIC)) {
            throw new MalformedException("it is not a key file");
        }
        int version = in.unsignedByte();
        if (version != VERSION) {
            throw new MalformedException("it has version " + version + "; this program reads version " + VERSION);
        }
        if (bytes.size() != SIZE) {
            throw new MalformedException("it is damaged: " + bytes.size() + " bytes, not " + SIZE);
        }
        int bodySize = SIZE - Hash.SIZE;
        if (!Hash.of(DOMAIN, bytes.slice(0, bodySize)).bytes().equalsConstantTime(bytes.slice(bodySize, SIZE))) {
            throw new MalformedException("it is damaged: the checksum is wrong");
        }
        Purpose purpose = purpose(in.unsignedByte());
        Bytes key = in.bytes(PublicKey.SIZE);
        Signer signer = Ed25519.signer(in.bytes(Ed25519.SEED_SIZE));
        if (!signer.publicKey().bytes().equals(key)) {
            throw new MalformedException("it is damaged: the public key is not that of the secret one");
        }
        return new KeyFile(purpose, signer);
    }

    private static int code(Purpose purpose) {
        return switch (purpose) {
            case IDENTITY -> 1;
            case DEVICE -> 2;
            case FEED -> 3;
            case PARTY -> 4;
        };
    }

    private static Purpose purpose(int code) throws MalformedException {
        return switch (code) {
            case 1 -> Purpose.IDENTITY;
            case 2 -> Purpose.DEVICE;
            case 3 -> Purpose.FEED;
            case 4 -> Purpose.PARTY;
            default -> throw new MalformedException("it has the unknown purpose " + code);
        };
    }
}
