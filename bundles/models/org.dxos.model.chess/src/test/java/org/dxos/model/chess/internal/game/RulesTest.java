package org.dxos.model.chess.internal.game;

import static org.dxos.model.chess.internal.game.Match.ADA;
import static org.dxos.model.chess.internal.game.Match.BOB;
import static org.dxos.model.chess.internal.game.Match.EVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessMutation.Arrange;
import org.dxos.model.chess.internal.game.ChessMutation.Keep;
import org.dxos.model.chess.internal.game.ChessMutation.Play;
import org.dxos.model.chess.internal.game.ChessMutation.SetTag;
import org.dxos.model.chess.internal.game.ChessMutation.Sit;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.PgnReader;
import org.dxos.model.chess.internal.pgn.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may do what, and how games end. */
class RulesTest {
    private static final Setup FAST = new Setup(Position.START, TimeControl.parse("1+0"));

    @Test
    void aSeatIsTakenOnceAndForGood() {
        Match match = new Match()
                .does(BOB, new Sit(Side.WHITE, BOB))
                .refuses(ADA, new Sit(Side.WHITE, ADA), "seat is taken")
                .refuses(BOB, new Sit(Side.WHITE, ADA), "seat is taken")
                .refuses(EVE, new Sit(Side.BLACK, ADA), "only who made the game")
                .does(ADA, new Sit(Side.BLACK, EVE));
        assertEquals(new Seats(BOB, EVE), match.state.seats());
    }

    @Test
    void onlyTheMakerArrangesAndOnlyWhileNobodyElseSits() {
        new Match()
                .refuses(BOB, new Arrange(FAST), "only who made the game")
                .does(ADA, new Sit(Side.WHITE, ADA))
                .does(ADA, new Arrange(FAST))
                .does(BOB, new Sit(Side.BLACK, BOB))
                .refuses(ADA, new Arrange(Setup.USUAL), "somebody else");
        Match alone = new Match().does(ADA, new Sit(Side.WHITE, ADA));
        alone.moves("e4").refuses(ADA, new Arrange(FAST), "begun");
    }

    @ParameterizedTest
    @CsvSource({
        "7k/5Q2/6K1/8/8/8/8/8 b - - 0 1, stalemate",
        "R6k/6pp/8/8/8/8/8/K7 b - - 0 1, checkmate",
        "7k/8/8/8/8/8/8/K7 b - - 0 1, dead position",
        "7k/8/8/8/8/8/8/K5R1 b - - 150 99, 75 moves"
    })
    void aPositionWithNothingToPlayIsNoBeginning(String fen, String why) {
        new Match().refuses(ADA, new Arrange(new Setup(Fen.read(fen), null)), why);
    }

    @Test
    void aMoveCountsOnlyFromThePlayerOnTurnAndForTheRightTurn() {
        Match match = Match.seated();
        ChessMutation e4 = match.play("e4");
        match.refuses(BOB, e4, "White's turn")
                .refuses(EVE, e4, "only the players")
                .does(ADA, e4);
        match.refuses(ADA, e4, "the board has changed");
        match.refuses(BOB, new Play(0, 0), "the board has changed");
        match.refuses(BOB, new Play(2, 0), "the board has changed");
        match.refuses(BOB, new Play(1, 0), "not legal");
        match.moves("e5").goesOn();
    }

    @Test
    void withOneSeatOpenTheOtherSideMayMoveAndNothingElse() {
        Match match = new Match().does(ADA, new Sit(Side.WHITE, ADA));
        for (Action action : Action.values()) {
            match.refuses(ADA, action, "no opponent");
        }
        ChessMutation e4 = match.play("e4");
        match.does(ADA, e4).refuses(ADA, new Play(1, 0), "Black's seat is open");
        match.does(EVE, new Sit(Side.BLACK, EVE)).does(EVE, match.play("c5"));
        match.refuses(BOB, Action.RESIGN, "only the players");
    }

    @Test
    void oneMemberMayPlayBothSides() {
        Match match = new Match()
                .does(ADA, new Sit(Side.WHITE, ADA))
                .does(ADA, new Sit(Side.BLACK, ADA))
                .refuses(ADA, Action.CLAIM_TIME, "without clocks");
        match.does(ADA, match.play("e4")).does(ADA, match.play("e5"));
        match.does(ADA, Action.PROPOSE_TAKE_BACK).does(ADA, Action.ACCEPT_TAKE_BACK);
        assertEquals(1, match.state.sheet().moves().size());
        match.does(ADA, Action.RESIGN).ended("1-0, White won by resignation");
    }

    @Test
    void eitherPlayerMayResignAtAnyTime() {
        Match.seated().does(ADA, Action.RESIGN).ended("0-1, Black won by resignation");
        Match.seated().does(BOB, Action.RESIGN).ended("1-0, White won by resignation");
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void afterTheEndNothingChangesButTags(Action action) {
        Match match = Match.seated().does(ADA, Action.RESIGN);
        match.refuses(ADA, action, "over").refuses(BOB, action, "over");
        match.refuses(ADA, match.play("e4"), "over").refuses(EVE, new Sit(Side.WHITE, EVE), "over");
        match.does(BOB, new SetTag("Event", "x")).refuses(EVE, new SetTag("Event", "y"), "only the players");
    }

    @Test
    void aDrawIsAgreedByOfferAndAnswer() {
        Match match = Match.seated().moves("e4");
        match.refuses(ADA, Action.ACCEPT_DRAW, "offers no draw").does(ADA, Action.OFFER_DRAW);
        match.refuses(ADA, Action.ACCEPT_DRAW, "offers no draw").refuses(ADA, Action.OFFER_DRAW, "stands already");
        match.does(BOB, Action.DECLINE_DRAW).refuses(BOB, Action.ACCEPT_DRAW, "offers no draw");
        match.does(ADA, Action.OFFER_DRAW).does(BOB, Action.ACCEPT_DRAW).ended("1/2-1/2, a draw by agreement");
    }

    @Test
    void anOfferStandsThroughOnesOwnMoveAndFallsWithTheOthers() {
        Match match = Match.seated().does(ADA, Action.OFFER_DRAW).moves("e4");
        assertEquals(Side.WHITE, match.state.offers().draw());
        match.moves("e5");
        assertEquals(Offers.NONE, match.state.offers());
    }

    @Test
    void offersThatCrossAreAnAgreement() {
        Match.seated().does(BOB, Action.OFFER_DRAW).does(ADA, Action.OFFER_DRAW).ended("1/2-1/2, a draw by agreement");
    }

    @Test
    void aTakeBackGoesBackToTheProposersMove() {
        Match match = Match.seated().refuses(ADA, Action.PROPOSE_TAKE_BACK, "no move yet");
        match.moves("e4").refuses(BOB, Action.PROPOSE_TAKE_BACK, "no move yet").does(ADA, Action.PROPOSE_TAKE_BACK);
        match.refuses(ADA, Action.ACCEPT_TAKE_BACK, "does not ask").does(BOB, Action.ACCEPT_TAKE_BACK);
        assertEquals(Position.START, match.state.position());
        match.moves("d4 d5 c4").does(BOB, Action.PROPOSE_TAKE_BACK).does(ADA, Action.ACCEPT_TAKE_BACK);
        assertEquals("d2d4", match.state.sheet().moves().toString());
        assertEquals(Side.BLACK, match.state.turn());
        match.does(ADA, Action.PROPOSE_TAKE_BACK)
                .does(BOB, Action.DECLINE_TAKE_BACK)
                .moves("d5 c4");
        match.does(ADA, Action.PROPOSE_TAKE_BACK).moves("e6").refuses(BOB, Action.ACCEPT_TAKE_BACK, "does not ask");
    }

    @Test
    void whatWasMeantForTheBoardBeforeATakeBackHasNoEffect() {
        Match match = Match.seated().moves("e4 e5");
        ChessMutation late = match.play("Nf3");
        match.does(BOB, Action.PROPOSE_TAKE_BACK)
                .does(ADA, Action.ACCEPT_TAKE_BACK)
                .moves("c5");
        match.refuses(ADA, late, "the board has changed").does(ADA, match.play("Nf3"));
    }

    @Test
    void checkmateEndsTheGame() {
        Match.seated().moves("f3 e5 g4 Qh4").ended("0-1, Black won by checkmate");
        Match.seated().moves("e4 e5 Qh5 Nc6 Bc4 Nf6 Qxf7").ended("1-0, White won by checkmate");
    }

    @Test
    void stalemateIsADraw() {
        Match.from("7k/8/6K1/8/8/8/8/5Q2 w - - 0 1").moves("Qf7").ended("1/2-1/2, a draw by stalemate");
    }

    @Test
    void aPositionInWhichNobodyCanMateIsADraw() {
        Match.from("7k/8/8/8/8/8/6p1/5BK1 w - - 0 1").moves("Bxg2").ended("1/2-1/2, a draw by dead position");
    }

    @Test
    void thirdTimeCanBeClaimedAndFifthTimeEnds() {
        Match match = Match.seated().moves("Nf3 Nf6 Ng1 Ng8").refuses(ADA, Action.CLAIM_DRAW, "no draw to claim");
        match.moves("Nf3 Nf6 Ng1 Ng8").refuses(BOB, Action.CLAIM_DRAW, "on one's turn");
        ChessState third = match.state;
        match.does(ADA, Action.CLAIM_DRAW).ended("1/2-1/2, a draw by threefold repetition");
        match.state = third;
        match.moves("Nf3 Nf6 Ng1 Ng8 Nf3 Nf6 Ng1").goesOn().moves("Ng8");
        match.ended("1/2-1/2, a draw by fivefold repetition");
    }

    @Test
    void fiftyMovesCanBeClaimedAndSeventyFiveEnd() {
        Match match =
                Match.from("k7/8/8/8/8/8/8/K5QR w - - 98 60").moves("Qg2").refuses(BOB, Action.CLAIM_DRAW, "no draw");
        match.moves("Kb8").does(ADA, Action.CLAIM_DRAW).ended("1/2-1/2, a draw by 50 moves");
        Match.from("k7/8/8/8/8/8/8/K5QR w - - 148 85").moves("Qg3 Ka7").ended("1/2-1/2, a draw by 75 moves");
        Match.from("k7/8/8/8/8/8/8/K1R3QR w - - 149 85").moves("Qg2").ended("1/2-1/2, a draw by 75 moves");
        Match.from("k7/6R1/8/8/8/8/8/K6R w - - 149 85").moves("Rh8").ended("1-0, White won by checkmate");
    }

    @Test
    void aRecordIsKeptByTheMakerInAnUntouchedItemAndNeverChanges() {
        PgnGame game = PgnReader.read("[White \"Ada\"] 1. e4 e5 *").get(0);
        new Match().refuses(BOB, new Keep(game), "only who made the item");
        new Match().does(ADA, new SetTag("Event", "x")).refuses(ADA, new Keep(game), "new item");
        Match match = new Match().does(ADA, new Keep(game)).goesOn();
        for (ChessMutation mutation : List.of(
                new Keep(game),
                match.play("Nf3"),
                new Sit(Side.WHITE, ADA),
                new SetTag("Event", "x"),
                match.act(Action.RESIGN))) {
            match.refuses(ADA, mutation, "record");
        }
        assertEquals(game, Scores.of(match.state));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1. f3 e5 2. g4 Qh4# 0-1 | 0-1, Black won by checkmate",
                "1. f3 e5 2. g4 Qh4# 1-0 | 1-0, White won by the record",
                "1. e4 1/2-1/2 | 1/2-1/2, a draw by the record",
                "[Termination \"time forfeit\"] 1. e4 1-0 | 1-0, White won by time",
                "1. e4 e5 * | null"
            })
    void aRecordEndsAsItsFileSays(String pgn, String outcome) {
        Match match = new Match().does(ADA, new Keep(PgnReader.read(pgn).get(0)));
        assertEquals(outcome, String.valueOf(match.state.outcome()));
    }

    @Test
    void aGameOfOursIsWrittenWithWhatIsKnownOfIt() {
        Match match = Match.timed(Position.START.toString(), "5+3").moves("f3 e5 g4 Qh4");
        Tags tags = Scores.of(match.state).tags();
        assertEquals("1970.01.01", tags.get("Date"));
        assertEquals("300+3", tags.get("TimeControl"));
        assertEquals("normal", tags.get("Termination"));
        assertEquals(ADA.hex().substring(0, 12), tags.get("White"));
    }
}
