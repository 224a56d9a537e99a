package org.dxos.model.chess.internal.game;

import static org.dxos.model.chess.internal.game.Match.ADA;
import static org.dxos.model.chess.internal.game.Match.BOB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessMutation.Sit;
import org.junit.jupiter.api.Test;

/** Clocks run by claimed times, which are tied to the order of moves. */
class ClocksTest {
    private static final String START = Position.START.toString();

    @Test
    void theFirstMovesTakeNoTimeAndEachMoveAddsTheIncrement() {
        Match match = Match.timed(START, "1+2");
        match.now += 1_000_000;
        match.moves("e4");
        match.now += 1_000_000;
        match.moves("e5");
        left(match, 62, 62);
        match.now += 10_000;
        match.moves("Nf3");
        left(match, 54, 62);
        match.now += 5_500;
        match.moves("Nc6");
        assertEquals(Duration.ofMillis(58_500), Clocks.left(match.state, Side.BLACK));
    }

    @Test
    void aClaimedTimeNeverGoesBackwards() {
        Match match = Match.timed(START, "1+0").moves("e4 e5");
        match.now += 30_000;
        match.moves("Nf3");
        match.now -= 500_000;
        match.moves("Nc6");
        left(match, 30, 60);
        match.now = 1_000_000 + 40_000;
        match.moves("Bc4");
        left(match, 20, 60);
    }

    @Test
    void aMoveAfterTheFlagHasFallenLosesTheGame() {
        Match match = Match.timed(START, "1+0").moves("e4 e5");
        match.now += 60_000;
        match.moves("Nf3").goesOn();
        match.now += 60_001;
        match.moves("Nc6").ended("1-0, White won by time");
        assertEquals(3, match.state.sheet().moves().size());
    }

    @Test
    void aFallenFlagCanBeClaimedByTheOtherPlayer() {
        Match match = Match.timed(START, "1+0").moves("e4 e5");
        match.now += 60_000;
        match.refuses(BOB, Action.CLAIM_TIME, "White still has time");
        match.now += 1;
        match.refuses(ADA, Action.CLAIM_TIME, "whose clock does not run");
        match.does(BOB, Action.CLAIM_TIME).ended("0-1, Black won by time");
    }

    @Test
    void aFallenFlagIsADrawAgainstOneWhoCannotMate() {
        Match match = Match.timed("4k3/8/8/8/8/8/4P3/4KR2 b - - 0 1", "1+0").moves("Kd7 Rf7 Ke6 Rf8");
        match.now += 100_000;
        match.does(ADA, Action.CLAIM_TIME).ended("1-0, White won by time");
        Match bare = Match.timed("4k3/8/8/8/8/8/4P3/4KR2 w - - 0 1", "1+0").moves("Rf7 Kd8");
        bare.now += 100_000;
        bare.does(BOB, Action.CLAIM_TIME).ended("1/2-1/2, a draw by time");
    }

    @Test
    void aTakeBackGivesBackTheTimeOfTheMoves() {
        Match match = Match.timed(START, "1+0").moves("e4 e5");
        match.now += 20_000;
        match.moves("Nf3");
        match.now += 10_000;
        match.moves("Nc6");
        left(match, 40, 50);
        match.now += 7_000;
        match.does(ADA, Action.PROPOSE_TAKE_BACK).does(BOB, Action.ACCEPT_TAKE_BACK);
        left(match, 60, 60);
        match.now += 3_000;
        match.moves("Nc3");
        left(match, 57, 60);
    }

    @Test
    void withoutClocksThereIsNoTime() {
        Match match = Match.seated().moves("e4 e5");
        match.now += Long.MAX_VALUE / 2;
        match.moves("Nf3").refuses(ADA, Action.CLAIM_TIME, "without clocks");
        assertNull(Clocks.left(match.state, Side.WHITE));
    }

    @Test
    void absurdTimesDoNotOverflow() {
        Match match = Match.timed(START, "1+0");
        match.now = Long.MIN_VALUE;
        match.moves("e4 e5 Nf3");
        match.now = Long.MAX_VALUE;
        match.moves("Nc6").ended("1-0, White won by time");
    }

    @Test
    void anOpenSeatLosesNoTime() {
        Match match = new Match();
        match.does(ADA, new ChessMutation.Arrange(new Setup(Position.START, TimeControl.parse("1+0"))));
        match.does(ADA, new Sit(Side.WHITE, ADA)).moves("e4");
        match.now += 10_000_000;
        match.does(BOB, new Sit(Side.BLACK, BOB)).moves("e5");
        left(match, 60, 60);
    }

    @Test
    void timeControlsAreReadInMinutesAndSeconds() {
        assertEquals(new TimeControl(Duration.ofMinutes(5), Duration.ofSeconds(3)), TimeControl.parse("5+3"));
        assertEquals(Duration.ofSeconds(30), TimeControl.parse("0.5+0").base());
        assertEquals("300+3", TimeControl.parse("5+3").text());
        for (String wrong : new String[] {"", "5", "0+5", "5+", "-1+0", "99999+0", "5+99999"}) {
            assertThrows(IllegalArgumentException.class, () -> TimeControl.parse(wrong), wrong);
        }
    }

    private static void left(Match match, long white, long black) {
        assertEquals(Duration.ofSeconds(white), Clocks.left(match.state, Side.WHITE));
        assertEquals(Duration.ofSeconds(black), Clocks.left(match.state, Side.BLACK));
    }
}
