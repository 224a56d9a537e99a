package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.model.object.ObjectItem;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SimScheduler;

/** What must hold after a crash: nothing acknowledged is lost, nothing is invented, and peers accept what follows. */
final class Recovery {
    private Recovery() {}

    /** Whether a failing storage is told of in the right words. */
    static boolean isHonest(Code code) {
        return code == Code.STORAGE || code == Code.UNAVAILABLE;
    }

    /** Opens what is left and holds it against what Alice was told; then everybody goes on. */
    static void check(Workload told, FaultyStorage left, String when) throws Exception {
        SimScheduler scheduler = new SimScheduler();
        TestNode alice = TestNode.withSmallFiles(left, told.aliceKeys, scheduler);
        assertFalse(told.isPartySafe && !isKept(alice, told.party), when + ": the party is gone");
        assertFalse(told.isOtherDeleted && isKept(alice, told.other), when + ": the other party is back");
        for (PartyInfo info : alice.echo.parties()) {
            if (info.id().equals(told.party)) {
                assertEquals(PartyInfo.State.CLOSED, info.state(), when + info.reason());
                assertTrue(
                        told.isLabelSafe
                                ? info.label().equals("office")
                                : told.isLabelTried || info.label().equals("home"),
                        when);
                look(told, alice, scheduler, when);
            } else {
                alice.echo.party(info.id());
            }
        }
        goOn(alice, when);
        alice.close();
        assertEquals(List.of(), alice.failures, when);
    }

    private static boolean isKept(TestNode node, org.dxos.base.key.PartyId party) {
        return node.echo.parties().stream().anyMatch(info -> info.id().equals(party));
    }

    private static void look(Workload told, TestNode alice, SimScheduler scheduler, String when) throws Exception {
        Party open = alice.echo.party(told.party);
        String hers = Expected.words(open.view(), type -> !type.equals("bob"));
        int found = told.states.lastIndexOf(hers);
        assertTrue(found >= 0, when + ": a state that never was:\n" + hers);
        assertTrue(found >= told.safe, when + ": " + told.safe + " batches were safe, " + found + " are there");
        assertEquals(List.of(), open.rejections(), when);
        open.feeds().forEach(feed -> feed.damage()
                .forEach(words -> assertTrue(words.contains("(cut back)"), when + words)));
        if (told.isBobIn) {
            TestNode bob =
                    TestNode.withSmallFiles(told.bobStorage.crash(CrashOutcome.KEEP_ALL), told.bobKeys, scheduler);
            boolean joined = isKept(bob, told.party);
            Party his = joined ? bob.echo.party(told.party) : bob.echo.joinParty(open.ticket());
            Peers.exchange(alice, bob, told.party);
            write(open, when);
            Peers.exchange(alice, bob, told.party);
            assertEquals(Expected.words(open.view(), type -> true), Expected.words(his.view(), type -> true), when);
            assertEquals(List.of(), his.rejections(), when);
            bob.close();
            assertEquals(List.of(), bob.failures, when);
        } else {
            write(open, when);
        }
        String before = Expected.words(open.view(), type -> true);
        open.close();
        Party again = alice.echo.party(told.party);
        assertEquals(before, Expected.words(again.view(), type -> true), when);
    }

    private static void write(Party open, String when) {
        assertEquals(
                PartyInfo.State.OPEN, open.info().state(), when + open.info().reason());
        Batch batch = open.batch();
        var id = batch.create(NewItem.of(Expected.OBJECT).type("after"));
        batch.item(id, ObjectItem.class).set("n", 1);
        batch.commit().await();
    }

    static void goOn(TestNode alice, String when) {
        Party fresh = alice.echo.createParty("fresh");
        write(fresh, when);
    }
}
