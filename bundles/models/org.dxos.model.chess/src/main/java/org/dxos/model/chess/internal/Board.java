package org.dxos.model.chess.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dxos.model.chess.Outcome;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.Move;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Piece;
import org.dxos.model.chess.internal.board.Position;
import org.dxos.model.chess.internal.board.Squares;
import org.dxos.model.chess.internal.game.ChessState;
import org.dxos.model.chess.internal.game.Clocks;
import org.dxos.model.chess.internal.game.Endings;
import org.dxos.model.chess.internal.game.Scores;
import org.dxos.model.chess.internal.pgn.PgnWriter;
import org.jspecify.annotations.Nullable;

/** A game as people see it: how it stands, the board with the last move in brackets, the moves. In ASCII, names apart. */
final class Board {
    private static final int WIDTH = 72;
    private static final String FILES = "    a  b  c  d  e  f  g  h";
    private static final String EDGE = "  +------------------------+";

    private final ChessState state;
    private final Moves moves;

    Board(ChessState state) {
        this.state = state;
        this.moves = state.sheet().moves();
    }

    String draw() {
        List<String> lines = new ArrayList<>();
        lines.add(Scores.name(state, Side.WHITE) + " - " + Scores.name(state, Side.BLACK) + ": " + situation());
        lines.add(player(Side.BLACK));
        lines.add(EDGE);
        for (int rank = 7; rank >= 0; rank--) {
            lines.add(rank(rank));
        }
        lines.add(EDGE);
        lines.add(FILES);
        lines.add(player(Side.WHITE));
        lines.addAll(score());
        return String.join("\n", lines);
    }

    private String rank(int rank) {
        StringBuilder line = new StringBuilder().append(rank + 1).append(" |");
        for (int file = 0; file < 8; file++) {
            int square = Squares.at(file, rank);
            boolean last = isOfLastMove(square);
            line.append(last ? '[' : ' ').append(man(square)).append(last ? ']' : ' ');
        }
        return line.append('|').toString();
    }

    private boolean isOfLastMove(int square) {
        if (moves.size() == 0) {
            return false;
        }
        int last = moves.get(moves.size() - 1);
        return Move.from(last) == square || Move.to(last) == square;
    }

    private char man(int square) {
        Position position = state.position();
        @Nullable Piece piece = position.piece(square);
        return piece == null ? '.' : Fen.letter(piece, position.isWhite(square));
    }

    /** Name, time left, and what was taken from the other side. */
    private String player(Side side) {
        String name = state.isRecord() || state.seats().of(side) != null ? Scores.name(state, side) : "(open seat)";
        StringBuilder line = new StringBuilder(side.title()).append(": ").append(name);
        @Nullable Duration left = Clocks.left(state, side);
        if (left != null) {
            line.append("  ").append(clock(left));
        }
        String taken = taken(side);
        return line.append(taken.isEmpty() ? "" : "  took " + taken).toString();
    }

    private static String clock(Duration left) {
        String text = String.format(Locale.ROOT, "%d:%02d", left.toMinutesPart(), left.toSecondsPart());
        return left.toHours() == 0
                ? text
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart());
    }

    /** Men that are on the board no more; a pawn that became something else was not taken. */
    private String taken(Side taker) {
        Side side = taker.opponent();
        StringBuilder men = new StringBuilder();
        Position position = state.setup().start();
        List<Piece> all = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            int move = moves.get(i);
            if (position.turn() == taker) {
                Piece piece = position.piece(Move.to(move));
                boolean passing = piece == null
                        && position.piece(Move.from(move)) == Piece.PAWN
                        && Squares.file(Move.from(move)) != Squares.file(Move.to(move));
                if (piece != null || passing) {
                    all.add(piece == null ? Piece.PAWN : piece);
                }
            }
            position = position.play(move);
        }
        all.sort(java.util.Comparator.reverseOrder());
        all.forEach(piece -> men.append(Fen.letter(piece, side == Side.WHITE)));
        return men.toString();
    }

    private String situation() {
        @Nullable Outcome outcome = state.outcome();
        if (outcome != null) {
            return outcome.toString();
        } else if (state.isRecord()) {
            return "*, a record without a result";
        }
        StringBuilder line = new StringBuilder(state.turn().title())
                .append(" to move")
                .append(state.position().isCheck() ? ", in check" : "");
        @Nullable Side draw = state.offers().draw();
        @Nullable Side takeBack = state.offers().takeBack();
        line.append(draw == null ? "" : "; " + draw.title() + " offers a draw");
        line.append(takeBack == null ? "" : "; " + takeBack.title() + " asks to take back the last move");
        line.append(Endings.claimable(state.sheet().line()) == null ? "" : "; a draw can be claimed");
        return line.toString();
    }

    private List<String> score() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String token : PgnWriter.tokens(state.setup().start(), moves)) {
            if (!line.isEmpty() && line.length() + 1 + token.length() > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(token);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
