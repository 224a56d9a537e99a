package org.dxos.model.chess.internal.pgn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.board.San;
import org.jspecify.annotations.Nullable;

/** Writes games in PGN's export format: the seven tags, then the others by name; lines of at most 79 characters. */
public final class PgnWriter {
    private static final int WIDTH = 79;

    private PgnWriter() {}

    /** One game, with an empty line behind it. */
    public static String write(PgnGame game) {
        StringBuilder text = new StringBuilder();
        String result = result(game.result());
        tags(game).forEach((name, value) -> text.append('[')
                .append(name)
                .append(" \"")
                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                .append("\"]\n"));
        text.append('\n');
        List<String> tokens = tokens(game.start(), game.moves());
        tokens.add(result);
        int column = 0;
        for (String token : tokens) {
            if (column > 0 && column + 1 + token.length() > WIDTH) {
                text.append('\n');
                column = 0;
            }
            text.append(column == 0 ? "" : " ").append(token);
            column += (column == 0 ? 0 : 1) + token.length();
        }
        return text.append("\n\n").toString();
    }

    /** All tags of a game, in the order in which they are written. */
    public static Map<String, String> tags(PgnGame game) {
        Map<String, String> all = new java.util.LinkedHashMap<>(game.tags().complete(result(game.result())));
        if (game.start().equals(Position.START)) {
            return all;
        }
        Map<String, String> others =
                new TreeMap<>(Map.of("SetUp", "1", "FEN", game.start().toString()));
        all.forEach((name, value) -> {
            if (!Tags.ROSTER.contains(name)) {
                others.put(name, value);
            }
        });
        all.keySet().retainAll(Tags.ROSTER);
        all.putAll(others);
        return all;
    }

    /** {@code *} when there is none. */
    public static String result(@Nullable Result result) {
        return result == null ? "*" : result.text();
    }

    /** The moves in SAN. */
    public static List<String> san(Position start, Moves moves) {
        List<String> san = new ArrayList<>(moves.size());
        LegalMoves legal = new LegalMoves();
        Position position = start;
        for (int i = 0; i < moves.size(); i++) {
            san.add(San.write(position, moves.get(i), legal.of(position)));
            position = position.play(moves.get(i));
        }
        return san;
    }

    /** The moves in SAN with their numbers: {@code 1. e4 e5 2. Nf3}, {@code 7... Kd7}. */
    public static List<String> tokens(Position start, Moves moves) {
        List<String> tokens = new ArrayList<>();
        List<String> san = san(start, moves);
        boolean white = start.turn() == org.dxos.model.chess.Side.WHITE;
        int number = start.moveNumber();
        for (int i = 0; i < san.size(); i++) {
            if (white || i == 0) {
                tokens.add(number + (white ? "." : "..."));
            }
            tokens.add(san.get(i));
            number += white ? 0 : 1;
            white = !white;
        }
        return tokens;
    }
}
