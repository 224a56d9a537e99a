package org.dxos.model.chess.internal;

import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.echo.model.DocumentForm;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Scores;
import org.dxos.model.chess.internal.pgn.PgnReader;
import org.dxos.model.chess.internal.pgn.PgnWriter;

/** PGN files: an item for each game. */
final class PgnForm implements DocumentForm<ChessState> {
    @Override
    public String format() {
        return "pgn";
    }

    @Override
    public List<List<String>> read(Bytes document) {
        return PgnReader.read(document).stream()
                .map(game -> List.of("import", PgnWriter.write(game)))
                .toList();
    }

    @Override
    public Bytes write(ChessState state) {
        return Bytes.utf8(PgnWriter.write(Scores.of(state)));
    }
}
