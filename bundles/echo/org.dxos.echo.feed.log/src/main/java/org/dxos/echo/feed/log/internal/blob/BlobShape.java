package org.dxos.echo.feed.log.internal.blob;

import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobPart;

/**
 * How contents are cut into parts.
 *
 * @param chunkSize bytes in every chunk but the last
 * @param fanOut hashes in every page but the last, and pages at most
 */
record BlobShape(int chunkSize, int fanOut) {
    /** Up to 256 GiB, with pages and roots of at most 32 KiB. */
    static final BlobShape DEFAULT = new BlobShape(256 << 10, 1024);

    BlobShape {
        if (chunkSize < 1 || fanOut < 1 || (long) fanOut * fanOut > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("no blob has chunks of " + chunkSize + " in pages of " + fanOut);
        }
    }

    long maxSize() {
        return (long) chunkSize * fanOut * fanOut;
    }

    int chunks(long size) {
        return (int) ((size + chunkSize - 1) / chunkSize);
    }

    int pages(long size) {
        return (chunks(size) + fanOut - 1) / fanOut;
    }

    /** Bytes in a chunk of a blob of this size. */
    int chunkLength(long size, int chunk) {
        return (int) Math.min(chunkSize, size - (long) chunk * chunkSize);
    }

    /** Bytes in a page of a blob of this size. */
    int pageLength(long size, int page) {
        return Hash.SIZE * Math.min(fanOut, chunks(size) - page * fanOut);
    }

    static Hash hash(BlobPart.Kind kind, Bytes content) {
        return Hash.of(
                switch (kind) {
                    case ROOT -> "dxos.blob.root.1";
                    case PAGE -> "dxos.blob.page.1";
                    case CHUNK -> "dxos.blob.chunk.1";
                },
                content);
    }

    /** One of the hashes that stand in a row. */
    static Hash hash(Bytes hashes, int index) {
        return new Hash(hashes.slice(index * Hash.SIZE, (index + 1) * Hash.SIZE));
    }
}
