package org.dxos.echo.feed.log;

import static org.dxos.echo.feed.log.Logs.KEY;
import static org.dxos.echo.feed.log.Logs.PARTY;
import static org.dxos.echo.feed.log.Logs.SIGNER;
import static org.dxos.echo.feed.log.Logs.SMALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.dxos.base.crypto.Ed25519;
import org.dxos.echo.feed.Feed;
import org.dxos.echo.feed.FeedException;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.storage.tck.Operation;
import org.dxos.testkit.SeededRandom;
import org.junit.jupiter.api.Test;

/** What opening costs: calls to the storage are counted. */
class OpeningTest {
    private static FaultyStorage written(long length, boolean closed) throws FeedException {
        FaultyStorage storage = new FaultyStorage();
        Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER);
        Logs.fill(feed, length);
        if (closed) {
            feed.close();
        }
        return storage.restart();
    }

    /** What was called since a number of calls ago. */
    private static List<FaultyStorage.Call> since(FaultyStorage storage, long calls) {
        return storage.trace().subList((int) calls, storage.trace().size());
    }

    private static long count(List<FaultyStorage.Call> calls, Operation operation) {
        return calls.stream().filter(call -> call.operation() == operation).count();
    }

    @Test
    void openingCostsTheSameHoweverLongTheFeedIs() throws Exception {
        for (boolean closed : new boolean[] {true, false}) {
            for (long length : new long[] {100, 10_000}) {
                FaultyStorage storage = written(length, closed);
                assertTrue(length == 100 || storage.sizes().size() > 500, "many segments");
                long before = storage.calls();
                try (Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER)) {
                    assertEquals(length, feed.head().orElseThrow().length());
                    List<FaultyStorage.Call> calls = since(storage, before);
                    assertTrue(calls.size() <= 24, calls.size() + " calls: " + calls);
                    assertTrue(count(calls, Operation.OPEN) <= 2, "older segments stay closed: " + calls);
                }
            }
        }
    }

    @Test
    void anyBlockAndChainValueCostsAFewReads() throws Exception {
        FaultyStorage storage = written(10_000, true);
        SeededRandom random = new SeededRandom(1);
        try (Feed feed = new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER)) {
            for (int i = 0; i < 200; i++) {
                long at = random.below(10_000);
                long before = storage.calls();
                assertEquals(Logs.block(at), feed.block(at));
                feed.chain(at);
                List<FaultyStorage.Call> calls = since(storage, before);
                assertTrue(calls.size() <= 12, calls.size() + " calls: " + calls);
            }
            assertEquals(Logs.chain(KEY, 5000), feed.chain(5000));
        }
    }

    @Test
    void openingOneOfManyFeedsDoesNotLookAtTheOthers() throws Exception {
        FaultyStorage storage = new FaultyStorage();
        LogFeedStore store = new LogFeedStore(storage, SMALL);
        for (int i = 0; i < 50; i++) {
            Feed feed = store.openOwn(PARTY, Ed25519.signer(new SeededRandom(i).bytes(Ed25519.SEED_SIZE)));
            Logs.fill(feed, 2);
            feed.close();
        }
        store.openOwn(PARTY, SIGNER).close();
        long before = storage.calls();
        store.openOwn(PARTY, SIGNER).close();
        List<FaultyStorage.Call> calls = since(storage, before);
        assertFalse(
                calls.stream()
                        .anyMatch(call -> call.operation() == Operation.LIST
                                && !call.location().endsWith(KEY.hex())),
                calls.toString());
    }

    @Test
    void whatWasReadBehindTheIndexIsNotReadAtEveryOpening() throws Exception {
        FaultyStorage storage = written(13, false);
        new LogFeedStore(storage, SMALL).openOwn(PARTY, SIGNER).close();
        FaultyStorage again = storage.crash(CrashOutcome.KEEP_ALL);
        new LogFeedStore(again, SMALL).openOwn(PARTY, SIGNER).close();
        long second = again.trace().stream()
                .filter(call -> call.operation() == Operation.READ)
                .count();
        assertTrue(second <= 5, again.trace().toString());
    }
}
