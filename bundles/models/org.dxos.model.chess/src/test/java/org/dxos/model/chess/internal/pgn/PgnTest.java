package org.dxos.model.chess.internal.pgn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.dxos.base.Bytes;
import org.dxos.model.chess.PgnException;
import org.dxos.model.chess.Result;
import org.dxos.model.chess.internal.Seeds;
import org.dxos.model.chess.internal.board.Fen;
import org.dxos.model.chess.internal.board.LegalMoves;
import org.dxos.model.chess.internal.board.Moves;
import org.dxos.model.chess.internal.board.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgnTest {
    @Test
    void aFileInExportFormatIsWrittenAsItWasRead() throws IOException {
        String file = file();
        List<PgnGame> games = PgnReader.read(Bytes.utf8(file));
        assertEquals(100, games.size());
        StringBuilder written = new StringBuilder();
        games.forEach(game -> written.append(PgnWriter.write(game)));
        assertEquals(file, written.toString());
    }

    @Test
    void whatPeopleWriteIsRead() {
        PgnGame game = one(
                """
                \uFEFF% an escaped line [Not "a tag"]
                [ Event   "A \\"small\\" \\\\ game" ]\r
                [White "Müller"] [Black "?"]
                [Result "0-1"]
                ; a remark to the end { of the line
                1.e4! {a comment ( with [anything] } e5 2 . Nf3 $1 (2. f4 (2. d4 exd4 {c)}) exf4)
                2... Nc6?! 3. Bb5 +- a6 ; another ) remark
                % 4. Ke2
                4.Bxc6 dxc6 <future> 5. 0-0 e.p. ... 0-1""");
        assertEquals("A \"small\" \\ game", game.tags().get("Event"));
        assertEquals("Müller", game.tags().get("White"));
        assertNull(game.tags().get("Black"));
        assertEquals(Result.BLACK_WINS, game.result());
        assertEquals(
                "e4 e5 Nf3 Nc6 Bb5 a6 Bxc6 dxc6 O-O", String.join(" ", PgnWriter.san(Position.START, game.moves())));
    }

    @Test
    void aGameMayLackAlmostEverything() {
        assertEquals(List.of(), PgnReader.read(" \r\n% nothing\n{at all} ;\n"));
        assertEquals(2, one("e4 e5").moves().size());
        assertNull(one("e4 e5").result());
        assertEquals(Result.DRAW, one("[Result \"1/2-1/2\"]").result());
        assertEquals(Result.DRAW, one("1/2").result());
        List<PgnGame> games = PgnReader.read("1. e4\n[Event \"second\"]\n1. d4 * c4 1-0\n[Event \"last\"]");
        assertEquals(4, games.size());
        assertEquals("second", games.get(1).tags().get("Event"));
        assertEquals(Result.WHITE_WINS, games.get(2).result());
        assertEquals("last", games.get(3).tags().get("Event"));
    }

    @Test
    void aFileNotInUtf8IsReadAsLatin1() {
        Bytes latin = Bytes.copyOf("[White \"Müller\"]\n1. e4 *".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("Müller", PgnReader.read(latin).get(0).tags().get("White"));
        Bytes utf8 = Bytes.utf8("[White \"Müller\"]\n1. e4 *");
        assertEquals("Müller", PgnReader.read(utf8).get(0).tags().get("White"));
    }

    @Test
    void aGameMayBeginAnywhere() {
        String fen = "4k3/8/8/8/8/8/4P3/4K3 b - - 3 40";
        PgnGame game = one("[FEN \"" + fen + "\"]\n40... Kd7 41. e4 Kd6 *");
        assertEquals(Fen.read(fen), game.start());
        String text = PgnWriter.write(game);
        assertTrue(text.contains("[FEN \"" + fen + "\"]\n[SetUp \"1\"]\n"), text);
        assertTrue(text.endsWith("\n40... Kd7 41. e4 Kd6 *\n\n"), text);
        assertEquals(game, one(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1. e4 e5 2. Ke3 * | 1 | 13 | \"Ke3\" is not legal here",
                "1. e4 e5~2. Nf3 Nf6~3. xx * | 3 | 4 | \"xx\" is no move",
                "1. e4 {no end | 1 | 7 | comment has no end",
                "1. e4~(1. d4 (d5) | 2 | 1 | variation has no end",
                "[Event \"no quote]~* | 1 | 8 | no closing quote",
                "[Event \"x\" * | 1 | 12 | does not end in ]",
                "[Event x] * | 1 | 8 | a name and a text in quotes",
                "~[Event$ \"x\"] * | 2 | 7 | a name and a text in quotes",
                "[FEN \"8/8 w\"] * | 1 | 1 | ranks and not 8",
                "1. e4 ) e5 | 1 | 7 | ')' has no meaning here",
                "1. Nf3 -- | 1 | 8 | \"--\" is no move"
            })
    void whatIsWrongIsToldWithItsPlace(String text, int line, int column, String words) {
        PgnException error = assertThrows(PgnException.class, () -> PgnReader.read(text.replace('~', '\n')));
        assertEquals(line + ":" + column, error.line() + ":" + error.column(), error.getMessage());
        assertTrue(error.getMessage().contains(words), error.getMessage());
    }

    @Test
    void noLineIsLongerThanAllowed() {
        PgnWriter.write(new PgnGame(Tags.NONE, Position.START, moves(new Random(1), 400), null))
                .lines()
                .forEach(line -> assertTrue(line.length() < 80, line));
    }

    @Test
    void randomGamesAreReadAsTheyWereWritten() {
        Seeds.forEach(100, random -> {
            Tags tags = Tags.NONE;
            for (int i = random.nextInt(4); i > 0; i--) {
                tags = tags.with("Tag" + random.nextInt(9), "\"\\ é " + random.nextInt());
            }
            Result[] results = {Result.WHITE_WINS, Result.BLACK_WINS, Result.DRAW, null};
            PgnGame game =
                    new PgnGame(tags, Position.START, moves(random, random.nextInt(300)), results[random.nextInt(4)]);
            assertEquals(List.of(game), PgnReader.read(Bytes.utf8(PgnWriter.write(game))));
        });
    }

    @Test
    void changedFilesAreReadOrRefusedWithAPlace() throws IOException {
        String file = file().substring(0, 6_000);
        Seeds.forEach(400, random -> {
            StringBuilder text = new StringBuilder(file);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(text.length());
                int end = Math.min(text.length(), at + random.nextInt(4));
                text.replace(
                        at,
                        end,
                        "[]{}();%\"\\*$1-0e4 \n<>x\u0000é"
                                .substring(random.nextInt(20))
                                .substring(0, 2));
            }
            assertDoesNotThrow(() -> {
                try {
                    PgnReader.read(text.toString());
                } catch (PgnException e) {
                    assertTrue(e.line() >= 1 && e.column() >= 1, e.getMessage());
                }
            });
        });
    }

    @Test
    void manyTagsAreTooMany() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i <= Tags.MOST; i++) {
            text.append("[T").append(i).append(" \"x\"]\n");
        }
        assertThrows(PgnException.class, () -> PgnReader.read(text.toString()));
    }

    static String file() throws IOException {
        try (InputStream in = Seeds.class.getResourceAsStream("games.pgn")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static PgnGame one(String text) {
        List<PgnGame> games = PgnReader.read(text);
        assertEquals(1, games.size());
        return games.get(0);
    }

    private static Moves moves(Random random, int most) {
        Moves moves = Moves.NONE;
        Position position = Position.START;
        LegalMoves legal = new LegalMoves();
        for (int i = 0; i < most && legal.of(position).size() > 0; i++) {
            int move = legal.get(random.nextInt(legal.size()));
            moves = moves.plus(move);
            position = position.play(move);
        }
        return moves;
    }
}
