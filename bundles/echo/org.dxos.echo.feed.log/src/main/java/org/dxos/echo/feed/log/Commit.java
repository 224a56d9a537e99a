package org.dxos.echo.feed.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/**
 * The record behind blocks that were written together: mark (4), length (8), synced length (8), chain value (32), signature
 * (64), checksum (4).
 *
 * @param length blocks of the feed up to here
 * @param synced how many of them were safe from a crash when this was written
 */
record Commit(long length, long synced, Hash chain, Bytes signature) {
    private static final int CHECKED = Format.COMMIT_SIZE - Integer.BYTES;

    static Commit of(FeedHead head, long synced) {
        return new Commit(head.length(), synced, head.chain(), head.signature());
    }

    FeedHead head(FeedKey feed) {
        return new FeedHead(feed, length, chain, signature);
    }

    /** Writes the record; the signature must have 64 bytes. */
    void encode(byte[] target, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset, Format.COMMIT_MARK);
        buffer.putLong(offset + 4, length);
        buffer.putLong(offset + 12, synced);
        chain.bytes().copyTo(target, offset + 20);
        signature.copyTo(target, offset + 52);
        buffer.putInt(offset + CHECKED, Format.checksum(target, offset, CHECKED, length));
    }

    /** Reads a record, or returns nothing when mark or checksum is wrong. */
    static @Nullable Commit decode(byte[] source, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(source).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong(offset + 4);
        if (buffer.getInt(offset) != Format.COMMIT_MARK
                || buffer.getInt(offset + CHECKED) != Format.checksum(source, offset, CHECKED, length)) {
            return null;
        }
        return new Commit(
                length,
                buffer.getLong(offset + 12),
                new Hash(Bytes.copyOf(source, offset + 20, Hash.SIZE)),
                Bytes.copyOf(source, offset + 52, Ed25519.SIGNATURE_SIZE));
    }
}
