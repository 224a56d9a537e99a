package org.dxos.model.chess.internal.board;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Positions in Forsyth-Edwards Notation. Castling rights are those of ordinary chess; Chess960 is not read. */
public final class Fen {
    private static final String MEN = "PNBRQKpnbrqk";
    private static final String RIGHTS = "KQkq";
    private static final int[] ROOKS = {7, 0, 63, 56};
    private static final int MOST_NUMBER = 9_999;

    private Fen() {}

    /**
     * Reads a position. The counts at the end may be missing.
     *
     * @throws IllegalArgumentException when the text is none, or when no game of chess could go on from there
     */
    public static Position read(String text) {
        String[] words = text.strip().split("\\s+", -1);
        if (words.length < 2 || words.length > 6) {
            throw wrong("has " + words.length + " fields and not 6", text);
        }
        long[] sets = board(words[0], text);
        boolean white = words[1].equals("w");
        if (!white && !words[1].equals("b")) {
            throw wrong("names \"" + words[1] + "\" and not w or b as the side on turn", text);
        }
        long whites = sets[0] | sets[1] | sets[2] | sets[3] | sets[4] | sets[5];
        long blacks = sets[6] | sets[7] | sets[8] | sets[9] | sets[10] | sets[11];
        int rights = words.length < 3 ? 0 : rights(words[2], sets, text);
        int passing = words.length < 4 ? Squares.NONE : passing(words[3], white, sets, whites | blacks, text);
        int quiet = words.length < 5 ? 0 : number(words[4], 0, text);
        int number = words.length < 6 ? 1 : Math.max(1, number(words[5], 0, text));
        checkMen(sets, 0, whites, "White", text);
        checkMen(sets, 6, blacks, "Black", text);
        Position.Progress progress = new Position.Progress(white, rights, passing, quiet, number);
        Position position = position(sets, whites, blacks, progress);
        Position.Progress turned = new Position.Progress(!white, rights, Squares.NONE, quiet, number);
        if (position(sets, whites, blacks, turned).isCheck()) {
            throw wrong("leaves the king of the side that is not on turn in check", text);
        }
        return position;
    }

    private static Position position(long[] sets, long whites, long blacks, Position.Progress progress) {
        return new Position(
                sets[0] | sets[6],
                sets[1] | sets[7],
                sets[2] | sets[8],
                sets[3] | sets[9],
                sets[4] | sets[10],
                sets[5] | sets[11],
                whites,
                blacks,
                progress);
    }

    private static long[] board(String field, String text) {
        String[] ranks = field.split("/", -1);
        if (ranks.length != 8) {
            throw wrong("has " + ranks.length + " ranks and not 8", text);
        }
        long[] sets = new long[12];
        for (int i = 0; i < 8; i++) {
            int file = 0;
            for (char c : ranks[i].toCharArray()) {
                int man = MEN.indexOf(c);
                if (c >= '1' && c <= '8') {
                    file += c - '0';
                } else if (man < 0) {
                    throw wrong("has '" + c + "' on its board", text);
                } else if (file < 8) {
                    sets[man] |= Squares.bit(Squares.at(file++, 7 - i));
                } else {
                    file = 9;
                }
            }
            if (file != 8) {
                throw wrong("has not 8 files on rank " + (8 - i), text);
            }
        }
        return sets;
    }

    private static void checkMen(long[] sets, int first, long all, String who, String text) {
        int pawns = Long.bitCount(sets[first]);
        int promoted = Math.max(0, Long.bitCount(sets[first + 1]) - 2)
                + Math.max(0, Long.bitCount(sets[first + 2]) - 2)
                + Math.max(0, Long.bitCount(sets[first + 3]) - 2)
                + Math.max(0, Long.bitCount(sets[first + 4]) - 1);
        if (Long.bitCount(sets[first + 5]) != 1) {
            throw wrong("has " + Long.bitCount(sets[first + 5]) + " kings for " + who, text);
        } else if ((sets[first] & (Squares.rankSet(0) | Squares.rankSet(7))) != 0) {
            throw wrong("has a pawn on the first or last rank", text);
        } else if (Long.bitCount(all) > 16 || pawns + promoted > 8) {
            throw wrong("has more men for " + who + " than a game can have", text);
        }
    }

    private static int rights(String field, long[] sets, String text) {
        int rights = 0;
        for (char c : field.equals("-") ? new char[0] : field.toCharArray()) {
            int right = RIGHTS.indexOf(c);
            if (right < 0) {
                throw wrong("has '" + c + "' among its castling rights", text);
            }
            int men = right < 2 ? 0 : 6;
            boolean placed = (sets[men + 5] & Squares.bit(right < 2 ? 4 : 60)) != 0
                    && (sets[men + 3] & Squares.bit(ROOKS[right])) != 0;
            if (!placed) {
                throw wrong("grants the castling right " + c + " though king or rook are not where they began", text);
            }
            rights |= 1 << right;
        }
        return rights;
    }

    /** A square that no pawn could take on is none: many programs write one after every double step. */
    private static int passing(String field, boolean white, long[] sets, long occupied, String text) {
        if (field.equals("-")) {
            return Squares.NONE;
        }
        Integer square = Squares.named(field);
        if (square == null || Squares.rank(square) != (white ? 5 : 2)) {
            throw wrong("names " + field + " as the square behind a double step", text);
        }
        int pawn = white ? square - 8 : square + 8;
        int start = white ? square + 8 : square - 8;
        boolean stepped = (sets[white ? 6 : 0] & Squares.bit(pawn)) != 0
                && (occupied & (Squares.bit(square) | Squares.bit(start))) == 0;
        if (!stepped) {
            throw wrong("names " + field + " as the square behind a double step that cannot have been", text);
        }
        long takers = white ? Rays.BLACK_PAWN[square] & sets[0] : Rays.WHITE_PAWN[square] & sets[6];
        return takers == 0 ? Squares.NONE : square;
    }

    private static int number(String field, int least, String text) {
        if (!field.matches("[0-9]{1,4}")) {
            throw wrong("has the count \"" + field + "\", not one from " + least + " to " + MOST_NUMBER, text);
        }
        return Integer.parseInt(field);
    }

    private static IllegalArgumentException wrong(String what, String text) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return new IllegalArgumentException("the FEN " + what + ": \"" + shown + "\"");
    }

    /** The six fields. A square is named for captures in passing only where one is legal. */
    static String write(Position position) {
        StringBuilder text = new StringBuilder();
        for (int rank = 7; rank >= 0; rank--) {
            int empty = 0;
            for (int file = 0; file < 8; file++) {
                @Nullable Piece piece = position.piece(Squares.at(file, rank));
                if (piece == null) {
                    empty++;
                    continue;
                }
                if (empty > 0) {
                    text.append(empty);
                    empty = 0;
                }
                text.append(letter(piece, position.isWhite(Squares.at(file, rank))));
            }
            if (empty > 0) {
                text.append(empty);
            }
            text.append(rank > 0 ? "/" : "");
        }
        text.append(position.white ? " w " : " b ");
        for (int i = 0; i < 4; i++) {
            text.append((position.rights & 1 << i) != 0 ? RIGHTS.substring(i, i + 1) : "");
        }
        int passing = position.legalPassing();
        return text.append(position.rights == 0 ? "- " : " ")
                .append(passing == Squares.NONE ? "-" : Squares.name(passing))
                .append(String.format(Locale.ROOT, " %d %d", position.quietHalfMoves(), position.moveNumber()))
                .toString();
    }

    /** The letter of a man: upper case for White, lower case for Black. */
    public static char letter(Piece piece, boolean white) {
        return white ? piece.letter() : Character.toLowerCase(piece.letter());
    }
}
