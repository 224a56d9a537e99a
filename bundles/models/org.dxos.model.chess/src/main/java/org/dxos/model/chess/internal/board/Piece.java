package org.dxos.model.chess.internal.board;

/** The kinds of men, without colour. */
public enum Piece {
    PAWN('P'),
    KNIGHT('N'),
    BISHOP('B'),
    ROOK('R'),
    QUEEN('Q'),
    KING('K');

    private final char letter;

    Piece(char letter) {
        this.letter = letter;
    }

    /** The English letter, in upper case. */
    public char letter() {
        return letter;
    }
}
