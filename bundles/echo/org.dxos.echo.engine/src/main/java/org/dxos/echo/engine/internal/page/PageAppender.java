package org.dxos.echo.engine.internal.page;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.storage.StorageException;

/**
 * Writes the pages of one snapshot, those below first. Ends with {@link #commit} or {@link #abandon}; until the first has returned,
 * nothing of it counts. One thread.
 */
public final class PageAppender {
    private static final int BUFFER = 1 << 18;

    private final PageStore store;
    private final PageFile target;
    private final Attempt attempt = new Attempt();
    private final List<PageRef> moved = new ArrayList<>();
    private final ByteWriter buffer = new ByteWriter(BUFFER);
    private long end;
    private int written;

    PageAppender(PageStore store, PageFile target) {
        this.store = store;
        this.target = target;
        this.end = target.safe();
    }

    /** A new page. */
    public PageWriter page() {
        return new PageWriter(this);
    }

    /** Whether a page need not be written again: it is in this snapshot's file, and safe or of this snapshot. */
    public boolean holds(PageRef ref) {
        Position at = ref.seenFrom(attempt);
        return at.file() == target && (at.attempt() == attempt || at.attempt().isSafe());
    }

    /** Writes a page. */
    public PageRef write(PageWriter page) throws StorageException {
        ByteWriter body = new ByteWriter(page.size() + 5);
        body.putVar(page.children())
                .put(page.names().asByteBuffer().array(), 0, page.names().size())
                .put(page.bytes().asByteBuffer().array(), 0, page.bytes().size());
        byte[] record = record(body.asByteBuffer().array(), body.size(), page.refs());
        byte[] digest = PageFile.digest(record, body.size());
        return new PageRef(PageFile.word(digest, 0), PageFile.word(digest, 8), append(record, page.refs()));
    }

    /**
     * Sees to it that a safe page and all below it are in this snapshot's file; copies them when they are not. Afterwards the
     * reference leads there.
     */
    public void keep(PageRef ref) throws StorageException {
        if (!holds(ref)) {
            copy(ref);
            moved.add(ref);
        }
    }

    /** Pages written so far. */
    public int written() {
        return written;
    }

    /**
     * Makes the snapshot the newest: all pages are safe first, then the root file is replaced.
     *
     * @throws StorageException when that failed; the newest snapshot is then the one before or this one
     */
    public void commit(PageRef root) throws StorageException {
        if (!holds(root)) {
            throw new IllegalArgumentException("page " + root + " is not of this snapshot");
        }
        try {
            flush();
            target.file().sync();
        } catch (StorageException e) {
            abandon();
            throw e;
        }
        target.safe(end);
        attempt.succeed();
        moved.forEach(PageRef::settle);
        store.commit(this, root);
    }

    /** Gives the snapshot up. Does nothing once it is committed. */
    public void abandon() {
        store.end(this);
    }

    PageFile target() {
        return target;
    }

    private void copy(PageRef ref) throws StorageException {
        PageReader page = ref.read();
        List<PageRef> children = new ArrayList<>(page.count());
        try {
            for (int i = 0; i < page.count(); i++) {
                PageRef child = page.child();
                copy(child);
                children.add(child);
            }
        } catch (MalformedException e) {
            throw ref.meaningless(e);
        }
        byte[] body = page.body().toArray();
        ref.plan(append(record(body, body.length, children), children));
    }

    private byte[] record(byte[] body, int size, List<PageRef> children) {
        ByteWriter table = new ByteWriter(children.size() * 8 + 8);
        for (PageRef child : children) {
            Position at = child.seenFrom(attempt);
            table.putVar(end - at.offset()).putVar(at.length()).putVar(at.total());
        }
        byte[] record = new byte[PageFile.HEADER + size + table.size()];
        System.arraycopy(body, 0, record, PageFile.HEADER, size);
        System.arraycopy(table.asByteBuffer().array(), 0, record, PageFile.HEADER + size, table.size());
        ByteBuffer header = ByteBuffer.wrap(record).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, size).putInt(4, table.size());
        header.putInt(8, PageFile.checksum(record));
        return record;
    }

    private Position append(byte[] record, List<PageRef> children) throws StorageException {
        store.requireCurrent(this);
        if (buffer.size() > 0 && buffer.size() + record.length > BUFFER) {
            flush();
        }
        buffer.put(record, 0, record.length);
        long total = record.length;
        for (PageRef child : children) {
            total += child.seenFrom(attempt).total();
        }
        Position position = new Position(target, end, record.length, total, attempt);
        end += record.length;
        written++;
        return position;
    }

    private void flush() throws StorageException {
        if (buffer.size() > 0) {
            target.file().append(buffer.asByteBuffer());
            buffer.clear();
        }
    }
}
