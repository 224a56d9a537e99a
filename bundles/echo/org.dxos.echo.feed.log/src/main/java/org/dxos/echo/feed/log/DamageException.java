package org.dxos.echo.feed.log;

import org.dxos.echo.feed.Feed.Damage;

/** A file does not hold what it should. */
final class DamageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Damage damage;

    DamageException(String file, long offset, String what) {
        super(file + ", byte " + offset + ": " + what);
        damage = new Damage(file, offset, what, false);
    }

    Damage damage() {
        return damage;
    }
}
