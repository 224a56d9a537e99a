package org.dxos.echo.feed.log.internal.blob;

import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.storage.StorageException;

/** The parts of one blob whose root is known. Remembers the page it looked at last; confined to one thread. */
final class BlobTree {
    private final BlobShape shape;
    private final BlobRef ref;
    private final BlobRoot root;
    private final Parts parts;
    private int lastIndex = -1;
    private Bytes lastPage = Bytes.EMPTY;

    BlobTree(BlobShape shape, BlobRef ref, BlobRoot root, Parts parts) {
        this.shape = shape;
        this.ref = ref;
        this.root = root;
        this.parts = parts;
    }

    /** What a part must be. */
    record Expected(BlobPart.Kind kind, Hash hash, int length) {
        boolean fits(Bytes content) {
            return content.size() == length && BlobShape.hash(kind, content).equals(hash);
        }
    }

    BlobRef ref() {
        return ref;
    }

    BlobRoot root() {
        return root;
    }

    int pages() {
        return shape.pages(root.size());
    }

    int chunks() {
        return shape.chunks(root.size());
    }

    int pageOf(int chunk) {
        return chunk / shape.fanOut();
    }

    /** The chunk behind the last one of a page. */
    int chunksUpTo(int page) {
        return (int) Math.min(chunks(), (long) (page + 1) * shape.fanOut());
    }

    int chunksFrom(int page) {
        return page * shape.fanOut();
    }

    boolean hasPlaceFor(BlobPart part) {
        return switch (part.kind()) {
            case ROOT -> true;
            case PAGE -> part.index() < pages();
            case CHUNK -> part.index() < chunks();
        };
    }

    /** What a page or chunk that has a place must be; empty for a chunk whose page is not here or damaged. */
    Optional<Expected> expected(BlobPart part) throws StorageException {
        int index = part.index();
        if (part.kind() == BlobPart.Kind.PAGE) {
            return Optional.of(
                    new Expected(BlobPart.Kind.PAGE, root.page(index), shape.pageLength(root.size(), index)));
        }
        int page = pageOf(index);
        if (page != lastIndex) {
            Optional<Bytes> found = content(BlobPart.page(page));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            lastPage = found.get();
            lastIndex = page;
        }
        Hash hash = BlobShape.hash(lastPage, index - chunksFrom(page));
        return Optional.of(new Expected(BlobPart.Kind.CHUNK, hash, shape.chunkLength(root.size(), index)));
    }

    /** A page or chunk, if it is here and sound. */
    Optional<Bytes> content(BlobPart part) throws StorageException {
        Optional<Expected> expected = expected(part);
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        Parts.Found found = parts.find(part.kind(), expected.get().hash());
        return found.sound()
                        && found.content().orElseThrow().size()
                                == expected.get().length()
                ? found.content()
                : Optional.empty();
    }
}
