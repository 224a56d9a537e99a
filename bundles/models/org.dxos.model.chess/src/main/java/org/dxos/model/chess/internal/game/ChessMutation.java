package org.dxos.model.chess.internal.game;

import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.Tags;

/** What somebody does with a game. Who, and when, stands in its meta. */
public sealed interface ChessMutation {
    /** Arranges how the game begins. */
    record Arrange(Setup setup) implements ChessMutation {}

    /** Gives a seat to a member. */
    record Sit(Side side, IdentityKey member) implements ChessMutation {}

    /**
     * Makes a move.
     *
     * @param turn the turn that the writer saw ({@link ScoreSheet#turn})
     */
    record Play(long turn, int move) implements ChessMutation {}

    /**
     * Does something without a move.
     *
     * @param turn the turn that the writer saw
     */
    record Act(Action action, long turn) implements ChessMutation {}

    /** Sets a tag, or takes it away when the value is empty. */
    record SetTag(String name, String value) implements ChessMutation {
        public SetTag {
            Tags.check(name, value);
        }
    }

    /** Makes the item the record of a game that was played elsewhere. */
    record Keep(PgnGame game) implements ChessMutation {}

    /** What can be done without a move. The order is part of the format of mutations. */
    enum Action {
        RESIGN,
        OFFER_DRAW,
        ACCEPT_DRAW,
        DECLINE_DRAW,
        CLAIM_DRAW,
        PROPOSE_TAKE_BACK,
        ACCEPT_TAKE_BACK,
        DECLINE_TAKE_BACK,
        CLAIM_TIME
    }
}
