package org.dxos.model.chess.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.ModelTck;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.junit.jupiter.api.Test;

class ChessModelTest extends ModelTck<ChessState, ChessMutation, ChessItem> {
    private final DetachedItem<ChessState, ChessMutation> item = DetachedItem.of(machine());

    @Override
    protected Model<ChessState, ChessMutation, ChessItem> model() {
        return new ChessModel();
    }

    @Override
    protected StateMachine<ChessState, ChessMutation> machine() {
        return new ChessStateMachine();
    }

    @Override
    protected ChessMutation mutation(RandomGenerator random, ChessState state, EditContext context) {
        return RandomEdits.mutation(random, state, context);
    }

    @Override
    protected List<List<String>> edits() {
        return List.of(
                List.of("position", "r3k2r/8/8/8/8/8/4P3/R3K2R", "w", "KQkq", "-", "0", "1"),
                List.of("time", "5+3"),
                List.of("white"),
                List.of("black", "00".repeat(31) + "01"),
                List.of("tag", "Event", "A", "game"),
                List.of("tag", "Event"),
                List.of("move", "O-O"),
                List.of("draw", "offer"),
                List.of("takeback", "propose"),
                List.of("resign"));
    }

    @Test
    void theBoardIsDrawnWithTheLastMoveInBrackets() {
        edit("white");
        edit("black");
        edit("tag", "White", "Ada");
        for (String move : List.of("e4", "d5", "exd5", "Qxd5", "Nc3")) {
            edit("move", move);
        }
        edit("draw", "offer");
        String black = item.read(state -> model().field(state, "black")).toString();
        assertEquals(
                """
                Ada - %1$s: Black to move; Black offers a draw
                Black: %1$s  took P
                  +------------------------+
                8 | r  n  b  .  k  b  n  r |
                7 | p  p  p  .  p  p  p  p |
                6 | .  .  .  .  .  .  .  . |
                5 | .  .  .  q  .  .  .  . |
                4 | .  .  .  .  .  .  .  . |
                3 | .  . [N] .  .  .  .  . |
                2 | P  P  P  P  .  P  P  P |
                1 | R [.] B  Q  K  B  N  R |
                  +------------------------+
                    a  b  c  d  e  f  g  h
                White: Ada  took p
                1. e4 d5 2. exd5 Qxd5 3. Nc3"""
                        .formatted(black),
                item.read(new ChessWords()::render));
    }

    @Test
    void wordsAreOfferedThatFitTheState() {
        ChessWords words = new ChessWords();
        assertTrue(
                item.read(state -> words.candidates(state, List.of())).containsAll(List.of("move", "draw", "white")));
        assertEquals(
                List.of("Na3", "Nc3", "Nf3", "Nh3", "a3", "a4"),
                item.read(state -> words.candidates(state, List.of("move"))).subList(0, 6));
        assertEquals(
                List.of("accept", "claim", "decline", "offer"),
                item.read(state -> words.candidates(state, List.of("draw"))));
        assertEquals(List.of(), item.read(state -> words.candidates(state, List.of("move", "e4"))));
    }

    @Test
    void fieldsAreThoseThatQueriesWant() {
        edit("import", "[White \"Ada\"] [Event \"Open\"] 1. f3 e5 2. g4 Qh4# 0-1");
        assertEquals("Ada", field("white"));
        assertEquals("?", field("black"));
        assertEquals(4L, field("plies"));
        assertEquals(true, field("over"));
        assertEquals("0-1", field("result"));
        assertEquals("checkmate", field("reason"));
        assertEquals("Open", field("tags.Event"));
        assertNull(field("tags.Nothing"));
    }

    private Object field(String path) {
        return item.read(state -> model().field(state, path));
    }

    private void edit(String... words) {
        item.write(new ChessWords().parse(List.of(words))).await();
    }
}
