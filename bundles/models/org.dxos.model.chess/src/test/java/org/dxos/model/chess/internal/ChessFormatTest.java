package org.dxos.model.chess.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Entry;
import org.dxos.echo.tck.Golden;
import org.dxos.model.chess.ChessItem;
import org.dxos.model.chess.Side;
import org.dxos.model.chess.TimeControl;
import org.dxos.model.chess.internal.game.ChessMutation;
import org.dxos.model.chess.internal.game.ChessState;
import org.junit.jupiter.api.Test;

/** The bytes of format 1 are fixed: these edits write what the golden files hold. */
class ChessFormatTest {
    private final ChessStateMachine machine = new ChessStateMachine();
    private final DetachedItem<ChessState, ChessMutation> access = DetachedItem.of(machine);
    private final ChessItem item = new ChessModel().facade(access);

    @Test
    void aGameWritesTheGoldenBytes() throws MalformedException {
        item.setPosition("r3k2r/p7/8/8/8/8/P7/R3K2R w KQkq - 4 10").await();
        item.setTimeControl(TimeControl.parse("5+3")).await();
        item.sit(Side.WHITE).await();
        item.sit(Side.BLACK).await();
        item.setTag("White", "Grüße").await();
        item.setTag("Round", "3").await();
        item.setTag("Round", "").await();
        item.move("O-O").await();
        item.move("Rxh1+").await();
        item.proposeTakeBack().await();
        item.declineTakeBack().await();
        item.proposeTakeBack().await();
        item.acceptTakeBack().await();
        item.move("O-O-O").await();
        item.offerDraw().await();
        item.declineDraw().await();
        item.move("a4").await();
        item.offerDraw().await();
        item.acceptDraw().await();
        expect("game-1.golden");
    }

    @Test
    void aRecordWritesTheGoldenBytes() throws MalformedException {
        item.importGame("[White \"Ä\"] [Annotator \"x\"] 1. f3 e5 2. g4 Qh4# 0-1")
                .await();
        expect("record-1.golden");
    }

    @Test
    void aMoveTakesFourBytesAndOneByteInTheState() {
        item.sit(Side.WHITE).await();
        item.sit(Side.BLACK).await();
        int before = machine.encodeState(state()).bytes().size();
        for (String move : List.of("e4", "e5", "Nf3", "Nc6")) {
            item.move(move).await();
            List<Entry> entries = access.entries();
            assertEquals(4, entries.get(entries.size() - 1).mutation().bytes().size());
        }
        // The last claimed time has grown from 1 byte to 2.
        assertEquals(before + 4 + 1, machine.encodeState(state()).bytes().size());
    }

    private ChessState state() {
        return access.read(state -> state);
    }

    private void expect(String name) throws MalformedException {
        List<Encoded> mutations = access.entries().stream().map(Entry::mutation).toList();
        String text = Golden.record(name, machine, mutations).text();
        assertEquals(Golden.resource(getClass(), name).text(), text, text);
    }
}
