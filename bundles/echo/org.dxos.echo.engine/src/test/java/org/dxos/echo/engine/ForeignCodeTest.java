package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dxos.base.loop.SystemScheduler;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.Status;
import org.dxos.echo.engine.Rogue.How;
import org.dxos.echo.engine.Rogue.Log;
import org.dxos.echo.engine.Rogue.Where;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Order;
import org.dxos.halo.credential.Role;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A third party's state machine misbehaves in every method and every way: its item shows it, everything else goes on. */
final class ForeignCodeTest {
    private static final PartyConfig IMPATIENT =
            new PartyConfig(1 << 20, Duration.ofMillis(10), Duration.ofMillis(30), 1 << 16, 4096, 1 << 14);

    private final SystemScheduler scheduler = new SystemScheduler("test", 16, failure -> {});

    @AfterEach
    void end() {
        scheduler.close();
    }

    private TestNode node(MemoryStorage storage, TestIdentity who, Rogue rogue) {
        TestNode node = TestNode.bare(storage, who.keyring(), scheduler, IMPATIENT);
        node.echo.add(rogue, "rogue");
        node.echo.add(new Rogue.LogModel(), "rogue");
        return node;
    }

    /** Runs on a thread of its own, which foreign code may keep for ever; everything asked of the party must end in time. */
    private static <T> T inTime(String when, Supplier<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(call.get());
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof EchoException cause) {
                throw cause;
            }
            throw new AssertionError(when, e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(when + ": the party is stuck", e);
        }
    }

    /** A write whose thread may be lost to foreign code. */
    private static final class Attempt {
        final Thread thread;
        volatile boolean acked;
        volatile Throwable refused;

        Attempt(Runnable write) {
            thread = new Thread(() -> {
                try {
                    write.run();
                    acked = true;
                } catch (RuntimeException | Error e) {
                    refused = e;
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        /** Returns when it is done, or stuck in code that does not return. */
        void waitFor(Rogue rogue, How how) throws InterruptedException {
            if (!how.neverReturns()) {
                thread.join();
            }
            while (thread.isAlive() && !rogue.begun.await(1, TimeUnit.MILLISECONDS)) {
                // again
            }
        }

        String word(String word) {
            return acked ? "<" + word + ">" : "";
        }
    }

    private static ItemId create(Party party, String type) {
        Batch batch = party.batch();
        ItemId id = batch.create(NewItem.of(Rogue.MODEL).type(type));
        batch.commit().await();
        return id;
    }

    private static boolean add(Party party, ItemId id, String word) {
        party.item(id, Log.class).add(word).await();
        return true;
    }

    private static boolean isAdded(Party party, ItemId id, String word, String when) {
        try {
            return inTime(when, () -> add(party, id, word));
        } catch (EchoException e) {
            assertEquals(EchoException.Code.NOT_LIVE, e.code(), when + e);
            return false;
        }
    }

    private static String words(Party party, ItemId id) {
        return party.item(id, Log.class).words();
    }

    @Test
    void local_writes_cost_the_item_at_most() throws Exception {
        for (Order order : Order.values()) {
            for (Where where : Where.values()) {
                for (How how : How.values()) {
                    local(order, where, how, order + " " + where + " " + how);
                }
            }
        }
    }

    private void local(Order order, Where where, How how, String when) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        Rogue rogue = new Rogue(order);
        TestNode node = node(storage, TestIdentity.ALICE, rogue);
        Party party = node.echo.createParty("home");
        ItemId good = create(party, "log");
        ItemId victim = create(party, "log");
        add(party, good, "a");
        add(party, victim, "a");
        rogue.spared.addAll(List.of(good, victim));
        rogue.misbehaving(where, how);
        Attempt made = new Attempt(() -> create(party, "bad"));
        Attempt bad = new Attempt(() -> add(party, victim, "bad1"));
        made.waitFor(rogue, how);
        bad.waitFor(rogue, how);
        String more = isAdded(party, victim, "c", when) ? "<c>" : "";
        assertTrue(isAdded(party, good, "b", when), when);
        assertEquals(
                PartyInfo.State.OPEN, party.info().state(), when + party.info().reason());

        rogue.behave();
        rogue.released = true;
        made.thread.join();
        bad.thread.join();
        for (Attempt attempt : List.of(made, bad)) {
            assertTrue(attempt.acked || attempt.refused instanceof EchoException, when + attempt.refused);
        }
        inTime(when, party::retryFaulted);
        String expected = inTime(when, () -> words(party, victim));
        assertTrue(
                expected.equals("<a>" + bad.word("bad1") + more) || expected.equals("<a>" + more + bad.word("bad1")),
                when + ": " + expected + " acked: " + bad.acked + " " + more);
        assertEquals("<a><b>", inTime(when, () -> words(party, good)), when);
        assertEquals(made.acked ? 3 : 2, party.view().count(Query.all()), when);
        inTime(when, () -> {
            node.close();
            return true;
        });
        assertEquals(List.of(), node.failures, when);

        TestNode again = node(storage, TestIdentity.ALICE, new Rogue(order));
        Party reopened = again.echo.party(party.id());
        assertEquals(expected, words(reopened, victim), when);
        assertEquals("<a><b>", words(reopened, good), when);
        again.close();
    }

    @Test
    void remote_writes_cost_the_item_at_most_and_an_update_heals_it() throws Exception {
        for (Order order : Order.values()) {
            for (Where where : Where.values()) {
                for (How how : How.values()) {
                    remote(order, where, how, order + " " + where + " " + how);
                }
            }
        }
    }

    private void remote(Order order, Where where, How how, String when) throws Exception {
        MemoryStorage storage = new MemoryStorage();
        Rogue rogue = new Rogue(order);
        TestNode alice = node(storage, TestIdentity.ALICE, rogue);
        TestNode bob = node(new MemoryStorage(), TestIdentity.BOB, new Rogue(order));
        Party party = alice.echo.createParty("home");
        party.admitMember(bob.echo.identity(), Role.WRITER).await();
        ItemId good = create(party, "log");
        ItemId victim = create(party, "log");
        add(party, victim, "a");
        Party his = bob.echo.joinParty(party.ticket());
        Peers.exchange(alice, bob, party.id());
        ItemId made = create(his, "bad");
        add(his, made, "x");
        add(his, victim, "bad1");
        add(his, victim, "c");
        rogue.spared.addAll(List.of(good, victim));
        rogue.misbehaving(where, how);
        Attempt offer = new Attempt(() -> offer(bob, alice, party));
        offer.waitFor(rogue, how);
        if (!how.neverReturns()) {
            assertTrue(offer.acked, when + offer.refused);
        }
        assertTrue(isAdded(party, good, "b", when), when);
        assertEquals(
                PartyInfo.State.OPEN, party.info().state(), when + party.info().reason());
        if (where == Where.APPLY || where == Where.DECODE) {
            var item = inTime(when, () -> {
                offerQuietly(bob, alice, party);
                return party.view().item(victim).orElseThrow();
            });
            assertEquals(Status.FAULTED, item.status(), when + item.statusReason());
            assertTrue(item.statusReason().contains(Rogue.TYPE), when + item.statusReason());
        }

        rogue.released = true;
        if (how.ordinal() % 2 == 0) {
            inTime(when, () -> alice.echo.remove(rogue));
            alice.echo.add(new Rogue(order), "rogue");
        } else {
            rogue.behave();
            inTime(when, party::retryFaulted);
        }
        offer.thread.join();
        inTime(when, () -> {
            offerQuietly(bob, alice, party);
            return true;
        });
        assertEquals("<a><bad1><c>", inTime(when, () -> words(party, victim)), when);
        assertEquals("<x>", inTime(when, () -> words(party, made)), when);
        assertEquals("<b>", inTime(when, () -> words(party, good)), when);
        alice.close();
        bob.close();
        assertEquals(List.of(), alice.failures, when);
    }

    private static void offer(TestNode from, TestNode to, Party party) {
        try {
            Peers.send(from, to, party.id());
        } catch (org.dxos.echo.feed.FeedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void offerQuietly(TestNode from, TestNode to, Party party) {
        offer(from, to, party);
    }

    @Test
    void a_listener_that_throws_or_blocks_harms_nobody() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        TestNode node = node(new MemoryStorage(), TestIdentity.ALICE, new Rogue(Order.TOTAL));
        Party party = node.echo.createParty("home");
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(3);
        party.observe(Query.all(), update -> {
            throw new StackOverflowError();
        });
        party.observe(Query.all(), update -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                failures.add(e);
            }
        });
        party.observe(Query.all(), update -> told.countDown());
        ItemId id = inTime("create", () -> create(party, "log"));
        party.item(id, Log.class)
                .add("a")
                .stage()
                .thenRun(() -> inTime("block", () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        failures.add(e);
                    }
                    return true;
                }));
        for (int i = 0; i < 10; i++) {
            inTime("write", () -> add(party, id, "b"));
        }
        inTime("listener", () -> {
            while (told.getCount() > 1) {
                add(party, id, "c");
            }
            return true;
        });
        assertEquals(PartyInfo.State.OPEN, party.info().state());
        end.countDown();
        node.close();
        assertTrue(node.failures.stream().allMatch(StackOverflowError.class::isInstance), node.failures.toString());
        assertEquals(List.of(), failures);
    }
}
