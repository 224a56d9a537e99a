package org.dxos.echo.tck;

import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;

/** Somebody who writes in a test: a member on a device with a feed. */
public record Writer(IdentityKey member, DeviceKey device, FeedKey feed) {
    /** The writer of a number. The same number always gives the same keys; they sort in no special order. */
    public static Writer of(int number) {
        return new Writer(
                IdentityKey.of(key("member", number)),
                DeviceKey.of(key("device", number)),
                FeedKey.of(key("feed", number)));
    }

    private static Bytes key(String kind, int number) {
        return Hash.sha256(Bytes.utf8("dxos.tck." + kind + "." + number)).bytes();
    }
}
