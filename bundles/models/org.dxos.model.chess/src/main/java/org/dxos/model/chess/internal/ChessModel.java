package org.dxos.model.chess.internal;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.DocumentForm;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Scores;
import org.dxos.model.chess.internal.pgn.PgnGame;
import org.dxos.model.chess.internal.pgn.PgnWriter;
import org.jspecify.annotations.Nullable;

/**
 * Model {@value #TYPE}. Fields for queries: {@code white} and {@code black} (names), {@code turn}, {@code plies}, {@code over},
 * {@code result}, {@code reason}, {@code fen}, {@code tags} and each of them, such as {@code tags.Event}.
 */
public class ChessModel implements Model<ChessState, ChessMutation, ChessItem> {
    public static final String TYPE = "dxos.model/chess";

    private static final Set<String> FIELDS =
            Set.of("white", "black", "turn", "plies", "over", "result", "reason", "fen", "tags");
    private static final String TAGS = "tags.";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String stateMachine() {
        return ChessStateMachine.TYPE;
    }

    @Override
    public Class<ChessItem> facadeType() {
        return ChessItem.class;
    }

    @Override
    public ChessItem facade(ItemAccess<ChessState, ChessMutation> item) {
        return new ChessFacade(item);
    }

    @Override
    public Optional<TextForm<ChessState, ChessMutation>> textForm() {
        return Optional.of(new ChessWords());
    }

    @Override
    public Optional<DocumentForm<ChessState>> documentForm() {
        return Optional.of(new PgnForm());
    }

    @Override
    public @Nullable Object field(ChessState state, String path) {
        @Nullable Outcome outcome = state.outcome();
        return switch (path) {
            case "white" -> Scores.name(state, Side.WHITE);
            case "black" -> Scores.name(state, Side.BLACK);
            case "turn" -> state.turn().title();
            case "plies" -> (long) state.sheet().moves().size();
            case "over" -> outcome != null;
            case "result" -> PgnWriter.result(outcome == null ? null : outcome.result());
            case "reason" -> outcome == null ? null : outcome.reason().text();
            case "fen" -> state.position().toString();
            case "tags" -> tags(state);
            default -> path.startsWith(TAGS) ? tags(state).get(path.substring(TAGS.length())) : null;
        };
    }

    @Override
    public Set<String> fields(ChessState state) {
        return FIELDS;
    }

    private static Map<String, String> tags(ChessState state) {
        PgnGame game = Scores.of(state);
        return Collections.unmodifiableMap(PgnWriter.tags(game));
    }
}
