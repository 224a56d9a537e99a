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
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.SimScheduler;
import org.junit.jupiter.api.TestReporter;

/** A whole node loses power, or one call of its storage fails, at every call of a workload. */
final class PowerLossTest {
    private int recoveries;

    /** What a recovery found: how many of Alice's batches. */
    private static int find(Workload told, FaultyStorage left, String when) throws Exception {
        SimScheduler scheduler = new SimScheduler();
        TestNode alice = TestNode.withSmallFiles(left, told.aliceKeys, scheduler);
        assertFalse(told.isPartySafe && !isKept(alice, told.party), when + ": the party is gone");
        assertFalse(told.isOtherDeleted && isKept(alice, told.other), when + ": the other party is back");
        int found = -1;
        for (PartyInfo info : alice.echo.parties()) {
            if (info.id().equals(told.party)) {
                assertEquals(PartyInfo.State.CLOSED, info.state(), when + info.reason());
                assertTrue(
                        told.isLabelSafe
                                ? info.label().equals("office")
                                : told.isLabelTried || info.label().equals("home"),
                        when);
                found = look(told, alice, scheduler, when);
            } else {
                alice.echo.party(info.id());
            }
        }
        goOn(alice, when);
        alice.close();
        assertEquals(List.of(), alice.failures, when);
        return found;
    }

    private static boolean isKept(TestNode node, org.dxos.base.key.PartyId party) {
        return node.echo.parties().stream().anyMatch(info -> info.id().equals(party));
    }

    private static int look(Workload told, TestNode alice, SimScheduler scheduler, String when) throws Exception {
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
        return found;
    }

    private static void write(Party open, String when) {
        assertEquals(
                PartyInfo.State.OPEN, open.info().state(), when + open.info().reason());
        Batch batch = open.batch();
        var id = batch.create(NewItem.of(Expected.OBJECT).type("after"));
        batch.item(id, ObjectItem.class).set("n", 1);
        batch.commit().await();
    }

    private static void goOn(TestNode alice, String when) {
        Party fresh = alice.echo.createParty("fresh");
        write(fresh, when);
    }

    @SeededTest(ci = 1, deep = 50)
    void what_was_acknowledged_survives_a_loss_of_power_at_every_call(long seed, TestReporter reporter)
            throws Exception {
        Workload whole = new Workload(new FaultyStorage(), seed);
        whole.run();
        assertTrue(whole.isDone, () -> whole.refusals.toString());
        long calls = whole.aliceStorage.calls();
        for (long call = 1; call <= calls; call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.powerOff(call));
            Workload told = new Workload(storage, seed);
            told.run();
            String when = whole.aliceStorage.trace().get((int) call - 1).toString();
            told.refusals.forEach(e -> assertTrue(isHonest(e.code()), () -> when + ": " + e));
            for (CrashOutcome outcome : CrashOutcome.all(seed ^ call)) {
                find(told, storage.crash(outcome), when + " then " + outcome + ": ");
                recoveries++;
            }
            told.end();
        }
        reporter.publishEntry("losses of power", calls + " calls, " + recoveries + " recoveries");
    }

    private static boolean isHonest(Code code) {
        return code == Code.STORAGE || code == Code.UNAVAILABLE;
    }
}
