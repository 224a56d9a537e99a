package org.dxos.model.chess.internal.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.dxos.base.key.IdentityKey;
import org.dxos.echo.tck.Writer;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.MoveReader;
import org.dxos.model.chess.internal.game.ChessMutation.Act;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessMutation.Play;

/** A game whose edits are judged one after the other, each at a time of its own. Ada made it. */
final class Match {
    static final IdentityKey ADA = Writer.of(0).member();
    static final IdentityKey BOB = Writer.of(1).member();
    static final IdentityKey EVE = Writer.of(2).member();

    ChessState state = ChessState.initial(new Origin(ADA, 0));
    long now = 1_000_000;

    /** Ada has White, Bob has Black. */
    static Match seated() {
        Match match = new Match();
        match.does(ADA, new ChessMutation.Sit(Side.WHITE, ADA));
        match.does(BOB, new ChessMutation.Sit(Side.BLACK, BOB));
        return match;
    }

    static Match from(String fen) {
        Match match = new Match();
        match.does(ADA, new ChessMutation.Arrange(new Setup(Fen.read(fen), null)));
        match.does(ADA, new ChessMutation.Sit(Side.WHITE, ADA));
        match.does(BOB, new ChessMutation.Sit(Side.BLACK, BOB));
        return match;
    }

    static Match timed(String fen, String time) {
        Match match = new Match();
        match.does(ADA, new ChessMutation.Arrange(new Setup(Fen.read(fen), TimeControl.parse(time))));
        match.does(ADA, new ChessMutation.Sit(Side.WHITE, ADA));
        match.does(BOB, new ChessMutation.Sit(Side.BLACK, BOB));
        return match;
    }

    /** Makes moves, each by the player on turn. */
    Match moves(String moves) {
        for (String move : moves.split(" ")) {
            does(state.turn() == Side.WHITE ? ADA : BOB, play(move));
        }
        return this;
    }

    ChessMutation play(String move) {
        return new Play(state.sheet().turn(), new MoveReader().read(state.position(), move));
    }

    Act act(Action action) {
        return new Act(action, state.sheet().turn());
    }

    Match does(IdentityKey member, ChessMutation mutation) {
        Ruling ruling = Rules.judge(state, member, now, mutation);
        state = assertInstanceOf(Ruling.Done.class, ruling, () -> mutation + ": " + ruling)
                .state();
        return this;
    }

    Match does(IdentityKey member, Action action) {
        return does(member, act(action));
    }

    Match refuses(IdentityKey member, ChessMutation mutation, String why) {
        Ruling.Refused refused =
                assertInstanceOf(Ruling.Refused.class, Rules.judge(state, member, now, mutation), () -> mutation + "");
        assertTrue(refused.why().contains(why), refused.why());
        return this;
    }

    Match refuses(IdentityKey member, Action action, String why) {
        return refuses(member, act(action), why);
    }

    void ended(String outcome) {
        assertEquals(outcome, String.valueOf(state.outcome()));
        assertEquals(Offers.NONE, state.offers());
    }

    Match goesOn() {
        assertEquals("null", String.valueOf(state.outcome()));
        return this;
    }
}
