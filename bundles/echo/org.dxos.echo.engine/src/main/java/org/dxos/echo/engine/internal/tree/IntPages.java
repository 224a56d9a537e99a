package org.dxos.echo.engine.internal.tree;

import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;

/**
 * How nodes of an {@link IntTrie} lie in pages: a flag whether the node is in this page or in one of its own; the bitmap of its
 * slots; each value, or each node below in the same way. Nodes of a few bytes lie in the page of the node above.
 */
final class IntPages<V> {
    private static final int LARGEST_WITHIN = 128;
    private static final int WITHIN = 0;
    private static final int OWN_PAGE = 1;

    private final Codec<V> codec;

    IntPages(Codec<V> codec) {
        this.codec = codec;
    }

    /** Puts a node, or a reference to its page, which is written unless the snapshot holds it already. */
    void put(Object child, int level, PageWriter out) throws StorageException {
        PageAppender appender = out.appender();
        StoredNode<IntNode> stored = child instanceof IntNode node ? node.stored() : IntNode.stored(child);
        if (stored != null
                && (!(child instanceof IntNode)
                        || appender.holds(stored.ref())
                        || stored.ref().isSafe())) {
            appender.keep(stored.ref());
            putPage(stored.ref(), out);
            return;
        }
        IntNode node = IntNode.of(child);
        PageWriter page = appender.page();
        write(node, level, page);
        if (page.size() <= LARGEST_WITHIN) {
            out.bytes().put(WITHIN);
            out.putAll(page);
        } else {
            PageRef ref = appender.write(page);
            node.stored(new StoredNode<>(ref, loader(level), node));
            putPage(ref, out);
        }
    }

    /** Takes what {@link #put} put: an {@link IntNode} or a {@link StoredNode}. */
    Object take(PageReader in, int level) throws MalformedException {
        return switch (in.bytes().unsignedByte()) {
            case WITHIN -> read(in, level, null);
            case OWN_PAGE -> new StoredNode<>(in.child(), loader(level));
            default -> throw new MalformedException("a node neither in this page nor in its own");
        };
    }

    private static void putPage(PageRef ref, PageWriter out) {
        out.bytes().put(OWN_PAGE);
        out.child(ref);
    }

    private StoredNode.Loader<IntNode> loader(int level) {
        return (in, from) -> read(in, level, from);
    }

    @SuppressWarnings("unchecked")
    private void write(IntNode node, int level, PageWriter out) throws StorageException {
        out.bytes().putInt(node.bitmap());
        int count = Integer.bitCount(node.bitmap());
        for (int i = 0; i < count; i++) {
            if (level == 0) {
                codec.encode((V) node.at(i), out);
            } else {
                put(node.at(i), level - IntTrie.BITS, out);
            }
        }
    }

    private IntNode read(PageReader in, int level, @org.jspecify.annotations.Nullable StoredNode<IntNode> from)
            throws MalformedException {
        int bitmap = in.bytes().int32();
        if (bitmap == 0) {
            throw new MalformedException("a node without entries");
        }
        Object[] slots = new Object[Integer.bitCount(bitmap)];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = level == 0 ? codec.decode(in) : take(in, level - IntTrie.BITS);
        }
        return new IntNode(bitmap, slots, from);
    }
}
