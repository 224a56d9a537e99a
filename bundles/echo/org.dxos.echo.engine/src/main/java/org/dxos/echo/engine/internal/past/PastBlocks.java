package org.dxos.echo.engine.internal.past;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Writer;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** Reads blocks of feeds again. Confined to one thread. */
final class PastBlocks {
    private final List<PastFeed> feeds;
    private final int readAhead;
    private final List<Ahead> ahead = new ArrayList<>();
    private @Nullable Block last;
    private long lastPlace = -1;

    private record Ahead(long from, List<Bytes> blocks) {}

    /** @param readAhead how many blocks to read at once; 1 for those who do not read on */
    PastBlocks(List<PastFeed> feeds, int readAhead) {
        this.feeds = feeds;
        this.readAhead = readAhead;
        feeds.forEach(feed -> ahead.add(new Ahead(0, List.of())));
    }

    /**
     * A block.
     *
     * @throws MalformedException when it is none; it has no effect then
     * @throws EchoException when it cannot be read
     */
    Block block(int feed, long sequence) throws MalformedException {
        long place = Place.of(feed, sequence, 0);
        Block known = last;
        if (known != null && place == lastPlace) {
            return known;
        }
        Block block = BlockCodec.decode(feeds.get(feed).key(), bytes(feed, sequence));
        last = block;
        lastPlace = place;
        return block;
    }

    /** The mutation at a place that was taken in. */
    Pending mutation(long place) {
        Block block = taken(place);
        Operation.Mutate mutate = (Operation.Mutate) block.operations().get(Place.index(place));
        return new Pending(mutate.mutation(), block.claimedMillis());
    }

    /** The time that the block at a place claims. */
    long claimedMillis(long place) {
        return taken(place).claimedMillis();
    }

    Meta meta(ItemId item, long place, long height, long claimedMillis) {
        PastFeed feed = feeds.get(Place.feed(place));
        Writer writer = Objects.requireNonNull(feed.writer());
        return new Meta(
                item,
                writer.member(),
                writer.device(),
                feed.key(),
                Place.sequence(place),
                Place.index(place),
                height,
                claimedMillis);
    }

    private Block taken(long place) {
        try {
            return block(Place.feed(place), Place.sequence(place));
        } catch (MalformedException e) {
            throw new EchoException(
                    Code.DAMAGED,
                    "block " + Place.sequence(place) + " of feed "
                            + feeds.get(Place.feed(place)).key() + " has changed: " + e.getMessage(),
                    e);
        }
    }

    private Bytes bytes(int feed, long sequence) {
        try {
            if (readAhead == 1) {
                return feeds.get(feed).log().block(sequence);
            }
            Ahead held = ahead.get(feed);
            long offset = sequence - held.from();
            if (offset < 0 || offset >= held.blocks().size()) {
                held = new Ahead(sequence, feeds.get(feed).log().blocks(sequence, readAhead));
                ahead.set(feed, held);
                offset = 0;
            }
            return held.blocks().get((int) offset);
        } catch (FeedException e) {
            throw new EchoException(
                    e.getCause() instanceof StorageException ? Code.STORAGE : Code.DAMAGED,
                    "block " + sequence + " of feed " + feeds.get(feed).key() + " cannot be read: " + e.getMessage(),
                    e);
        }
    }
}
