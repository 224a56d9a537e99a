package org.dxos.echo.tck;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.echo.model.Encoded;

/** Makes broken bytes out of good ones. */
final class Fuzz {
    private static final int MAX_NOISE = 64;
    private static final Bytes[] NASTY = {
        Bytes.fromHex("ffffffff07"), // 2^31 - 1 as a variable-length number
        Bytes.fromHex("ffffffff0f"), // 2^32 - 1
        Bytes.fromHex("ffffffffffffffff7f"), // 2^63 - 1
        Bytes.fromHex("ffffffffffffffffff01"), // 2^64 - 1
        Bytes.fromHex("ffffff7f"), // 2^31 - 1 as 4 bytes big-endian begin or 268 million as a variable-length number
        Bytes.fromHex("7fffffff"), // 2^31 - 1 big-endian
        Bytes.fromHex("80"),
        Bytes.fromHex("eda080"), // half a surrogate pair
        Bytes.fromHex("c0af"), // an overlong slash
        Bytes.fromHex("000000000000f07f"), // infinity
        Bytes.fromHex("000000000000f87f"), // not a number
        Bytes.fromHex("0000000000000080") // the smallest integer, or -0.0
    };

    private Fuzz() {}

    /** Good bytes with one to four faults in them. */
    static Bytes changed(RandomGenerator random, Bytes good, List<Encoded> others) {
        Bytes bytes = good;
        for (int faults = 1 + random.nextInt(4); faults > 0; faults--) {
            bytes = withFault(random, bytes, others);
        }
        return bytes;
    }

    private static Bytes withFault(RandomGenerator random, Bytes bytes, List<Encoded> others) {
        int at = random.nextInt(bytes.size() + 1);
        int to = Math.min(bytes.size(), at + 1 + random.nextInt(8));
        switch (random.nextInt(8)) {
            case 0:
                return bytes.slice(0, at);
            case 1:
                return replaced(bytes, at, at, NASTY[random.nextInt(NASTY.length)]);
            case 2:
                return replaced(bytes, at, to, NASTY[random.nextInt(NASTY.length)]);
            case 3:
                return replaced(bytes, at, to, Bytes.EMPTY);
            case 4:
                return replaced(bytes, at, at, bytes.slice(at, to));
            case 5:
                Bytes other = others.get(random.nextInt(others.size())).bytes();
                return bytes.slice(0, at).concat(other.slice(random.nextInt(other.size() + 1), other.size()));
            case 6:
                byte[] noise = new byte[random.nextInt(MAX_NOISE)];
                random.nextBytes(noise);
                return replaced(bytes, at, to, Bytes.wrap(noise));
            default:
                byte[] array = bytes.toArray();
                if (array.length > 0) {
                    array[Math.min(at, array.length - 1)] ^= (byte) (1 << random.nextInt(8));
                }
                return Bytes.wrap(array);
        }
    }

    private static Bytes replaced(Bytes bytes, int from, int to, Bytes by) {
        return new ByteWriter(bytes.size() + by.size())
                .put(bytes.slice(0, from))
                .put(by)
                .put(bytes.slice(to, bytes.size()))
                .toBytes();
    }
}
