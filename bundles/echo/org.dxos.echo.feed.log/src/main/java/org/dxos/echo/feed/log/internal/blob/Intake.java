package org.dxos.echo.feed.log.internal.blob;

import java.io.IOException;
import java.io.InputStream;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.storage.StorageException;

/** Cuts a content into parts and stores them. Holds a chunk, a page and a root at a time. */
final class Intake {
    private final BlobShape shape;
    private final Parts parts;
    private final ByteWriter page = new ByteWriter();
    private final ByteWriter pages = new ByteWriter();
    private long size;

    Intake(BlobShape shape, Parts parts) {
        this.shape = shape;
        this.parts = parts;
    }

    /** All parts below the root that it returns are safe from a crash. */
    BlobRoot take(InputStream source) throws BlobException, StorageException {
        for (Bytes chunk = next(source); !chunk.isEmpty(); chunk = next(source)) {
            size += chunk.size();
            if (size > shape.maxSize()) {
                throw new BlobException(
                        BlobException.Reason.TOO_LARGE, "a blob has at most " + shape.maxSize() + " bytes");
            }
            page.put(store(BlobPart.Kind.CHUNK, chunk).bytes());
            if (page.size() == shape.fanOut() * Hash.SIZE) {
                endPage();
            }
        }
        if (page.size() > 0) {
            endPage();
        }
        return new BlobRoot(size, pages.toBytes());
    }

    private void endPage() throws StorageException {
        pages.put(store(BlobPart.Kind.PAGE, page.toBytes()).bytes());
        page.clear();
    }

    private Hash store(BlobPart.Kind kind, Bytes content) throws StorageException {
        Hash hash = BlobShape.hash(kind, content);
        parts.store(kind, hash, content);
        return hash;
    }

    private Bytes next(InputStream source) throws BlobException {
        try {
            return Bytes.wrap(source.readNBytes(shape.chunkSize()));
        } catch (IOException e) {
            throw new BlobException(
                    BlobException.Reason.SOURCE,
                    "the content ended at byte " + size + " or behind, because it could not be read: " + e.getMessage(),
                    e);
        }
    }
}
