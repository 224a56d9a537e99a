package org.dxos.echo.feed.log;

import org.dxos.echo.feed.Feed.Damage;

/** A file does not hold what it should. */
final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final String what;

    DamageException(String file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what);
        this.file = file;
        this.offset = offset;
        this.what = what;
    }

    String file() {
        return file;
    }

    String what() {
        return what;
    }

    /** The same as a report, with the blocks concerned. */
    Damage damage(long from, long to) {
        return new Damage(file, offset, from, to, what, false);
    }
}
