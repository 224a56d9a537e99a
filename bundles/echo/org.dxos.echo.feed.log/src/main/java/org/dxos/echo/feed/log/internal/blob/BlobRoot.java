package org.dxos.echo.feed.log.internal.blob;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;

/** The size of a blob and the hashes of its pages, in a row. */
record BlobRoot(long size, Bytes pages) {
    private static final int VERSION = 1;

    Hash page(int index) {
        return BlobShape.hash(pages, index);
    }

    Bytes encode() {
        return new ByteWriter(16 + pages.size())
                .put(VERSION)
                .putVar(size)
                .put(pages)
                .toBytes();
    }

    BlobRef ref() {
        return new BlobRef(BlobShape.hash(BlobPart.Kind.ROOT, encode()), size);
    }

    /** Reads the root of a blob; whatever is not exactly that is malformed. */
    static BlobRoot decode(BlobShape shape, BlobRef ref, Bytes content) throws MalformedException {
        if (!BlobShape.hash(BlobPart.Kind.ROOT, content).equals(ref.hash())) {
            throw new MalformedException("not the root of blob " + ref);
        }
        ByteReader in = new ByteReader(content);
        int version = in.unsignedByte();
        if (version != VERSION) {
            throw new MalformedException("the root of a blob in version " + version + "; this one reads " + VERSION);
        }
        long size = in.var();
        if (size != ref.size() || size < 0 || size > shape.maxSize()) {
            throw new MalformedException("a blob of " + Long.toUnsignedString(size) + " bytes, not " + ref.size());
        }
        Bytes pages = in.bytes(shape.pages(size) * Hash.SIZE);
        in.expectEnd();
        return new BlobRoot(size, pages);
    }
}
