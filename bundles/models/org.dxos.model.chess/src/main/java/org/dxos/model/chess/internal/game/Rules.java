package org.dxos.model.chess.internal.game;

import org.dxos.base.key.IdentityKey;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Outcome.Reason;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Line;
import org.dxos.model.chess.internal.game.ChessMutation.Act;
import org.dxos.model.chess.internal.game.ChessMutation.Arrange;
import org.dxos.model.chess.internal.game.ChessMutation.Keep;
import org.dxos.model.chess.internal.game.ChessMutation.Play;
import org.dxos.model.chess.internal.game.ChessMutation.SetTag;
import org.dxos.model.chess.internal.game.ChessMutation.Sit;
import org.dxos.model.chess.internal.game.Ruling.Done;
import org.dxos.model.chess.internal.game.Ruling.Refused;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.Tags;
import org.jspecify.annotations.Nullable;

/** Who may do what, and what comes of it. Pure. */
public final class Rules {
    private static final Refused OVER = new Refused("the game is over");
    private static final Refused RECORD = new Refused("this is the record of a game that was played elsewhere");
    private static final Refused NO_PLAYER = new Refused("only the players can do that");
    private static final Refused OPEN_SEAT = new Refused("there is no opponent yet");
    private static final Refused NOT_THIS_TURN = new Refused("the board has changed meanwhile");

    private Rules() {}

    /**
     * Judges an edit.
     *
     * @param claimed the time it claims, in milliseconds since 1970
     */
    public static Ruling judge(ChessState state, IdentityKey member, long claimed, ChessMutation mutation) {
        if (state.isRecord()) {
            return RECORD;
        } else if (mutation instanceof SetTag tag) {
            return tag(state, member, tag);
        } else if (state.outcome() != null) {
            return OVER;
        } else if (mutation instanceof Play play) {
            return play(state, member, claimed, play);
        } else if (mutation instanceof Sit sit) {
            return sit(state, member, sit);
        } else if (mutation instanceof Arrange arrange) {
            return arrange(state, member, arrange.setup());
        } else if (mutation instanceof Keep keep) {
            return keep(state, member, keep.game());
        }
        return act(state, member, claimed, (Act) mutation);
    }

    private static Ruling tag(ChessState state, IdentityKey member, SetTag tag) {
        if (!state.seats().has(member) && !isMaker(state, member)) {
            return new Refused("only the players and who made the game can set its tags");
        }
        try {
            Tags tags = state.tags();
            return new Done(
                    state.with(tag.value().isEmpty() ? tags.without(tag.name()) : tags.with(tag.name(), tag.value())));
        } catch (IllegalArgumentException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static Ruling arrange(ChessState state, IdentityKey member, Setup setup) {
        if (!isMaker(state, member)) {
            return new Refused("only who made the game can arrange it");
        } else if (state.sheet().turn() > 0) {
            return new Refused("the game has begun");
        } else if (state.seats().hasOther(member)) {
            return new Refused("somebody else has taken a seat under the present terms");
        }
        @Nullable Outcome over = Endings.automatic(Line.from(setup.start()));
        return over == null
                ? new Done(state.with(setup))
                : new Refused("from this position there is nothing to play: " + over);
    }

    private static Ruling sit(ChessState state, IdentityKey member, Sit sit) {
        @Nullable IdentityKey taken = state.seats().of(sit.side());
        if (taken != null) {
            return new Refused(sit.side().title() + "'s seat is taken by " + taken);
        } else if (!sit.member().equals(member) && !isMaker(state, member)) {
            return new Refused("only who made the game can give a seat to somebody else");
        }
        return new Done(state.with(state.seats().with(sit.side(), sit.member())));
    }

    private static Ruling keep(ChessState state, IdentityKey member, PgnGame game) {
        if (!isMaker(state, member)) {
            return new Refused("only who made the item can import a game into it");
        } else if (!state.isUntouched()) {
            return new Refused("something has been done with this game; import into a new item");
        }
        ScoreSheet sheet = ScoreSheet.of(
                game.start(),
                game.moves(),
                new long[game.moves().size()],
                game.moves().size(),
                0);
        @Nullable
        Outcome outcome =
                Endings.recorded(game.result(), sheet.line(), game.tags().get("Termination"));
        Setup setup = new Setup(game.start(), null);
        return new Done(
                new ChessState(state.origin(), setup, Seats.OPEN, game.tags(), sheet, Offers.NONE, true, outcome));
    }

    private static Ruling play(ChessState state, IdentityKey member, long claimed, Play play) {
        Side side = state.turn();
        if (play.turn() != state.sheet().turn()) {
            return NOT_THIS_TURN;
        } else if (!state.seats().has(side, member)) {
            return notOnTurn(state, member, side);
        } else if (!new LegalMoves().of(state.position()).contains(play.move())) {
            return new Refused("this move is not legal here");
        } else if (Clocks.hasFallen(state, claimed)) {
            return new Done(state.endedBy(Clocks.fall(state)));
        }
        ScoreSheet sheet = state.sheet();
        long elapsed = state.setup().time() == null ? 0 : sheet.elapsed(claimed);
        ChessState next = state.with(
                sheet.play(play.move(), elapsed, claimed), state.offers().afterMoveOf(side));
        @Nullable Outcome outcome = Endings.automatic(next.sheet().line());
        return new Done(outcome == null ? next : next.endedBy(outcome));
    }

    private static Refused notOnTurn(ChessState state, IdentityKey member, Side side) {
        if (state.seats().of(side) == null) {
            return new Refused(side.title() + "'s seat is open, and it is " + side.title() + "'s turn");
        }
        return state.seats().has(member) ? new Refused("it is " + side.title() + "'s turn") : NO_PLAYER;
    }

    private static Ruling act(ChessState state, IdentityKey member, long claimed, Act act) {
        if (!state.seats().has(member)) {
            return NO_PLAYER;
        } else if (!state.seats().areTaken()) {
            return OPEN_SEAT;
        }
        Side side = state.seats().has(state.turn(), member)
                ? state.turn()
                : state.turn().opponent();
        return switch (act.action()) {
            case RESIGN -> new Done(state.endedBy(new Outcome(Result.winFor(side.opponent()), Reason.RESIGNATION)));
            case OFFER_DRAW -> offerDraw(state, member, side);
            case ACCEPT_DRAW -> answers(state.offers().draw(), state, member) ? agree(state) : noOffer("draw");
            case DECLINE_DRAW ->
                answers(state.offers().draw(), state, member)
                        ? new Done(state.with(state.offers().withDraw(null)))
                        : noOffer("draw");
            case CLAIM_DRAW -> claimDraw(state, member, act);
            case PROPOSE_TAKE_BACK, ACCEPT_TAKE_BACK, DECLINE_TAKE_BACK ->
                act.turn() == state.sheet().turn() ? takeBack(state, member, claimed, act.action()) : NOT_THIS_TURN;
            case CLAIM_TIME -> claimTime(state, member, claimed, act);
        };
    }

    private static Ruling offerDraw(ChessState state, IdentityKey member, Side side) {
        if (answers(state.offers().draw(), state, member)) {
            return agree(state);
        } else if (state.offers().draw() != null) {
            return new Refused("the offer stands already");
        }
        return new Done(state.with(state.offers().withDraw(side)));
    }

    private static Ruling agree(ChessState state) {
        return new Done(state.endedBy(new Outcome(Result.DRAW, Reason.AGREEMENT)));
    }

    /** Whether a member sits opposite of the side that offers something. */
    private static boolean answers(@Nullable Side offering, ChessState state, IdentityKey member) {
        return offering != null && state.seats().has(offering.opponent(), member);
    }

    private static Refused noOffer(String what) {
        return new Refused("the other player offers no " + what);
    }

    private static Ruling claimDraw(ChessState state, IdentityKey member, Act act) {
        if (act.turn() != state.sheet().turn()) {
            return NOT_THIS_TURN;
        } else if (!state.seats().has(state.turn(), member)) {
            return new Refused("a draw can be claimed on one's turn");
        }
        @Nullable Outcome outcome = Endings.claimable(state.sheet().line());
        return outcome == null
                ? new Refused("there is no draw to claim: not the third time for this position, and not 50 quiet moves")
                : new Done(state.endedBy(outcome));
    }

    private static Ruling claimTime(ChessState state, IdentityKey member, long claimed, Act act) {
        if (act.turn() != state.sheet().turn()) {
            return NOT_THIS_TURN;
        } else if (!state.seats().has(state.turn().opponent(), member)) {
            return new Refused("time is claimed by the player whose clock does not run");
        }
        return Clocks.hasFallen(state, claimed)
                ? new Done(state.endedBy(Clocks.fall(state)))
                : new Refused(
                        state.setup().time() == null
                                ? "this game is played without clocks"
                                : state.turn().title() + " still has time");
    }

    private static Ruling takeBack(ChessState state, IdentityKey member, long claimed, ChessMutation.Action action) {
        @Nullable Side proposing = state.offers().takeBack();
        if (action == ChessMutation.Action.PROPOSE_TAKE_BACK) {
            return propose(state, member, proposing);
        } else if (proposing == null || !answers(proposing, state, member)) {
            return new Refused("the other player does not ask to take back a move");
        } else if (action == ChessMutation.Action.DECLINE_TAKE_BACK) {
            return new Done(state.with(state.offers().withTakeBack(null)));
        }
        int count = state.turn() == proposing ? 2 : 1;
        return new Done(state.with(state.sheet().takeBack(count, claimed), Offers.NONE));
    }

    /** With both seats in one hand, it is the last move that is meant. */
    private static Ruling propose(ChessState state, IdentityKey member, @Nullable Side proposing) {
        if (proposing != null) {
            return new Refused(proposing.title() + " asks already");
        }
        Side last = state.turn().opponent();
        Side side = state.seats().has(last, member) ? last : last.opponent();
        return state.sheet().count(side) == 0
                ? new Refused(side.title() + " has made no move yet")
                : new Done(state.with(state.offers().withTakeBack(side)));
    }

    private static boolean isMaker(ChessState state, IdentityKey member) {
        return member.equals(state.origin().maker());
    }
}
