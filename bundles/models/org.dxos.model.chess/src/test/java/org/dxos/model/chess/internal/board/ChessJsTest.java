package org.dxos.model.chess.internal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.dxos.model.chess.internal.Seeds;
import org.junit.jupiter.api.Test;

/** Some thousands of positions with their legal moves in SAN, as chess.js 1.4.0 found and wrote them. */
class ChessJsTest {
    @Test
    void legalMovesAndNotationsAreThoseOfChessJs() throws IOException {
        int count = 0;
        try (InputStream in = Seeds.class.getResourceAsStream("positions.txt.gz")) {
            assertNotNull(in);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                check(line.substring(0, tab), line.substring(tab + 1));
                count++;
            }
        }
        assertTrue(count >= 4_000, () -> "positions");
    }

    private static void check(String fen, String moves) {
        Position position = Fen.read(fen);
        assertEquals(fen, position.toString());
        LegalMoves legal = new LegalMoves().of(position);
        List<String> san = new ArrayList<>();
        for (int i = 0; i < legal.size(); i++) {
            san.add(San.write(position, legal.get(i), legal));
        }
        san.sort(null);
        assertEquals(moves, String.join(" ", san), fen);
    }
}
