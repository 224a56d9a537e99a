package org.dxos.echo.engine.internal.page;

import java.lang.invoke.VarHandle;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The name of a page: the first 16 bytes of the SHA-256 of its body. Beside it, where the page lies, which changes when the live
 * pages move to another file; the name does not. Equal when the names are. Any thread.
 */
public final class PageRef {
    static final int SIZE = 16;

    private final long high;
    private final long low;
    private volatile Position position;
    /** Where the page will be when the snapshot under way is safe. Confined to its writer. */
    private @Nullable Position next;

    PageRef(long high, long low, Position position) {
        this.high = high;
        this.low = low;
        this.position = position;
        // Maps put a reference into nodes that others read without a lock.
        VarHandle.releaseFence();
    }

    /** The name. */
    public Bytes hash() {
        return new org.dxos.base.ByteWriter(SIZE).putLong(high).putLong(low).toBytes();
    }

    /** Bytes of the page and all below it in the file; a page that is reached twice counts twice. */
    public long total() {
        return position.total();
    }

    /** Whether the page is safe from a crash, so that what is in memory may be let go. */
    public boolean isSafe() {
        return position.attempt().isSafe();
    }

    /**
     * Reads the page and checks it.
     *
     * @throws PageException when it is not what its name says, or the storage fails
     */
    public PageReader read() {
        return position.file().read(position, high, low);
    }

    /** The failure to report when the page's content is whole but means nothing. */
    public PageException meaningless(MalformedException cause) {
        Position at = position;
        return new PageException(
                at.file().location(), at.offset(), "its content means nothing: " + cause.getMessage(), cause);
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    Position position() {
        return position;
    }

    /** Where the page is as seen from an attempt. */
    Position seenFrom(Attempt attempt) {
        Position planned = next;
        return planned != null && planned.attempt() == attempt ? planned : position;
    }

    void plan(Position planned) {
        next = planned;
    }

    /** Takes over the planned place, now that it is safe. */
    void settle() {
        Position planned = next;
        if (planned != null) {
            position = planned;
            next = null;
        }
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof PageRef other && high == other.high && low == other.low;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public String toString() {
        return hash().hex();
    }
}
