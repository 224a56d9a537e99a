package org.dxos.echo.engine.internal.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.base.MalformedException;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.PublicKey;
import org.dxos.echo.Rejection;
import org.dxos.echo.engine.internal.index.IndexView;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.tree.Codec;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.tree.Tree;
import org.dxos.echo.engine.internal.view.Names;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.storage.StorageException;

/** Snapshots as pages; {@code docs/formats.md} has the layout. One for each party: items share what is equal in them. */
public final class SnapshotCodec {
    private static final int VERSION = 1;
    private static final int MAX_CREDENTIALS = 1_000_000;
    private static final int MAX_REJECTIONS = 10_000;

    private final Formats formats = new Formats();
    private final SlotCodec slots;

    /**
     * @param feeds gives a feed by its number
     * @param failures told of states that cannot be encoded
     */
    public SnapshotCodec(IntFunction<FeedKey> feeds, Consumer<Throwable> failures) {
        this.slots = new SlotCodec(feeds, formats, failures);
    }

    /** The formats of the states on disk. */
    public Formats formats() {
        return formats;
    }

    /** Writes what is not on disk yet, and returns the topmost page. */
    public PageRef write(Snapshot snapshot, PageAppender appender) throws StorageException {
        PageWriter out = appender.page();
        ByteWriter bytes = out.bytes();
        bytes.put(VERSION);
        bytes.putVar(snapshot.feeds().size());
        for (FeedRecord feed : snapshot.feeds()) {
            writeFeed(feed, out);
        }
        bytes.putVar(snapshot.credentials().size());
        snapshot.credentials().forEach(bytes::putSized);
        bytes.putVar(snapshot.highestItemNumber() + 1);
        bytes.putVar(snapshot.rejections().size());
        for (Rejection rejection : snapshot.rejections()) {
            bytes.put(rejection.feed().bytes()).putVar(rejection.sequence());
            bytes.put(rejection.reason().ordinal()).putText(rejection.detail());
        }
        snapshot.changes().encode(out, Codecs.CHANGE);
        PartyView.Maps maps = snapshot.maps();
        maps.slots().encode(out, slots);
        maps.children().encode(out, Codecs.SET);
        maps.byType().encode(out, Codecs.SET);
        maps.linksFrom().encode(out, Codecs.SET);
        maps.linksTo().encode(out, Codecs.SET);
        maps.troubled().encode(out, Codec.PRESENT);
        maps.names().numbers().encode(out);
        maps.indexes().encode(out);
        formats.encode(bytes);
        return appender.write(out);
    }

    /**
     * Reads the topmost page; all below it are read when they are used.
     *
     * @throws MalformedException when it does not make sense, or is of a newer version
     */
    public Snapshot read(PageRef root) throws MalformedException {
        PageReader in = root.read();
        ByteReader bytes = in.bytes();
        int version = bytes.unsignedByte();
        if (version != VERSION) {
            throw new MalformedException("a snapshot of version " + version + "; this node reads version " + VERSION);
        }
        List<FeedRecord> records = new ArrayList<>();
        int count = bytes.var(Place.MAX_FEEDS);
        for (int i = 0; i < count; i++) {
            records.add(readFeed(in));
        }
        List<Bytes> credentials = new ArrayList<>();
        int held = bytes.var(MAX_CREDENTIALS);
        for (int i = 0; i < held; i++) {
            credentials.add(bytes.sized());
        }
        long highest = bytes.var() - 1;
        List<Rejection> rejections = readRejections(bytes);
        var changes = IntTrie.decode(in, Codecs.CHANGE);
        PartyView.Maps maps = new PartyView.Maps(
                IntTrie.decode(in, slots),
                IntTrie.decode(in, Codecs.SET),
                IntTrie.decode(in, Codecs.SET),
                IntTrie.decode(in, Codecs.SET),
                IntTrie.decode(in, Codecs.SET),
                IntTrie.decode(in, Codec.PRESENT),
                new Names(Tree.decode(in)),
                IndexView.decode(in));
        formats.decode(bytes);
        in.expectEnd();
        return new Snapshot(records, credentials, highest, rejections, changes, maps);
    }

    /** Lets go of what is safe on disk: it stays in memory only while there is room. */
    public void release(Snapshot snapshot) {
        snapshot.feeds().forEach(feed -> feed.heights().release(Codecs.HEIGHTS));
        snapshot.changes().release(Codecs.CHANGE);
        PartyView.Maps maps = snapshot.maps();
        maps.slots().release(slots);
        maps.children().release(Codecs.SET);
        maps.byType().release(Codecs.SET);
        maps.linksFrom().release(Codecs.SET);
        maps.linksTo().release(Codecs.SET);
        maps.troubled().release(Codec.PRESENT);
        maps.names().numbers().release();
        maps.indexes().release();
    }

    private static void writeFeed(FeedRecord feed, PageWriter out) throws StorageException {
        ByteWriter bytes = out.bytes();
        bytes.put(feed.key().bytes()).put(feed.chain().bytes());
        bytes.putVar(feed.scanned()).putVar(feed.lastMillis());
        bytes.putVar(feed.mentioned().size());
        feed.mentioned().forEach(key -> bytes.put(key.bytes()));
        bytes.putVar(feed.seen().size());
        feed.seen().forEach(bytes::putVar);
        feed.heights().encode(out, Codecs.HEIGHTS);
        bytes.putVar(feed.tail().length);
        Runs.putHeights(bytes, feed.tail(), feed.tail().length);
    }

    private static FeedRecord readFeed(PageReader in) throws MalformedException {
        ByteReader bytes = in.bytes();
        FeedKey key = FeedKey.of(bytes.bytes(PublicKey.SIZE));
        Hash chain = new Hash(bytes.bytes(Hash.SIZE));
        long scanned = bytes.var();
        long lastMillis = bytes.var();
        List<FeedKey> mentioned = new ArrayList<>();
        int count = bytes.var(Place.MAX_FEEDS);
        for (int i = 0; i < count; i++) {
            mentioned.add(FeedKey.of(bytes.bytes(PublicKey.SIZE)));
        }
        List<Long> seen = new ArrayList<>();
        int lengths = bytes.var(2 * Place.MAX_FEEDS);
        for (int i = 0; i < lengths; i++) {
            seen.add(bytes.var());
        }
        IntTrie<long[]> heights = IntTrie.decode(in, Codecs.HEIGHTS);
        long[] tail = Runs.heights(bytes, bytes.var(FeedRecord.PAGE));
        return new FeedRecord(key, chain, scanned, lastMillis, mentioned, seen, heights, tail);
    }

    private static List<Rejection> readRejections(ByteReader in) throws MalformedException {
        List<Rejection> rejections = new ArrayList<>();
        int count = in.var(MAX_REJECTIONS);
        for (int i = 0; i < count; i++) {
            FeedKey feed = FeedKey.of(in.bytes(PublicKey.SIZE));
            long sequence = in.var();
            int reason = in.var(Rejection.Reason.values().length - 1);
            rejections.add(new Rejection(feed, sequence, Rejection.Reason.values()[reason], in.text()));
        }
        return rejections;
    }
}
