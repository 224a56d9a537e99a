package org.dxos.echo.feed.log.internal.blob;

import static org.dxos.echo.feed.log.internal.blob.Blobs.content;
import static org.dxos.echo.feed.log.internal.blob.Blobs.fetch;
import static org.dxos.echo.feed.log.internal.blob.Blobs.put;
import static org.dxos.echo.feed.log.internal.blob.Blobs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.feed.BlobArrival;
import org.dxos.echo.feed.BlobException;
import org.dxos.echo.feed.BlobPart;
import org.dxos.echo.feed.BlobRef;
import org.dxos.echo.feed.BlobStore;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** Parts that come from peers. */
class BlobFetchTest {
    private final FaultyStorage theirs = new FaultyStorage();
    private final FaultyStorage ours = new FaultyStorage();

    @SeededTest(ci = 30, deep = 1_000)
    void aBlobIsFetchedPartByPartInAnyOrder(SeededRandom random) throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobStore store = Blobs.open(ours);
        Bytes content = random.bytes(random.between(0, 256));
        BlobRef blob = put(peer, content);
        List<BlobArrival> arrivals = fetch(blob, peer, store, random);
        assertEquals(BlobArrival.COMPLETED, arrivals.get(arrivals.size() - 1));
        assertTrue(arrivals.subList(0, arrivals.size() - 1).stream().allMatch(BlobArrival.STORED::equals));
        assertEquals(content, read(store, blob));
        assertEquals(List.of(), store.unfinished());
        assertEquals(List.of(blob), store.blobs());
        assertEquals(
                BlobArrival.KNOWN,
                store.accept(blob, BlobPart.ROOT, peer.part(blob, BlobPart.ROOT).orElseThrow()));
    }

    @SeededTest(ci = 30, deep = 1_000)
    void aFetchGoesOnWhereItStoppedAfterAnEndOfTheProcess(SeededRandom random) throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobStore store = Blobs.open(ours);
        Bytes content = random.bytes(random.between(100, 256));
        BlobRef blob = put(peer, content);
        FaultyStorage now = ours;
        int taken = 0;
        for (int round = 0; round < 100 && !store.has(blob); round++) {
            List<BlobPart> wanted = store.missing(blob, 2);
            for (BlobPart part : wanted) {
                assertFalse(store.accept(blob, part, peer.part(blob, part).orElseThrow()) == BlobArrival.KNOWN);
                taken++;
            }
            if (random.chance(0.3)) {
                now = random.chance(0.5)
                        ? now.restart()
                        : now.crash(random.pick(org.dxos.storage.tck.CrashOutcome.all(random.nextLong())));
                store = Blobs.open(now);
                assertTrue(store.has(blob) || store.unfinished().equals(List.of(blob)));
            }
        }
        assertEquals(content, read(store, blob));
        int chunks = Blobs.SMALL.chunks(content.size());
        assertEquals(1 + Blobs.SMALL.pages(content.size()) + chunks, taken, "each part came once");
    }

    @Test
    void partsThatAreNotWhatTheBlobHasAreRefusedAndNotKept() throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobStore store = Blobs.open(ours);
        BlobRef blob = put(peer, content(1, 100));
        BlobRef other = put(peer, content(2, 100));
        Bytes root = peer.part(blob, BlobPart.ROOT).orElseThrow();
        Bytes page = peer.part(blob, BlobPart.page(0)).orElseThrow();
        Bytes chunk = peer.part(blob, BlobPart.chunk(0)).orElseThrow();
        assertEquals(BlobArrival.EARLY, store.accept(blob, BlobPart.chunk(0), chunk));
        assertEquals(BlobArrival.EARLY, store.accept(blob, BlobPart.page(0), page));
        assertEquals(BlobArrival.REFUSED, store.accept(other, BlobPart.ROOT, root));
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.ROOT, page));
        assertEquals(BlobArrival.REFUSED, store.accept(new BlobRef(blob.hash(), 99), BlobPart.ROOT, root));
        assertEquals(List.of(), store.unfinished());
        assertEquals(BlobArrival.STORED, store.accept(blob, BlobPart.ROOT, root));
        assertEquals(List.of(blob), store.unfinished());
        assertEquals(BlobArrival.EARLY, store.accept(blob, BlobPart.chunk(0), chunk));
        Map<String, Long> before = ours.sizes();
        for (Bytes wrong : List.of(
                Bytes.EMPTY,
                chunk,
                page.slice(0, 32),
                page.concat(page),
                other.hash().bytes())) {
            assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.page(0), wrong));
        }
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.page(2), page));
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.page(Integer.MAX_VALUE), page));
        assertEquals(before, ours.sizes(), "nothing of all this is kept");
        assertEquals(BlobArrival.STORED, store.accept(blob, BlobPart.page(0), page));
        assertEquals(BlobArrival.KNOWN, store.accept(blob, BlobPart.page(0), page));
        before = ours.sizes();
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.chunk(1), chunk));
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.chunk(0), chunk.slice(0, 15)));
        assertEquals(BlobArrival.REFUSED, store.accept(blob, BlobPart.chunk(7), chunk));
        assertEquals(BlobArrival.EARLY, store.accept(blob, BlobPart.chunk(4), chunk), "page 1 is not here yet");
        assertEquals(before, ours.sizes());
        assertThrows(IllegalArgumentException.class, () -> BlobPart.chunk(-1));
        BlobException error = assertThrows(BlobException.class, () -> store.read(blob));
        assertEquals(BlobException.Reason.MISSING, error.reason());
        assertTrue(error.getMessage().contains("not whole yet"), error.getMessage());
        fetch(blob, peer, store, new SeededRandom(1));
        assertEquals(content(1, 100), read(store, blob));
    }

    @Test
    void rootsThatAddUpToNothingAreRefused() throws Exception {
        BlobStore store = Blobs.open(ours);
        Bytes hash = Hash.sha256(Bytes.EMPTY).bytes();
        List<ByteWriter> roots = List.of(
                new ByteWriter(),
                new ByteWriter().put(2).putVar(5).put(hash),
                new ByteWriter().put(1).putVar(5),
                new ByteWriter().put(1).putVar(5).put(hash).put(hash),
                new ByteWriter().put(1).putVar(5).put(hash).put(0),
                new ByteWriter().put(1).putVar(0).put(hash),
                new ByteWriter().put(1).putVar(257).put(hash),
                new ByteWriter().put(1).putVar(Long.MAX_VALUE).put(hash),
                new ByteWriter().put(1).putVar(-1).put(hash));
        for (ByteWriter root : roots) {
            Hash name = BlobShape.hash(BlobPart.Kind.ROOT, root.toBytes());
            for (long size : new long[] {0, 5, 257, Long.MAX_VALUE}) {
                assertEquals(BlobArrival.REFUSED, store.accept(new BlobRef(name, size), BlobPart.ROOT, root.toBytes()));
            }
        }
        assertTrue(ours.sizes().isEmpty(), () -> ours.sizes().toString());
    }

    @Test
    void aHostileBlobWhoseListsLieNeverBecomesWhole() throws Exception {
        BlobStore store = Blobs.open(ours);
        Bytes chunk = content(1, 10);
        Bytes shortPage = BlobShape.hash(BlobPart.Kind.CHUNK, chunk).bytes();
        Bytes pages = BlobShape.hash(BlobPart.Kind.PAGE, shortPage).bytes();
        BlobRoot twoChunks = new BlobRoot(20, pages);
        assertEquals(BlobArrival.STORED, store.accept(twoChunks.ref(), BlobPart.ROOT, twoChunks.encode()));
        assertEquals(BlobArrival.REFUSED, store.accept(twoChunks.ref(), BlobPart.page(0), shortPage));
        BlobRoot longer = new BlobRoot(11, pages);
        assertEquals(BlobArrival.STORED, store.accept(longer.ref(), BlobPart.ROOT, longer.encode()));
        assertEquals(BlobArrival.STORED, store.accept(longer.ref(), BlobPart.page(0), shortPage));
        assertEquals(BlobArrival.REFUSED, store.accept(longer.ref(), BlobPart.chunk(0), chunk));
        assertFalse(store.has(longer.ref()));
        assertEquals(List.of(BlobPart.chunk(0)), store.missing(longer.ref(), 9));
    }

    @Test
    void whatIsBeingFetchedIsServedAsFarAsItIsHereAndCanBeGivenUp() throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobStore store = Blobs.open(ours);
        BlobRef blob = put(peer, content(1, 100));
        for (BlobPart part : List.of(BlobPart.ROOT, BlobPart.page(1), BlobPart.chunk(5))) {
            store.accept(blob, part, peer.part(blob, part).orElseThrow());
            assertEquals(peer.part(blob, part), store.part(blob, part));
        }
        assertEquals(Optional.empty(), store.part(blob, BlobPart.chunk(0)));
        assertEquals(Optional.empty(), store.part(blob, BlobPart.chunk(100)));
        assertEquals(Set.of(), store.collect(Set.of()), "what is being fetched stays");
        assertEquals(List.of(BlobPart.page(0), BlobPart.chunk(4), BlobPart.chunk(6)), store.missing(blob, 9));
        assertTrue(store.delete(blob.hash()));
        assertEquals(List.of(), store.unfinished());
        assertTrue(ours.sizes().isEmpty(), () -> ours.sizes().toString());
        assertEquals(
                BlobArrival.EARLY,
                store.accept(
                        blob,
                        BlobPart.page(0),
                        peer.part(blob, BlobPart.page(0)).orElseThrow()));
    }

    @Test
    void addingTheContentEndsAFetch() throws Exception {
        BlobStore peer = Blobs.open(theirs);
        BlobStore store = Blobs.open(ours);
        BlobRef blob = put(peer, content(1, 100));
        store.accept(blob, BlobPart.ROOT, peer.part(blob, BlobPart.ROOT).orElseThrow());
        assertEquals(blob, put(store, content(1, 100)));
        assertEquals(List.of(), store.unfinished());
        assertEquals(List.of(), store.missing(blob, 9));
        assertEquals(List.of(), store.verify(blob));
    }
}
