package org.dxos.model.chess.internal.game;

/** What the rules say to an edit. */
public sealed interface Ruling {
    /** It is done. */
    record Done(ChessState state) implements Ruling {}

    /** It has no effect. The reason is for people. */
    record Refused(String why) implements Ruling {}
}
