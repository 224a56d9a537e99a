package org.dxos.echo.engine.internal.tree;

import java.lang.ref.SoftReference;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.jspecify.annotations.Nullable;

/** A node that lies in a page, and in memory while there is room. Any thread. */
final class StoredNode<N> {
    private final PageRef ref;
    private final Loader<N> loader;
    private volatile @Nullable SoftReference<N> cached;

    /** How a node comes out of its page. */
    interface Loader<N> {
        N load(PageReader in, StoredNode<N> from) throws MalformedException;
    }

    StoredNode(PageRef ref, Loader<N> loader) {
        this.ref = ref;
        this.loader = loader;
    }

    StoredNode(PageRef ref, Loader<N> loader, N node) {
        this.ref = ref;
        this.loader = loader;
        this.cached = new SoftReference<>(node);
    }

    PageRef ref() {
        return ref;
    }

    N node() {
        N node = peek();
        if (node == null) {
            node = load();
            cached = new SoftReference<>(node);
        }
        return node;
    }

    /** The node for one look, which does not push others out of memory. */
    N glance() {
        N node = peek();
        return node == null ? load() : node;
    }

    private @Nullable N peek() {
        SoftReference<N> reference = cached;
        return reference == null ? null : reference.get();
    }

    private N load() {
        PageReader in = ref.read();
        try {
            N node = loader.load(in, this);
            in.expectEnd();
            return node;
        } catch (MalformedException e) {
            throw ref.meaningless(e);
        }
    }
}
