package org.dxos.echo.feed.log;

import java.util.Optional;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.crypto.Ed25519;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedHead;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;

/**
 * The file that says from where on a feed is kept: mark (8), length (8), chain value (32), signature (64), checksum (4). It is
 * replaced before segments are dropped; segments that begin before it are left-overs.
 */
final class BaseFile {
    static final String NAME = "base";
    private static final Bytes MARK = Bytes.fromHex("8944584246450a01");

    private BaseFile() {}

    /** The signed head at the feed's beginning, if it is not kept from the first block on. */
    static Optional<FeedHead> read(Folder folder, FeedKey feed) throws StorageException, FeedException {
        Optional<Bytes> content = folder.read(NAME);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        String where = folder.location() + '/' + NAME;
        Bytes bytes = content.get();
        try {
            ByteReader reader = new ByteReader(bytes);
            Bytes mark = reader.bytes(MARK.size());
            long length = reader.int64();
            Hash chain = new Hash(reader.bytes(Hash.SIZE));
            Bytes signature = reader.bytes(Ed25519.SIGNATURE_SIZE);
            int checked = reader.position();
            int checksum = reader.int32();
            reader.expectEnd();
            if (!mark.equals(MARK) || length < 0 || checksum != Format.checksum(bytes.toArray(), 0, checked)) {
                throw damaged(where);
            }
            return Optional.of(new FeedHead(feed, length, chain, signature));
        } catch (MalformedException e) {
            throw damaged(where);
        }
    }

    static void write(Folder folder, FeedHead head) throws StorageException {
        ByteWriter writer = new ByteWriter(128)
                .put(MARK)
                .putLong(head.length())
                .put(head.chain().bytes())
                .put(head.signature());
        int checksum = Format.checksum(writer.asByteBuffer().array(), 0, writer.size());
        folder.replace(NAME, writer.putInt(checksum).toBytes());
    }

    private static FeedException damaged(String where) {
        return new FeedException(where + ": is damaged; it says from where on the feed is kept");
    }
}
