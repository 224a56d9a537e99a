package org.dxos.echo.model;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;

/**
 * The name of an item or link: 16 bytes, derived from the feed that makes it and a number that the feed uses once. So only the
 * writer of a feed can make items under its names, and no two writers can claim one name.
 */
public record ItemId(Bytes bytes) implements Comparable<ItemId> {
    public static final int SIZE = 16;
    private static final String DOMAIN = "dxos.echo.item.1";

    public ItemId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("an item id has " + SIZE + " bytes, not " + bytes.size());
        }
    }

    /** The id of the item that a feed makes under a number. */
    public static ItemId of(FeedKey feed, long number) {
        Bytes numberBytes = new ByteWriter(8).putLong(number).toBytes();
        return new ItemId(Hash.of(DOMAIN, feed.bytes(), numberBytes).bytes().slice(0, SIZE));
    }

    public static ItemId fromHex(String hex) {
        return new ItemId(Bytes.fromHex(hex));
    }

    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(ItemId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
