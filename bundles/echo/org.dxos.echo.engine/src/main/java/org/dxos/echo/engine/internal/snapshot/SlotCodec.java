package org.dxos.echo.engine.internal.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.base.key.PublicKey;
import org.dxos.echo.Item.Ends;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.item.Recorded;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.tree.Codec;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.view.Slot;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Order;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/** How an item lies in a page. Its state, and each page of its history, has a page of its own. */
final class SlotCodec implements Codec<Slot> {
    private static final int DELETED = 1;
    private static final int LINK = 2;
    private static final int MAX_STATES = 64;

    private final IntFunction<FeedKey> feeds;
    private final Consumer<Throwable> failures;
    private final Formats formats;
    private final Shared shared = new Shared();

    /**
     * @param feeds gives a feed by its number
     * @param failures told of states that cannot be encoded; such items are read without a state and replayed
     */
    SlotCodec(IntFunction<FeedKey> feeds, Formats formats, Consumer<Throwable> failures) {
        this.feeds = feeds;
        this.formats = formats;
        this.failures = failures;
    }

    @Override
    public void encode(Slot slot, PageWriter out) throws StorageException {
        ByteWriter bytes = out.bytes();
        Birth birth = slot.birth();
        Ends ends = birth.ends();
        bytes.put((slot.deleted() ? DELETED : 0) | (ends == null ? 0 : LINK));
        bytes.put(birth.item().bytes());
        bytes.put(birth.member().bytes()).put(birth.device().bytes());
        bytes.putVar(birth.claimedMillis());
        bytes.putText(birth.type()).putText(birth.model()).putText(birth.stateMachine());
        if (ends != null) {
            bytes.put(ends.source().bytes()).put(ends.target().bytes());
        }
        bytes.putVar(birth.height()).putVar(birth.place());
        bytes.putVar(slot.parent() + 1);
        bytes.put(slot.status().ordinal()).putText(slot.reason());
        encodeHistory(slot.history(), out);
        encodeStates(slot, out);
    }

    @Override
    public Slot decode(PageReader in) throws MalformedException {
        ByteReader bytes = in.bytes();
        int flags = bytes.var(DELETED | LINK);
        ItemId id = new ItemId(copy(bytes.bytes(ItemId.SIZE)));
        IdentityKey member = shared.one(new IdentityKey(new PublicKey(copy(bytes.bytes(PublicKey.SIZE)))));
        DeviceKey device = shared.one(new DeviceKey(new PublicKey(copy(bytes.bytes(PublicKey.SIZE)))));
        long claimedMillis = bytes.var();
        String type = shared.one(bytes.text());
        String model = shared.one(bytes.text());
        String stateMachine = shared.one(bytes.text());
        @Nullable Ends ends = (flags & LINK) == 0 ? null : ends(bytes);
        long height = bytes.var();
        long place = bytes.var();
        int parent = bytes.var(Integer.MAX_VALUE) - 1;
        Status status = status(bytes.unsignedByte());
        String reason = shared.one(bytes.text());
        Recorded history = decodeHistory(in);
        FeedKey feed = feeds.apply(Place.feed(place));
        Birth birth =
                new Birth(id, member, device, feed, claimedMillis, type, model, stateMachine, ends, height, place);
        return Slot.atRest(birth, parent, (flags & DELETED) != 0, status, reason, history, decodeStates(in));
    }

    @Override
    public void release(Slot slot) {
        slot.history().pages().release(Codecs.HISTORY);
    }

    /** Bytes that do not keep the page they come from in memory. */
    private static Bytes copy(Bytes part) {
        return Bytes.wrap(part.toArray());
    }

    private static Ends ends(ByteReader in) throws MalformedException {
        ItemId source = new ItemId(copy(in.bytes(ItemId.SIZE)));
        return new Ends(source, new ItemId(copy(in.bytes(ItemId.SIZE))));
    }

    private static Status status(int ordinal) throws MalformedException {
        if (ordinal >= Status.values().length) {
            throw new MalformedException("a status of number " + ordinal);
        }
        return Status.values()[ordinal];
    }

    private static void encodeHistory(Recorded history, PageWriter out) throws StorageException {
        history.pages().encode(out, Codecs.HISTORY);
        int tail = history.size() - history.pages().size() * Recorded.PAGE;
        out.bytes().putVar(tail);
        Runs.putHeights(out.bytes(), history.heights(), tail);
        Runs.putPlaces(out.bytes(), history.places(), tail);
    }

    private static Recorded decodeHistory(PageReader in) throws MalformedException {
        IntTrie<Recorded.Page> pages = IntTrie.decode(in, Codecs.HISTORY);
        int tail = in.bytes().var(Recorded.PAGE);
        long[] heights = Runs.heights(in.bytes(), tail);
        long[] places = Runs.places(in.bytes(), tail);
        return new Recorded(pages, places, heights, pages.size() * Recorded.PAGE + tail);
    }

    private void encodeStates(Slot slot, PageWriter out) throws StorageException {
        List<KeptState> states = new ArrayList<>(slot.stored());
        StateCell held = slot.state();
        boolean isStored = states.stream().anyMatch(state -> state.applied() == slot.applied());
        if (held != null && slot.applied() >= 0 && !isStored) {
            KeptState made = store(slot, held, out);
            if (made != null) {
                states = thinned(states, made);
                slot.store(states);
            }
        }
        out.bytes().putVar(states.size());
        for (KeptState state : states) {
            StoredState source = (StoredState) state.source();
            out.appender().keep(source.ref());
            out.bytes().putVar(state.format()).putVar(state.applied());
            out.bytes().put(state.order().ordinal());
            out.child(source.ref());
        }
    }

    private @Nullable KeptState store(Slot slot, StateCell held, PageWriter out) throws StorageException {
        Encoded encoded;
        try {
            encoded = held.encode();
        } catch (RuntimeException | Error e) {
            failures.accept(new IllegalStateException(
                    "item " + slot.birth().item() + ": " + held.machine().type() + " cannot encode its state", e));
            return null;
        }
        PageWriter page = out.appender().page();
        page.bytes().putSized(encoded.bytes());
        formats.add(slot.birth().stateMachine(), encoded.format());
        return new KeptState(
                new StoredState(out.appender().write(page)),
                encoded.format(),
                slot.applied(),
                held.machine().descriptor().order());
    }

    /**
     * The states to come back to: of those at a distance between one power of two and the next the oldest, so that there is always
     * one at most about four times as far back as is asked for.
     */
    static List<KeptState> thinned(List<KeptState> older, KeptState newest) {
        List<KeptState> kept = new ArrayList<>();
        int last = -1;
        for (KeptState state : older) {
            int bucket = 31 - Integer.numberOfLeadingZeros(newest.applied() - state.applied());
            if (bucket != last && bucket >= 0) {
                kept.add(state);
                last = bucket;
            }
        }
        kept.add(newest);
        return kept;
    }

    private static List<KeptState> decodeStates(PageReader in) throws MalformedException {
        int count = in.bytes().var(MAX_STATES);
        List<KeptState> states = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int format = in.bytes().var(Encoded.MAX_FORMAT);
            int applied = in.bytes().var(Integer.MAX_VALUE);
            int order = in.bytes().var(Order.values().length - 1);
            states.add(new KeptState(new StoredState(in.child()), format, applied, Order.values()[order]));
        }
        return states;
    }

    /** Of equal values one, so that thousands of items do not have a copy each. Any thread. */
    private static final class Shared {
        private static final int MAX = 4096;

        private final java.util.concurrent.ConcurrentHashMap<Object, Object> values =
                new java.util.concurrent.ConcurrentHashMap<>();

        @SuppressWarnings("unchecked")
        <T> T one(T value) {
            Object known = values.get(value);
            if (known == null && values.size() < MAX) {
                known = values.putIfAbsent(value, value);
            }
            return known == null ? value : (T) known;
        }
    }
}
