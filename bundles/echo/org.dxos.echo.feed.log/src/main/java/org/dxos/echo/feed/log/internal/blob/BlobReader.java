package org.dxos.echo.feed.log.internal.blob;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.storage.StorageException;

/** The content of a blob, one checked chunk after the other. Confined to one thread. */
final class BlobReader extends InputStream {
    private final BlobTree tree;
    private final Parts parts;
    private int next;
    private Bytes chunk = Bytes.EMPTY;
    private int position;

    BlobReader(BlobTree tree, Parts parts) {
        this.tree = tree;
        this.parts = parts;
    }

    @Override
    public int read() throws BlobException {
        return fill() ? chunk.at(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws BlobException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        } else if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.size() - position);
        chunk.slice(position, position + count).copyTo(target, offset);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return chunk.size() - position;
    }

    private boolean fill() throws BlobException {
        if (position < chunk.size()) {
            return true;
        } else if (next == tree.chunks()) {
            return false;
        }
        BlobPart part = BlobPart.chunk(next);
        try {
            Optional<Bytes> found = tree.content(part);
            if (found.isEmpty()) {
                throw broken(part);
            }
            chunk = found.get();
        } catch (StorageException e) {
            throw new BlobException(
                    BlobException.Reason.STORAGE,
                    "blob " + tree.ref() + ": " + part + " cannot be read: " + e.getMessage(),
                    e);
        }
        position = 0;
        next++;
        return true;
    }

    private BlobException broken(BlobPart part) throws StorageException {
        Optional<BlobTree.Expected> expected = tree.expected(part);
        BlobPart culprit = expected.isPresent() ? part : BlobPart.page(tree.pageOf(part.index()));
        Hash hash = expected.isPresent() ? expected.get().hash() : tree.root().page(culprit.index());
        boolean damaged = parts.find(culprit.kind(), hash).isThere();
        return new BlobException(
                damaged ? BlobException.Reason.DAMAGED : BlobException.Reason.MISSING,
                "blob " + tree.ref() + ": " + culprit + " is " + (damaged ? "damaged" : "gone") + ": "
                        + parts.location(hash) + "; fetch it from another peer, or add the content again");
    }
}
