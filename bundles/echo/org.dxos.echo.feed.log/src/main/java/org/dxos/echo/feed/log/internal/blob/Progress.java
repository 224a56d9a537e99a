package org.dxos.echo.feed.log.internal.blob;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.BlobPart;
import org.dxos.storage.StorageException;

/** Which parts of a blob that is being fetched are here and safe. Guarded by its own lock. */
final class Progress {
    private final BlobTree tree;
    private final BitSet pages = new BitSet();
    private final BitSet chunks = new BitSet();

    /** Looks for parts that are here already, and makes them safe where it is not known that they are. */
    Progress(BlobTree tree, Parts parts) throws StorageException {
        this.tree = tree;
        for (int page = 0; page < tree.pages(); page++) {
            if (isHere(BlobPart.page(page), parts)) {
                pages.set(page);
                for (int chunk = tree.chunksFrom(page); chunk < tree.chunksUpTo(page); chunk++) {
                    chunks.set(chunk, isHere(BlobPart.chunk(chunk), parts));
                }
            }
        }
    }

    private boolean isHere(BlobPart part, Parts parts) throws StorageException {
        Optional<Bytes> content = tree.content(part);
        if (content.isPresent() && parts.isDistrusted()) {
            parts.store(part.kind(), tree.expected(part).orElseThrow().hash(), content.get());
        }
        return content.isPresent();
    }

    BlobTree tree() {
        return tree;
    }

    boolean has(BlobPart part) {
        return part.kind() == BlobPart.Kind.PAGE ? pages.get(part.index()) : chunks.get(part.index());
    }

    void arrived(BlobPart part) {
        (part.kind() == BlobPart.Kind.PAGE ? pages : chunks).set(part.index());
    }

    boolean isWhole() {
        return pages.cardinality() == tree.pages() && chunks.cardinality() == tree.chunks();
    }

    List<BlobPart> missing(int limit) {
        List<BlobPart> missing = new ArrayList<>();
        for (int page = pages.nextClearBit(0); page < tree.pages() && missing.size() < limit; ) {
            missing.add(BlobPart.page(page));
            page = pages.nextClearBit(page + 1);
        }
        for (int chunk = chunks.nextClearBit(0); chunk < tree.chunks() && missing.size() < limit; ) {
            if (pages.get(tree.pageOf(chunk))) {
                missing.add(BlobPart.chunk(chunk));
                chunk = chunks.nextClearBit(chunk + 1);
            } else {
                chunk = tree.chunksUpTo(tree.pageOf(chunk));
            }
        }
        return missing;
    }
}
