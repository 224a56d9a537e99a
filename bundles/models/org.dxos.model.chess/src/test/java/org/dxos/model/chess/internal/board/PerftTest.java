package org.dxos.model.chess.internal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number of move sequences of each length in the positions that move generators are held against, as published; one rule at a time after that. */
class PerftTest {
    private static final long MOST_IN_CI = 200_000_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "initial | rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1 | 20 400 8902 197281 4865609 119060324",
                "kiwipete | r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1 | 48 2039 97862 4085603 193690690",
                "position 3 | 8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1 | 14 191 2812 43238 674624 11030083 178633661",
                "position 4 | r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1 | 6 264 9467 422333 15833292",
                "position 4 mirrored | r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ - 0 1 | 6 264 9467 422333 15833292",
                "position 5 | rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8 | 44 1486 62379 2103487 89941194",
                "position 6 | r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10 | 46 2079 89890 3894594 164075551"
            })
    void everySequenceOfMovesIsFoundOnce(String name, String fen, String counts) {
        Position position = Fen.read(fen);
        String[] expected = counts.strip().split(" ");
        for (int depth = 1; depth <= expected.length; depth++) {
            long count = Long.parseLong(expected[depth - 1]);
            if (count <= MOST_IN_CI || "deep".equals(System.getProperty("dxos.tier"))) {
                assertEquals(count, Perft.count(position, depth), name + " to depth " + depth);
            }
        }
    }

    /** Fixed in one place each: captures in passing that uncover a check, castling through and out of check, promotion. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "3k4/3p4/8/K1P4r/8/8/8/8 b - - 0 1 | illegal in passing along the rank | 6 | 1134888",
                "8/8/4k3/8/2p5/8/B2P1K2/8 w - - 0 1 | illegal in passing along the diagonal | 6 | 1038514",
                "8/8/1k6/2b5/2pP4/8/5K2/8 b - d3 0 1 | in passing gives check | 6 | 1440467",
                "5k2/8/8/8/8/8/8/4K2R w K - 0 1 | short castling gives check | 6 | 661072",
                "3k4/8/8/8/8/8/8/R3K3 w Q - 0 1 | long castling gives check | 6 | 803711",
                "r3k2r/1b4bq/8/8/8/8/7B/R3K2R w KQkq - 0 1 | castling rights lost by captures | 4 | 1274206",
                "r3k2r/8/3Q4/8/8/5q2/8/R3K2R b KQkq - 0 1 | castling prevented | 4 | 1720476",
                "2K2r2/4P3/8/8/8/8/8/3k4 w - - 0 1 | promotion out of check | 6 | 3821001",
                "8/8/1P2K3/8/2n5/1q6/8/5k2 b - - 0 1 | discovered check | 5 | 1004658",
                "4k3/1P6/8/8/8/8/K7/8 w - - 0 1 | promotion to give check | 6 | 217342",
                "8/P1k5/K7/8/8/8/8/8 w - - 0 1 | promotion to less than a queen | 6 | 92683",
                "K1k5/8/P7/8/8/8/8/8 w - - 0 1 | self stalemate | 6 | 2217",
                "8/k1P5/8/1K6/8/8/8/8 w - - 0 1 | stalemate and checkmate | 7 | 567584",
                "8/8/2k5/5q2/5n2/8/5K2/8 b - - 0 1 | double check | 4 | 23527"
            })
    void oneRuleAtATime(String fen, String name, int depth, long count) {
        assertEquals(count, Perft.count(Fen.read(fen), depth), name);
    }
}
