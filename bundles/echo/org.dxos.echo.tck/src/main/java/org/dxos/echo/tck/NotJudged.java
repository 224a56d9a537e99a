package org.dxos.echo.tck;

/** A rule could not be judged; the message says why. */
public final class NotJudged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotJudged(String why) {
        super(why);
    }
}
