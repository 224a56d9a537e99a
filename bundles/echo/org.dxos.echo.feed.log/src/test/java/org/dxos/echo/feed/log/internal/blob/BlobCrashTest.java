package org.dxos.echo.feed.log.internal.blob;

import static org.dxos.echo.feed.log.internal.blob.Blobs.content;
import static org.dxos.echo.feed.log.internal.blob.Blobs.put;
import static org.dxos.echo.feed.log.internal.blob.Blobs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.echo.feed.BlobArrival;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** Losses of power, ends of the process and failing calls, at every call of a workload. */
class BlobCrashTest {
    private static final int CONTENTS = 6;

    private static final class Told {
        /** Blobs that must be there whole. */
        final Set<Integer> safe = new HashSet<>();
        /** Blobs of which it is not known. */
        final Set<Integer> open = new HashSet<>();
    }

    /** Contents that have parts in common: some begin alike. */
    private static Bytes blob(int number) {
        Bytes common = content(100, 64);
        return number % 2 == 0 ? common.concat(content(number, 20 * number)) : content(number, 30 * number);
    }

    private static final List<BlobRef> REFS = refs();

    private static List<BlobRef> refs() {
        try {
            BlobStore store = Blobs.open(new FaultyStorage());
            List<BlobRef> refs = new ArrayList<>();
            for (int i = 0; i < CONTENTS; i++) {
                refs.add(put(store, blob(i)));
            }
            return refs;
        } catch (BlobException e) {
            throw new AssertionError(e);
        }
    }

    private static BlobRef ref(int number) {
        return REFS.get(number);
    }

    private static BlobStore peer() throws BlobException {
        BlobStore peer = Blobs.open(new FaultyStorage());
        for (int i = 0; i < CONTENTS; i++) {
            put(peer, blob(i));
        }
        return peer;
    }

    /** Puts, fetches and deletes in two sessions; goes on after errors when they pass. */
    private static Told work(FaultyStorage storage, long seed, BlobStore peer) throws BlobException {
        Told told = new Told();
        SeededRandom random = new SeededRandom(seed);
        for (int session = 0; session < 2; session++) {
            BlobStore store;
            try {
                store = Blobs.open(storage);
            } catch (BlobException e) {
                injected(e);
                continue;
            }
            for (int i = 0; i < 6; i++) {
                step(told, store, random.below(CONTENTS), random.below(4), peer);
            }
        }
        return told;
    }

    private static void step(Told told, BlobStore store, int number, int kind, BlobStore peer) throws BlobException {
        boolean wasSafe = told.safe.contains(number);
        BlobRef blob = ref(number);
        try {
            if (kind == 0) {
                told.safe.remove(number);
                told.open.add(number);
                store.delete(blob.hash());
                told.open.remove(number);
                return;
            }
            if (!wasSafe) {
                told.open.add(number);
            }
            if (kind == 1) {
                for (BlobPart part : new ArrayList<>(store.missing(blob, 100))) {
                    store.accept(blob, part, peer.part(blob, part).orElseThrow());
                }
                for (BlobPart part : new ArrayList<>(store.missing(blob, 4))) {
                    if (store.accept(blob, part, peer.part(blob, part).orElseThrow()) == BlobArrival.COMPLETED) {
                        told.safe.add(number);
                    }
                }
                return;
            }
            assertEquals(blob, put(store, blob(number)));
            told.safe.add(number);
        } catch (BlobException e) {
            injected(e);
        }
    }

    private static void injected(BlobException e) {
        assertEquals(BlobException.Reason.STORAGE, e.reason(), e.getMessage());
        assertTrue(e.getMessage().contains("injected"), e.getMessage());
    }

    /** What was acknowledged is there and sound, nothing is there in part, and everything works again. */
    private static void check(FaultyStorage storage, Told told, String when, BlobStore peer) throws BlobException {
        BlobStore store = Blobs.open(storage);
        for (int number : told.safe) {
            assertTrue(store.has(ref(number)), when + ": blob " + number + " is gone");
        }
        for (BlobRef blob : store.blobs()) {
            int number = REFS.indexOf(blob);
            assertTrue(
                    told.safe.contains(number) || told.open.contains(number), when + ": blob " + number + " is back");
            assertEquals(List.of(), store.verify(blob), when);
            assertEquals(blob(number), read(store, blob), when);
        }
        for (BlobRef blob : store.unfinished()) {
            Blobs.fetch(blob, peer, store, new SeededRandom(1));
            assertEquals(blob(REFS.indexOf(blob)), read(store, blob), when);
        }
        for (int i = 0; i < CONTENTS; i++) {
            assertEquals(blob(i), read(store, put(store, blob(i))), when);
        }
        for (int i = 0; i < CONTENTS; i++) {
            assertTrue(store.delete(ref(i).hash()), when);
        }
        assertTrue(storage.sizes().isEmpty(), () -> when + ": nothing may be left, but there is " + storage.sizes());
    }

    @SeededTest(ci = 1, deep = 60)
    void whatWasStoredSurvivesLossOfPowerAtEveryCall(long seed) throws Exception {
        BlobStore peer = peer();
        FaultyStorage whole = new FaultyStorage();
        work(whole, seed, peer);
        assertTrue(whole.calls() > 200);
        for (long call = 1; call <= whole.calls(); call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.powerOff(call));
            Told told = work(storage, seed, peer);
            for (CrashOutcome outcome : CrashOutcome.all(seed ^ call)) {
                check(storage.crash(outcome), told, whole.trace().get((int) call - 1) + " then " + outcome, peer);
            }
        }
    }

    @SeededTest(ci = 1, deep = 60)
    void everyCallMayFailOnceOrForEver(long seed) throws Exception {
        BlobStore peer = peer();
        FaultyStorage whole = new FaultyStorage();
        work(whole, seed, peer);
        for (long call = 1; call <= whole.calls(); call++) {
            for (FaultPlan plan : List.of(FaultPlan.failOnce(call), FaultPlan.failFrom(call))) {
                FaultyStorage storage = new FaultyStorage();
                storage.plan(plan);
                Told told = work(storage, seed, peer);
                storage.plan(FaultPlan.NONE);
                String when = whole.trace().get((int) call - 1) + " fails, " + plan;
                List<CrashOutcome> outcomes = CrashOutcome.all(seed ^ call);
                check(storage.crash(CrashOutcome.LOSE_ALL), told, when + ", then all is lost", peer);
                CrashOutcome outcome = outcomes.get((int) (call % outcomes.size()));
                check(storage.crash(outcome), told, when + ", then " + outcome, peer);
                check(storage.restart(), told, when, peer);
            }
        }
    }

    @Test
    void aFullDiskIsAnErrorAndLeavesRoomForWhatFits() throws Exception {
        for (int capacity = 0; capacity < 700; capacity += 13) {
            FaultyStorage storage = new FaultyStorage();
            storage.capacity(capacity);
            BlobStore store;
            try {
                store = Blobs.open(storage);
                BlobException error = null;
                for (int i = 0; i < 20 && error == null; i++) {
                    try {
                        put(store, content(i, 100));
                    } catch (BlobException e) {
                        error = e;
                    }
                }
                assertEquals(BlobException.Reason.STORAGE, error.reason());
                assertTrue(error.getMessage().contains("no space left"), error.getMessage());
            } catch (BlobException e) {
                throw new AssertionError("opening needs no room", e);
            }
            for (BlobRef blob : store.blobs()) {
                assertEquals(List.of(), store.verify(blob));
                store.delete(blob.hash());
            }
            assertTrue(storage.sizes().values().stream().mapToLong(size -> size).sum() == 0, () -> storage.sizes()
                    .toString());
            storage.capacity(Long.MAX_VALUE);
            assertEquals(content(1, 200), read(store, put(store, content(1, 200))));
        }
    }

    @Test
    void whatAKilledPutLeftIsFreedAtOpening() throws Exception {
        FaultyStorage whole = new FaultyStorage();
        put(Blobs.open(whole), content(1, 200));
        for (long call = 1; call < whole.calls(); call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.failFrom(call));
            assertThrows(BlobException.class, () -> {
                put(Blobs.open(storage), content(1, 200));
                throw new BlobException(BlobException.Reason.SOURCE, "the end of it may fail unseen");
            });
            storage.plan(FaultPlan.NONE);
            FaultyStorage next = storage.restart();
            BlobStore store = Blobs.open(next);
            if (store.blobs().isEmpty()) {
                assertTrue(next.sizes().isEmpty(), () -> next.sizes().toString());
            } else {
                assertEquals(content(1, 200), read(store, store.blobs().get(0)));
            }
        }
    }
}
