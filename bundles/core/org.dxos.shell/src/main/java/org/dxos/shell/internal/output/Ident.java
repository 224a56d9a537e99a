package org.dxos.shell.internal.output;

/** An id or key in hexadecimal: whole in JSON, its first digits in tables. Any command takes such a beginning, if it is unique. */
public record Ident(String text) {
    static final int SHORT = 12;

    /** The first digits. */
    public String brief() {
        return text.length() <= SHORT ? text : text.substring(0, SHORT);
    }

    @Override
    public String toString() {
        return text;
    }
}
