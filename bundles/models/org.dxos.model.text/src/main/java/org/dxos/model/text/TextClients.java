package org.dxos.model.text;

import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.model.ItemId;

/**
 * The Yjs client ids that one feed may write under in one item. Structs under any other id change nothing, so nobody writes as
 * another.
 *
 * <p>Id {@code n} is the first 53 bits of SHA-256 over: the length of the domain as one byte, the domain {@code
 * dxos.model.text.client.1}, the 32 bytes of the feed key, the 16 bytes of the item id, and {@code n} in four bytes, low byte
 * first. Number 0 belongs to {@link TextItem}; each editor that is bound to the same feed takes a number of its own from 1 on.
 */
public final class TextClients {
    /** How many ids a feed has in an item. */
    public static final int COUNT = 1024;

    private static final String DOMAIN = "dxos.model.text.client.1";

    private TextClients() {}

    /** The id of a number from 0 to {@link #COUNT} - 1. */
    public static long id(FeedKey feed, ItemId item, int number) {
        java.util.Objects.checkIndex(number, COUNT);
        Bytes suffix = new ByteWriter(8).putInt(number).toBytes();
        Bytes hash = Hash.of(DOMAIN, feed.bytes(), item.bytes(), suffix).bytes();
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | hash.at(i) & 0xff;
        }
        return bits >>> 3;
    }
}
