package org.dxos.base.key;

import org.dxos.base.Bytes;

/** The key of one installation of an identity. */
public record DeviceKey(PublicKey key) implements Comparable<DeviceKey> {
    public static DeviceKey of(Bytes bytes) {
        return new DeviceKey(new PublicKey(bytes));
    }

    public Bytes bytes() {
        return key.bytes();
    }

    public String hex() {
        return key.hex();
    }

    @Override
    public int compareTo(DeviceKey other) {
        return key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return key.shortHex();
    }
}
