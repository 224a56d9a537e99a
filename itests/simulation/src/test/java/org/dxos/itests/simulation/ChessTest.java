package org.dxos.itests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.Batch;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.feed.FeedRange;
import org.dxos.echo.feed.log.LogConfig;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Role;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Side;
import org.dxos.testkit.SimScheduler;
import org.junit.jupiter.api.Test;

/** Games of chess on whole nodes. */
final class ChessTest {
    private static final Path GAMES = Path.of(
            "../../bundles/models/org.dxos.model.chess/src/test/resources/org/dxos/model/chess/internal/games.pgn");

    private final SimScheduler scheduler = new SimScheduler();
    private final SimNode ada = node("ada");
    private final SimNode bob = node("bob");

    private SimNode node(String name) {
        SimNode node = new SimNode(name, scheduler, Duration.ZERO, PartyConfig.DEFAULT, LogConfig.DEFAULT);
        node.start();
        return node;
    }

    @Test
    void recordsComeBackAsTheyWereAlsoOnAnotherNodeAndAfterARestart() throws Exception {
        begin();
        List<String> games = games();
        List<ItemId> ids = new ArrayList<>();
        Batch batch = ada.party().batch();
        for (String game : games) {
            ItemId id = batch.create(NewItem.of(SimNode.CHESS).type("record"));
            batch.edit(id, List.of("import", game));
            ids.add(id);
        }
        batch.commit().await();
        exchange();
        for (SimNode node : List.of(ada, bob)) {
            node.stop();
            node.start();
            StringBuilder written = new StringBuilder();
            for (ItemId id : ids) {
                Item item = node.party().view().item(id).orElseThrow();
                written.append(item.document().orElseThrow().asUtf8());
            }
            assertEquals(Files.readString(GAMES), written.toString(), node.toString());
        }
    }

    @Test
    void gamesThatTwoPlayEndAsTheirRecordsSay() throws Exception {
        begin();
        int ended = 0;
        for (String game : games().subList(0, 25)) {
            ended += replay(game) ? 1 : 0;
        }
        assertTrue(ended > 10, "games that the board ends: " + ended);
    }

    /** Whether the board has ended it. */
    private boolean replay(String pgn) {
        Batch batch = ada.party().batch();
        ItemId record = batch.create(NewItem.of(SimNode.CHESS));
        batch.edit(record, List.of("import", pgn));
        ItemId played = batch.create(NewItem.of(SimNode.CHESS));
        batch.commit().await();
        ChessItem told = ada.party().item(record, ChessItem.class);
        if (told.tags().containsKey("FEN")) {
            ada.party()
                    .item(played, ChessItem.class)
                    .setPosition(told.tags().get("FEN"))
                    .await();
        }
        ada.party().item(played, ChessItem.class).sit(Side.WHITE).await();
        exchange();
        bob.party().item(played, ChessItem.class).sit(Side.BLACK).await();
        exchange();
        for (String move : told.moves()) {
            SimNode mover = ada.party().item(played, ChessItem.class).turn() == Side.WHITE ? ada : bob;
            mover.party().item(played, ChessItem.class).move(move).await();
            exchange();
        }
        ChessItem here = ada.party().item(played, ChessItem.class);
        ChessItem there = bob.party().item(played, ChessItem.class);
        assertEquals(told.moves(), here.moves());
        assertEquals(told.fen(), there.fen());
        assertEquals(here.pgn(), there.pgn());
        String why = told.tags().get("EndedBy");
        String ended = here.outcome().map(outcome -> outcome.reason().text()).orElse("");
        switch (why) {
            case "checkmate", "stalemate" -> assertEquals(why, ended);
            case "insufficient material" -> assertEquals("dead position", ended);
            case "threefold repetition", "fifty moves" -> {
                SimNode mover = here.turn() == Side.WHITE ? ada : bob;
                mover.party().item(played, ChessItem.class).claimDraw().await();
                assertTrue(mover.party().item(played, ChessItem.class).outcome().isPresent());
            }
            default -> assertEquals("", ended);
        }
        return !ended.isEmpty();
    }

    @Test
    void twoWhoMoveAtOnceConvergeOnOneLegalGame() throws Exception {
        begin();
        Batch batch = ada.party().batch();
        ItemId id = batch.create(NewItem.of(SimNode.CHESS));
        batch.commit().await();
        exchange();
        // Both take White's seat at once: one has it. Then both do all they may, again and again, before they hear of
        // each other.
        ada.party().item(id, ChessItem.class).sit(Side.WHITE).await();
        bob.party().item(id, ChessItem.class).sit(Side.WHITE).await();
        attempt(ada, id);
        attempt(bob, id);
        exchange();
        same(id);
        SimNode white = game(ada, id).player(Side.WHITE).orElseThrow().equals(ada.identity.identityKey()) ? ada : bob;
        SimNode black = white == ada ? bob : ada;
        game(black, id).sit(Side.BLACK).await();
        exchange();
        for (int i = 0; i < 60 && game(ada, id).outcome().isEmpty(); i++) {
            attempt(ada, id);
            attempt(bob, id);
            if (i % 3 != 0) {
                attempt(ada, id);
            }
            exchange();
            same(id);
        }
        assertTrue(
                game(ada, id).moves().size() >= 20, () -> game(ada, id).moves().toString());
    }

    /** Moves where it is one's turn; else asks for a move back or answers. */
    private static void attempt(SimNode node, ItemId id) {
        ChessItem game = game(node, id);
        int plies = game.moves().size();
        boolean mine = game.player(game.turn())
                .filter(node.identity.identityKey()::equals)
                .isPresent();
        boolean seated =
                game.player(Side.WHITE).isPresent() && game.player(Side.BLACK).isPresent();
        if (game.outcome().isPresent()) {
            return;
        } else if (mine) {
            List<String> legal = game.legalMoves();
            game.move(legal.get((plies * 7 + 3) % legal.size())).await();
        } else if (seated
                && plies > 4
                && plies % 5 == 0
                && game.takeBackProposal().isEmpty()) {
            game.proposeTakeBack().await();
        } else if (seated
                && game.takeBackProposal().filter(side -> side == game.turn()).isPresent()) {
            game.acceptTakeBack().await();
        }
    }

    private void same(ItemId id) {
        assertEquals(game(ada, id).pgn(), game(bob, id).pgn());
        assertEquals(
                ada.party().view().item(id).orElseThrow().stateHash(),
                bob.party().view().item(id).orElseThrow().stateHash());
    }

    private static ChessItem game(SimNode node, ItemId id) {
        return node.party().item(id, ChessItem.class);
    }

    private void begin() {
        ada.create();
        ada.party().admitMember(bob.identity.identityKey(), Role.WRITER).await();
        bob.join(ada.party().ticket());
        exchange();
        exchange();
    }

    private void exchange() {
        ada.party().flush();
        bob.party().flush();
        send(ada, bob);
        send(bob, ada);
        scheduler.runUntilIdle();
    }

    private static void send(SimNode from, SimNode to) {
        Map<FeedKey, Long> known = to.feeds().lengths();
        from.feeds().lengths().forEach((feed, length) -> {
            try {
                if (known.getOrDefault(feed, 0L) < length) {
                    FeedRange range = from.feeds()
                            .range(feed, known.getOrDefault(feed, 0L), Integer.MAX_VALUE)
                            .orElseThrow();
                    to.feeds().offer(range);
                }
            } catch (FeedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static List<String> games() throws IOException {
        List<String> games = List.of(Files.readString(GAMES).split("(?=\\[Event )"));
        assertEquals(100, games.size());
        return games;
    }
}
