package org.dxos.echo.engine.internal.page;

import org.dxos.base.ByteReader;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;

/** Reads what a {@link PageWriter} wrote: bytes, and references to pages below in the order in which they were put. One thread. */
public final class PageReader {
    private final Position position;
    private final Bytes body;
    private final ByteReader names;
    private final ByteReader table;
    private final ByteReader content;
    private final int count;
    private int taken;

    PageReader(Position position, Bytes body, Bytes table) throws MalformedException {
        this.position = position;
        this.body = body;
        this.table = new ByteReader(table);
        ByteReader in = new ByteReader(body);
        this.count = in.var(in.remaining() / PageRef.SIZE);
        this.names = new ByteReader(in.bytes(count * PageRef.SIZE));
        this.content = new ByteReader(in.bytes(in.remaining()));
    }

    /** The bytes that were put between the references. */
    public ByteReader bytes() {
        return content;
    }

    /** The next reference. */
    public PageRef child() throws MalformedException {
        if (taken == count) {
            throw new MalformedException("a page has no more than " + count + " pages below it");
        }
        taken++;
        long high = names.int64();
        long low = names.int64();
        long offset = position.offset() - table.var();
        int length = table.var(Integer.MAX_VALUE);
        long total = table.var();
        if (offset < 0 || offset + length > position.offset() || total < length) {
            throw new MalformedException("a page below is said to be where it cannot be");
        }
        return new PageRef(high, low, new Position(position.file(), offset, length, total, Attempt.EARLIER));
    }

    /** Throws unless everything has been read. */
    public void expectEnd() throws MalformedException {
        content.expectEnd();
        if (taken != count) {
            throw new MalformedException((count - taken) + " pages below are left over");
        }
    }

    /** How many pages are directly below. */
    int count() {
        return count;
    }

    Bytes body() {
        return body;
    }
}
