package org.dxos.echo.engine.internal.page;

import org.dxos.echo.EchoException;
import org.dxos.storage.StorageException;

/**
 * A page cannot be read: it is damaged, missing, or the storage fails. Unchecked, as maps whose nodes are pages are read everywhere;
 * whoever owns the maps catches it where it can say what is to be done.
 */
public final class PageException extends EchoException {
    private static final long serialVersionUID = 1L;

    private final String location;
    private final long offset;

    PageException(String location, long offset, String detail, Throwable cause) {
        super(
                cause instanceof StorageException ? Code.STORAGE : Code.DAMAGED,
                location + ", page at byte " + offset + ": " + detail,
                cause);
        this.location = location;
        this.offset = offset;
    }

    PageException(String location, long offset, String detail) {
        super(Code.DAMAGED, location + ", page at byte " + offset + ": " + detail);
        this.location = location;
        this.offset = offset;
    }

    /** The file, in words for people. */
    public String location() {
        return location;
    }

    /** Where in the file the page begins. */
    public long offset() {
        return offset;
    }
}
