package org.dxos.model.chess.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Writer;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.junit.jupiter.api.Test;

/** Players who do things at the same moment, each on a replica: one of the things counts, the same everywhere. */
class RaceTest {
    private final DetachedItem<ChessState, ChessMutation> ada = DetachedItem.of(new ChessStateMachine());
    private final DetachedItem<ChessState, ChessMutation> bob = ada.replica(Writer.of(1));
    private final ChessItem white = new ChessModel().facade(ada);
    private final ChessItem black = new ChessModel().facade(bob);

    @Test
    void twoMovesOfOneTurnBecomeOne() {
        // Two devices of one member: the same identity with another feed.
        Writer second = new Writer(
                Writer.of(0).member(), Writer.of(7).device(), Writer.of(7).feed());
        DetachedItem<ChessState, ChessMutation> device = ada.replica(second);
        white.sit(Side.WHITE).await();
        device.receive(ada);
        white.move("e4").await();
        new ChessModel().facade(device).move("d4").await();
        exchange(ada, device);
        assertEquals(1, white.moves().size());
        assertTrue(List.of("e4", "d4").contains(white.moves().get(0)));
    }

    @Test
    void twoWhoTakeOneSeatAreOne() {
        white.sit(Side.WHITE).await();
        black.sit(Side.WHITE).await();
        exchange(ada, bob);
        assertEquals(white.player(Side.WHITE), black.player(Side.WHITE));
        assertTrue(white.player(Side.BLACK).isEmpty());
    }

    @Test
    void anAnswerToATakeBackThatComesAfterTheNextMoveHasNoEffect() {
        seated();
        white.move("e4").await();
        exchange(ada, bob);
        white.proposeTakeBack().await();
        exchange(ada, bob);
        black.acceptTakeBack().await();
        // Black's other thoughts do not matter: the same player cannot have moved and accepted at once.
        assertThrows(IllegalStateException.class, () -> black.move("e5").await());
        exchange(ada, bob);
        assertEquals(List.of(), white.moves());
    }

    @Test
    void anAgreementAndAMoveAtOnceGiveOneGame() {
        seated();
        white.move("e4").await();
        white.offerDraw().await();
        exchange(ada, bob);
        black.acceptDraw().await();
        white.resign().await();
        exchange(ada, bob);
        assertEquals(white.outcome(), black.outcome());
        assertTrue(white.outcome().isPresent());
    }

    @Test
    void whoIsNotOnTurnIsToldSoAndNothingIsWritten() {
        seated();
        int before = bob.entries().size();
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> black.move("e5").await());
        assertEquals("it is White's turn", refusal.getMessage());
        IllegalArgumentException nonsense = assertThrows(
                IllegalArgumentException.class, () -> white.move("Ke2").await());
        assertTrue(nonsense.getMessage().contains("not legal"), nonsense.getMessage());
        assertEquals(before, bob.entries().size());
    }

    @Test
    void replicasOfAnyRaceAgree() {
        Seeds.forEach(60, random -> {
            DetachedItem<ChessState, ChessMutation> maker = DetachedItem.of(new ChessStateMachine());
            List<DetachedItem<ChessState, ChessMutation>> replicas = new ArrayList<>(List.of(maker));
            replicas.add(maker.replica(Writer.of(1)));
            replicas.add(maker.replica(Writer.of(2)));
            for (int i = 0; i < 60; i++) {
                DetachedItem<ChessState, ChessMutation> replica = replicas.get(random.nextInt(3));
                if (random.nextInt(3) == 0) {
                    replica.receive(replicas.get(random.nextInt(3)));
                }
                replica.write((state, context) -> RandomEdits.mutation(random, state, context))
                        .await();
            }
            for (int i = 0; i < 2; i++) {
                replicas.forEach(each -> replicas.forEach(each::receive));
            }
            ChessState state = maker.read(each -> each);
            replicas.forEach(each -> assertEquals(state, each.read(other -> other)));
        });
    }

    private void seated() {
        white.sit(Side.WHITE).await();
        exchange(ada, bob);
        black.sit(Side.BLACK).await();
        exchange(ada, bob);
    }

    private static void exchange(
            DetachedItem<ChessState, ChessMutation> one, DetachedItem<ChessState, ChessMutation> other) {
        one.receive(other);
        other.receive(one);
        ChessState state = one.read(each -> each);
        assertEquals(state, other.read(each -> each));
    }
}
