package org.dxos.echo.model;

import org.dxos.base.Bytes;

/** Encoded content and the number of the format it is in, from 0 to 65,535. Formats belong to the state machine. */
public record Encoded(int format, Bytes bytes) {
    public static final int MAX_FORMAT = 0xffff;

    public Encoded {
        if (format < 0 || format > MAX_FORMAT) {
            throw new IllegalArgumentException("a format is a number from 0 to " + MAX_FORMAT + ", not " + format);
        }
    }
}
