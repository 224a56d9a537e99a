package org.dxos.model.chess.internal;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessMutation.Action;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Clocks;
import org.dxos.model.chess.internal.game.Scores;
import org.dxos.model.chess.internal.pgn.PgnWriter;

/** The game over an item. */
final class ChessFacade implements ChessItem {
    private final ItemAccess<ChessState, ChessMutation> item;

    ChessFacade(ItemAccess<ChessState, ChessMutation> item) {
        this.item = item;
    }

    @Override
    public ItemId id() {
        return item.id();
    }

    @Override
    public Optional<IdentityKey> player(Side side) {
        return Optional.ofNullable(state().seats().of(side));
    }

    @Override
    public String name(Side side) {
        return Scores.name(state(), side);
    }

    @Override
    public boolean isRecord() {
        return state().isRecord();
    }

    @Override
    public Side turn() {
        return state().turn();
    }

    @Override
    public String fen() {
        return state().position().toString();
    }

    @Override
    public List<String> moves() {
        ChessState state = state();
        return List.copyOf(PgnWriter.san(state.setup().start(), state.sheet().moves()));
    }

    @Override
    public List<String> legalMoves() {
        return Turns.legal(state());
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(state().outcome());
    }

    @Override
    public Optional<Side> drawOffer() {
        return Optional.ofNullable(state().offers().draw());
    }

    @Override
    public Optional<Side> takeBackProposal() {
        return Optional.ofNullable(state().offers().takeBack());
    }

    @Override
    public Optional<TimeControl> timeControl() {
        return Optional.ofNullable(state().setup().time());
    }

    @Override
    public Optional<Duration> clock(Side side) {
        return Optional.ofNullable(Clocks.left(state(), side));
    }

    @Override
    public Map<String, String> tags() {
        return Collections.unmodifiableMap(PgnWriter.tags(Scores.of(state())));
    }

    @Override
    public String pgn() {
        return PgnWriter.write(Scores.of(state()));
    }

    @Override
    public Receipt setTimeControl(TimeControl control) {
        return write(Turns.time(control));
    }

    @Override
    public Receipt setPosition(String fen) {
        return write(Turns.position(fen));
    }

    @Override
    public Receipt sit(Side side) {
        return write(Turns.sit(side));
    }

    @Override
    public Receipt assign(Side side, IdentityKey member) {
        return write(Turns.sit(side, member));
    }

    @Override
    public Receipt move(String move) {
        return write(Turns.move(move));
    }

    @Override
    public Receipt resign() {
        return write(Turns.act(Action.RESIGN));
    }

    @Override
    public Receipt offerDraw() {
        return write(Turns.act(Action.OFFER_DRAW));
    }

    @Override
    public Receipt acceptDraw() {
        return write(Turns.act(Action.ACCEPT_DRAW));
    }

    @Override
    public Receipt declineDraw() {
        return write(Turns.act(Action.DECLINE_DRAW));
    }

    @Override
    public Receipt claimDraw() {
        return write(Turns.act(Action.CLAIM_DRAW));
    }

    @Override
    public Receipt proposeTakeBack() {
        return write(Turns.act(Action.PROPOSE_TAKE_BACK));
    }

    @Override
    public Receipt acceptTakeBack() {
        return write(Turns.act(Action.ACCEPT_TAKE_BACK));
    }

    @Override
    public Receipt declineTakeBack() {
        return write(Turns.act(Action.DECLINE_TAKE_BACK));
    }

    @Override
    public Receipt claimTime() {
        return write(Turns.act(Action.CLAIM_TIME));
    }

    @Override
    public Receipt setTag(String name, String value) {
        return write(Turns.tag(name, value));
    }

    @Override
    public Receipt importGame(String pgn) {
        return write(Turns.keep(pgn));
    }

    private ChessState state() {
        return item.read(state -> state);
    }

    private Receipt write(Edit<ChessState, ChessMutation> edit) {
        return item.write(edit);
    }
}
