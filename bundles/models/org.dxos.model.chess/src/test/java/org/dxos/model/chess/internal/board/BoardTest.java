package org.dxos.model.chess.internal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {
    private final MoveReader reader = new MoveReader();

    @Test
    void theFirstPositionIsWrittenAndReadAlike() {
        String fen = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";
        assertEquals(fen, Position.START.toString());
        assertEquals(Position.START, Fen.read(fen));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8/8/8/8/8/8/8/8 w - - 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP w KQkq - 0 1",
                "rnbqkbnr/pppppppp/9/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
                "rnbqkbnr/pppppppp/7/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
                "rnbqkbnr/pppppppp/8x/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
                "rnbqkbnr/ppppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR x KQkq - 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w HAha - 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBN1 w K - 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq e3 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq e6 0 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - x 1",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1 more",
                "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKKNR w kq - 0 1",
                "4k3/8/8/8/8/8/8/P3K3 w - - 0 1",
                "4k3/QQQQ4/QQQQ4/QQ6/8/8/8/4K3 w - - 0 1",
                "4k3/4R3/8/8/8/8/8/4K3 w - - 0 1"
            })
    void positionsThatCannotBeAreRefusedWithWords(String fen) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> Fen.read(fen));
        assertTrue(refusal.getMessage().startsWith("the FEN "), refusal.getMessage());
    }

    @Test
    void aSquareBehindADoubleStepIsNamedOnlyWhereItCanBeUsed() {
        assertTrue(play("e4").toString().endsWith(" b KQkq - 0 1"));
        assertTrue(play("e4", "a6", "e5", "d5").toString().endsWith(" w KQkq d6 0 3"));
        // The pawn that could take is pinned.
        Position pinned = Fen.read("4k3/8/8/8/K2pP2r/8/8/8 b - e3 0 1");
        assertTrue(pinned.toString().contains(" e3 "));
        Position bare = Fen.read("8/8/8/8/k2pP2R/8/8/4K3 b - e3 0 1");
        assertTrue(bare.toString().contains(" b - - "), bare.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // one knight of two can be told by its file, by its rank, by neither; a pinned one needs no telling
                "4k3/8/8/8/8/8/8/1N1K1N2 w - - 0 1 | b1d2 | Nbd2",
                "4k3/8/8/1N6/8/8/8/1N1K4 w - - 0 1 | b5c3 | N5c3",
                "4k3/8/8/1N6/8/8/8/1N1NK3 w - - 0 1 | b1c3 | Nb1c3",
                "4k3/8/8/8/4r3/8/4N3/2N1K3 w - - 0 1 | c1d3 | Nd3",
                "4k3/8/8/8/4r3/8/4N3/N3K3 w - - 0 1 | a1c2 | Nc2",
                "6k1/8/8/Q6Q/8/8/8/Q3K3 w - - 0 1 | a5e5 | Qa5e5",
                "6k1/5ppp/8/8/8/8/8/R3K2R w KQ - 0 1 | a1a8 | Ra8#",
                "r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1 | e1c1 | O-O-O",
                "5k2/8/8/8/8/8/8/4K2R w K - 0 1 | e1g1 | O-O+",
                "3r4/4P1k1/8/8/8/8/8/4K3 w - - 0 1 | e7d8n | exd8=N",
                "4k3/4P3/8/8/8/8/8/4K3 w - - 0 1 | e1e2 | Ke2",
                "4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1 | e5d6 | exd6"
            })
    void movesAreWrittenAsPgnWantsThem(String fen, String uci, String san) {
        Position position = Fen.read(fen);
        int move = reader.read(position, uci);
        assertEquals(san, San.write(position, move));
        assertEquals(move, reader.read(position, san));
        assertEquals(uci, Move.uci(move));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ng1f3 | Nf3",
                "Ng1-f3 | Nf3",
                "g1f3 | Nf3",
                "Nf3+ | Nf3",
                "Ngf3!? | Nf3",
                "N1f3 | Nf3",
                "Pe4 | e4",
                "e2-e4 | e4"
            })
    void movesAreReadAsPeopleWriteThem(String text, String san) {
        assertEquals(san, San.write(Position.START, reader.read(Position.START, text)));
    }

    @ParameterizedTest
    @CsvSource({"0-0", "O-O", "o-o", "OO", "O-O+", "e1g1"})
    void castlingHasManySpellings(String text) {
        Position position = Fen.read("r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1");
        assertEquals("e1g1", Move.uci(reader.read(position, text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xyz | is no move",
                "e5 | is not legal here",
                "Ke2 | is not legal here",
                "O-O | is not legal here",
                "e2e4q | is not legal here",
                "-- | is no move"
            })
    void whatIsNoMoveIsRefusedWithWords(String text, String words) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> reader.read(Position.START, text));
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
    }

    @Test
    void anAmbiguousMoveIsRefusedWithItsChoices() {
        Position position = Fen.read("4k3/8/8/8/8/8/8/1N1K1N2 w - - 0 1");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> reader.read(position, "Nd2"));
        assertEquals("\"Nd2\" could be several moves: Nbd2 or Nfd2", refusal.getMessage());
    }

    @Test
    void repetitionLooksAtRightsAndCapturesInPassing() {
        assertEquals(3, line("Nf3 Nf6 Ng1 Ng8 Nf3 Nf6 Ng1 Ng8").occurrences());
        // The rook's excursion costs a right: the first of these positions was another one.
        assertEquals(
                2,
                line("h3 h6 Rh2 a6 Rh1 a5 Rh2 a4 Rh1 Ra7 Rh2 Ra8 Rh1 Ra7 Rh2 Ra8 Rh1 b6")
                                .occurrences()
                        + 1);
        Line passing = line("e4 a6 e5 d5 Nf3 Nf6 Ng1 Ng8");
        assertEquals(1, passing.occurrences(), "the capture in passing is gone");
        assertEquals(
                2,
                passing.play(reader.read(passing.position(), "Nf3"))
                        .play(reader.read(
                                Fen.read("rnbqkbnr/1pp1pppp/p7/3pP3/8/5N2/PPPP1PPP/RNBQKB1R b KQkq - 5 5"), "Nf6"))
                        .occurrences());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8/8/4k3/8/8/3K4/8/8 w - - 0 1 | true | true",
                "8/8/4k3/8/8/3KN3/8/8 w - - 0 1 | true | true",
                "8/8/4k3/8/8/3KB3/8/8 w - - 0 1 | true | true",
                "8/8/4kb2/8/8/3KB3/8/8 w - - 0 1 | true | true",
                "8/8/4k1b1/8/8/3KB3/8/8 w - - 0 1 | false | false",
                "8/8/4k2b/8/8/3KB3/8/8 w - - 0 1 | true | true",
                "8/8/4kn2/8/8/3KN3/8/8 w - - 0 1 | false | false",
                "8/8/4kp2/8/8/3KN3/8/8 w - - 0 1 | false | false",
                "8/8/4kq2/8/8/3KN3/8/8 w - - 0 1 | true | false",
                "8/8/4k3/8/8/2NKN3/8/8 w - - 0 1 | false | true",
                "8/8/4k3/4p3/8/3K4/8/8 w - - 0 1 | true | false",
                "8/8/4kr2/8/8/3KB3/8/8 w - - 0 1 | true | false"
            })
    void itIsKnownWhoseMenCanMate(String fen, boolean whiteCannot, boolean blackCannot) {
        Position position = Fen.read(fen);
        assertEquals(whiteCannot, Material.cannotMate(position, Side.WHITE), "White");
        assertEquals(blackCannot, Material.cannotMate(position, Side.BLACK), "Black");
        assertEquals(whiteCannot && blackCannot, Material.isDead(position));
    }

    @Test
    void everyLegalMoveOfRandomGamesIsReadBackFromBothNotations() {
        Seeds.forEach(20, random -> {
            Position position = Position.START;
            for (int ply = 0; ply < 150; ply++) {
                LegalMoves legal = new LegalMoves().of(position);
                for (int i = 0; i < legal.size(); i++) {
                    int move = legal.get(i);
                    assertEquals(move, reader.read(position, San.write(position, move, legal)));
                    assertEquals(move, reader.read(position, Move.uci(move)));
                }
                if (legal.size() == 0) {
                    return;
                }
                assertEquals(position, Fen.read(position.toString()));
                position = position.play(legal.get(random.nextInt(legal.size())));
                assertNotEquals(Position.START, position);
            }
        });
    }

    @Test
    void movesWithoutAnOriginAreNeverLegal() {
        assertFalse(new LegalMoves().of(Position.START).contains(Move.NONE));
    }

    private Position play(String... moves) {
        return line(String.join(" ", moves)).position();
    }

    private Line line(String moves) {
        Line line = Line.from(Position.START);
        for (String move : moves.split(" ")) {
            line = line.play(reader.read(line.position(), move));
        }
        return line;
    }

    /** A random game from the start: at most so many moves. */
    static Moves random(Random random, int most) {
        Moves moves = Moves.NONE;
        Position position = Position.START;
        for (int i = 0; i < most; i++) {
            LegalMoves legal = new LegalMoves().of(position);
            if (legal.size() == 0) {
                break;
            }
            int move = legal.get(random.nextInt(legal.size()));
            moves = moves.plus(move);
            position = position.play(move);
        }
        return moves;
    }
}
