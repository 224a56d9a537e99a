package org.dxos.echo.engine.internal.tree;

import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.StorageException;

/** How a value of a map lies in a page. Equal values give equal bytes. Any thread. */
public interface Codec<V> {
    /** A value that only has to be there. */
    Codec<Boolean> PRESENT = new Codec<>() {
        @Override
        public void encode(Boolean value, PageWriter out) {}

        @Override
        public Boolean decode(PageReader in) {
            return Boolean.TRUE;
        }
    };

    /** Puts the value into the page; what it has below itself has to be written, or kept, before its reference is put. */
    void encode(V value, PageWriter out) throws StorageException;

    /** Takes out what {@link #encode} put. Should load nothing from below. */
    V decode(PageReader in) throws MalformedException;

    /** Lets go of what the value keeps in memory and is safe in pages. */
    default void release(V value) {}
}
