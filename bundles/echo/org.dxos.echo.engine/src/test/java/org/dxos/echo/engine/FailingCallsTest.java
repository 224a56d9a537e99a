package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededTest;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every call of a node's storage fails: once, for ever, by giving half of what it should, or because the disk is full. */
final class FailingCallsTest {
    /** The party says what is wrong and takes no writes; others are not affected once the storage works. */
    private static void checkSession(Workload told, boolean works, String when) {
        TestNode alice = told.alice();
        if (alice == null) {
            return;
        }
        if (told.party != null) {
            alice.echo.openParty(told.party).ifPresent(party -> checkReadOnly(party, when));
        }
        if (works) {
            Recovery.goOn(alice, when);
        }
    }

    private static void checkReadOnly(Party party, String when) {
        PartyInfo info = party.info();
        if (info.state() == PartyInfo.State.READ_ONLY) {
            assertTrue(info.reason().contains("faulty memory"), when + " no file is named: " + info.reason());
            var batch = party.batch();
            batch.create(NewItem.of(Expected.OBJECT));
            EchoException refused =
                    assertThrows(EchoException.class, () -> batch.commit().await(), when);
            assertEquals(Code.UNAVAILABLE, refused.code(), when);
            assertTrue(party.view().size() >= 0);
        }
    }

    private static void checkAll(Workload told, FaultyStorage storage, String when) throws Exception {
        told.refusals.forEach(e -> assertTrue(Recovery.isHonest(e.code()), () -> when + ": " + e));
        Recovery.check(told, storage.crash(CrashOutcome.LOSE_ALL), when + " then a loss of power: ");
        told.end();
        Recovery.check(told, storage.restart(), when + " then a restart: ");
    }

    @SeededTest(ci = 1, deep = 20)
    void any_call_may_fail_once_or_for_ever(long seed, TestReporter reporter) throws Exception {
        Workload whole = new Workload(new FaultyStorage(), seed);
        whole.run();
        whole.end();
        assertTrue(whole.isDone, () -> whole.refusals.toString());
        long calls = whole.aliceStorage.calls();
        for (long call = 1; call <= calls; call++) {
            for (FaultPlan plan : List.of(FaultPlan.failOnce(call), FaultPlan.failFrom(call))) {
                FaultyStorage storage = new FaultyStorage();
                storage.plan(plan);
                Workload told = new Workload(storage, seed);
                told.run();
                String when = whole.aliceStorage.trace().get((int) call - 1) + " " + plan.kind() + " ";
                checkSession(told, plan.kind() == FaultPlan.Kind.ONCE, when);
                storage.plan(FaultPlan.NONE);
                checkAll(told, storage, when);
            }
        }
        reporter.publishEntry("failing calls", 2 * calls + " runs");
    }

    @SeededTest(ci = 1, deep = 20)
    void any_read_may_give_half_of_what_it_should(long seed) throws Exception {
        Workload whole = new Workload(new FaultyStorage(), seed);
        whole.run();
        whole.end();
        for (FaultyStorage.Call call : whole.aliceStorage.trace()) {
            if (call.operation() == org.dxos.storage.tck.Operation.READ) {
                FaultyStorage storage = new FaultyStorage();
                storage.plan(FaultPlan.shortRead(call.number()));
                Workload told = new Workload(storage, seed);
                told.run();
                checkSession(told, true, call.toString());
                checkAll(told, storage, call + " short ");
            }
        }
    }

    @Test
    void a_full_disk_stops_the_party_until_there_is_space_and_it_is_opened_again() throws Exception {
        for (int capacity = 300; capacity < 12_000; capacity += 331) {
            FaultyStorage storage = new FaultyStorage();
            storage.capacity(capacity);
            Workload told = new Workload(storage, 7);
            told.run();
            String when = "disk full at " + capacity + " ";
            checkSession(told, false, when);
            storage.capacity(Long.MAX_VALUE);
            TestNode alice = told.alice();
            if (alice != null
                    && told.party != null
                    && alice.echo.openParty(told.party).isPresent()) {
                alice.echo.closeParty(told.party);
                Party again = alice.echo.party(told.party);
                assertEquals(
                        PartyInfo.State.OPEN,
                        again.info().state(),
                        when + again.info().reason());
                alice.echo.closeParty(told.party);
            }
            checkAll(told, storage, when);
        }
    }

    @Test
    void a_sync_that_failed_is_not_made_good_by_the_next() {
        FaultyStorage storage = new FaultyStorage();
        TestNode node = TestNode.withSmallFiles(storage, TestIdentity.ALICE.keyring(), new SimScheduler());
        Party party = node.echo.createParty("home");
        var batch = party.batch();
        batch.create(NewItem.of(Expected.OBJECT));
        storage.plan(FaultPlan.failOnce(storage.calls() + 2));
        EchoException lost =
                assertThrows(EchoException.class, () -> batch.commit().await());

        assertEquals(Code.STORAGE, lost.code());
        assertEquals(
                Code.STORAGE, assertThrows(EchoException.class, party::flush).code());
        assertEquals(PartyInfo.State.READ_ONLY, party.info().state());
        assertEquals(1, node.failures.size());
        node.close();
    }
}
