package org.dxos.model.chess.internal.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads moves as people and programs write them: SAN, also with more or fewer signs than needed, long algebraic, and UCI. Confined
 * to one thread.
 */
public final class MoveReader {
    private static final Pattern CASTLING = Pattern.compile("([O0o])-?\\1(-?\\1)?");
    private static final Pattern MOVE =
            Pattern.compile("([PNBRQK]?)([a-h]?)([1-8]?)[x:-]?([a-h])([1-8])(?:=?\\(?/?([NBRQnbrq])\\)?)?");

    private final LegalMoves legal = new LegalMoves();

    /**
     * The legal move that a text means.
     *
     * @throws IllegalArgumentException when it is no move, no legal one, or could be several; the message says which
     */
    public int read(Position position, String text) {
        String bare = text.replaceFirst("(?:[+#!?]|ep|e\\.p\\.)+$", "");
        legal.of(position);
        Matcher castling = CASTLING.matcher(bare);
        if (castling.matches()) {
            return castling(position, castling.group(2) == null ? 2 : -2, text);
        }
        Matcher parts = MOVE.matcher(bare);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + shown(text) + "\" is no move; write one as Nf3 or g1f3");
        }
        int found = Move.NONE;
        int count = 0;
        for (int i = 0; i < legal.size(); i++) {
            if (fits(position, legal.get(i), parts)) {
                found = legal.get(i);
                count++;
            }
        }
        if (count > 1) {
            throw new IllegalArgumentException(
                    "\"" + shown(text) + "\" could be several moves: " + choices(position, parts));
        }
        if (found == Move.NONE) {
            throw new IllegalArgumentException("\"" + shown(text) + "\" is not legal here" + hint(position));
        }
        return found;
    }

    private int castling(Position position, int step, String text) {
        int king = position.kingOf(position.white);
        int move = Move.of(king, Math.min(63, Math.max(0, king + step)));
        if (position.rights == 0 || !legal.contains(move)) {
            throw new IllegalArgumentException("\"" + shown(text) + "\" is not legal here" + hint(position));
        }
        return move;
    }

    private static boolean fits(Position position, int move, Matcher parts) {
        int from = Move.from(move);
        @Nullable Piece piece = position.piece(from);
        String letter = parts.group(1);
        String file = parts.group(2);
        String rank = parts.group(3);
        boolean whole = !file.isEmpty() && !rank.isEmpty();
        boolean kind =
                letter.isEmpty() ? piece == Piece.PAWN || whole : piece != null && piece.letter() == letter.charAt(0);
        @Nullable String promotion = parts.group(6);
        return kind
                && Squares.name(Move.to(move)).equals(parts.group(4) + parts.group(5))
                && (file.isEmpty() || Squares.file(from) == file.charAt(0) - 'a')
                && (rank.isEmpty() || Squares.rank(from) == rank.charAt(0) - '1')
                && Move.promotion(move) == (promotion == null ? 0 : Move.promotion(promotion.charAt(0)));
    }

    private String choices(Position position, Matcher parts) {
        StringBuilder choices = new StringBuilder();
        for (int i = 0; i < legal.size(); i++) {
            if (fits(position, legal.get(i), parts)) {
                choices.append(choices.isEmpty() ? "" : " or ").append(San.write(position, legal.get(i), legal));
            }
        }
        return choices.toString();
    }

    private static String hint(Position position) {
        return position.isCheck()
                ? ": " + position.turn().title() + " is in check"
                : " for " + position.turn().title();
    }

    private static String shown(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }
}
