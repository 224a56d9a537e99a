package org.dxos.echo.engine.internal.page;

import java.util.ArrayList;
import java.util.List;
import org.dxos.base.ByteWriter;

/**
 * One page in the making: bytes, and references to pages below. What is below is written first. One thread.
 */
public final class PageWriter {
    private final PageAppender appender;
    private final ByteWriter names = new ByteWriter(16);
    private final ByteWriter content = new ByteWriter(128);
    private final List<PageRef> children = new ArrayList<>(0);

    PageWriter(PageAppender appender) {
        this.appender = appender;
    }

    /** Where the bytes go. */
    public ByteWriter bytes() {
        return content;
    }

    /** Puts a reference to a page that this snapshot {@linkplain PageAppender#holds holds}. */
    public void child(PageRef ref) {
        if (!appender.holds(ref)) {
            throw new IllegalArgumentException("page " + ref + " is not in the file of this snapshot");
        }
        children.add(ref);
        names.putLong(ref.high()).putLong(ref.low());
    }

    /** Bytes so far, those of the names of pages below included. */
    public int size() {
        return content.size() + names.size();
    }

    /** How many pages are directly below. */
    public int children() {
        return children.size();
    }

    /** The snapshot this page is for. */
    public PageAppender appender() {
        return appender;
    }

    /** Puts what another page in the making has, references included. */
    public void putAll(PageWriter other) {
        content.put(other.content.asByteBuffer().array(), 0, other.content.size());
        other.children.forEach(this::child);
    }

    List<PageRef> refs() {
        return children;
    }

    ByteWriter names() {
        return names;
    }
}
