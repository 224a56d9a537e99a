package org.dxos.model.chess;

/** One of the two colours. */
public enum Side {
    WHITE,
    BLACK;

    public Side opponent() {
        return this == WHITE ? BLACK : WHITE;
    }

    /** {@code White} or {@code Black}. */
    public String title() {
        return this == WHITE ? "White" : "Black";
    }
}
