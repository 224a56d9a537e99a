package org.dxos.echo.engine.internal.past;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.ItemChange;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.item.Mutations.Pending;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.structure.Change;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.engine.internal.view.Slot;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Undo;
import org.jspecify.annotations.Nullable;

/** The changes of one item: its mutations, and its part of the structural changes. Any thread. */
public final class ItemHistory {
    private final PartyView present;
    private final Slot slot;
    private final int number;
    private final IntTrie<ChangeLog.Entry> changes;
    private final List<PastFeed> feeds;
    private final FeedOrder order;

    /**
     * Where a change stands.
     *
     * @param mutation its index among the item's mutations, or -1
     * @param structural what it changed in the tree, or null
     */
    public record Step(long height, long place, int mutation, ChangeLog.@Nullable Entry structural) {}

    ItemHistory(
            PartyView present,
            Slot slot,
            int number,
            IntTrie<ChangeLog.Entry> changes,
            List<PastFeed> feeds,
            FeedOrder order) {
        this.present = present;
        this.slot = slot;
        this.number = number;
        this.changes = changes;
        this.feeds = feeds;
        this.order = order;
    }

    /** Newest first; nothing is read ahead. */
    public Stream<Step> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Newest(), 0), false);
    }

    /** The number of the feed that a change stands in is that of this one. */
    public boolean isOf(Step step, org.dxos.base.key.FeedKey feed) {
        return feeds.get(Place.feed(step.place())).key().equals(feed);
    }

    /** The id of the item with a number; empty for the root. */
    public Optional<ItemId> idOf(int item) {
        Item found = item < 0 ? null : present.at(item);
        return Optional.ofNullable(found).map(Item::id);
    }

    /**
     * The state before a mutation, made anew.
     *
     * @throws EchoException NOT_LIVE when it cannot be made
     */
    public Object stateBefore(int mutation, Machine machine) {
        Reached reached = new Replay(feeds, slot, machine, Extent.first(mutation)).run();
        if (reached.cell() == null || reached.status() != org.dxos.echo.Status.LIVE) {
            throw new EchoException(
                    Code.NOT_LIVE, "item " + slot.birth().item() + " cannot be made as it was: " + reached.reason());
        }
        return reached.cell().state();
    }

    /** Mutations by their indexes, without those that cannot be decoded. */
    public List<Undo.Written<Object>> written(List<Integer> mutations, Machine machine) {
        PastBlocks blocks = new PastBlocks(feeds, 1);
        List<Undo.Written<Object>> written = new ArrayList<>(mutations.size());
        for (int index : mutations) {
            long place = slot.history().place(index);
            Pending pending = blocks.mutation(place);
            Meta meta = blocks.meta(slot.birth().item(), place, slot.history().height(index), pending.claimedMillis());
            Object mutation = decoded(machine, pending);
            if (mutation != null) {
                written.add(new Undo.Written<>(meta, mutation));
            }
        }
        return written;
    }

    ItemChange change(Step step, PastBlocks blocks, TypeRegistry types) {
        long place = step.place();
        long millis = blocks.claimedMillis(place);
        Meta meta = blocks.meta(slot.birth().item(), place, step.height(), millis);
        ChangeLog.Entry structural = step.structural();
        Change change = structural == null ? null : structural.change();
        return new ItemChange(
                change == null ? ItemChange.Kind.EDITED : kind(change.kind()),
                meta.member(),
                meta.device(),
                meta.feed(),
                meta.sequence(),
                meta.index(),
                meta.height(),
                millis,
                change == null ? Optional.empty() : idOf(change.parent()),
                structural == null || structural.effective(),
                structural == null ? words(blocks.mutation(place), types) : "");
    }

    private String words(Pending pending, TypeRegistry types) {
        Machine machine = types.machine(slot.birth().stateMachine());
        ModelCode model = types.model(slot.birth().model());
        if (machine == null || model == null || !model.stateMachine().equals(machine.type())) {
            return "";
        }
        Object mutation = decoded(machine, pending);
        try {
            return mutation == null
                    ? ""
                    : model.code()
                            .textForm()
                            .map(form -> form.describe(mutation))
                            .orElse("");
        } catch (RuntimeException | Error e) {
            return "(" + model.type() + " threw " + e + ")";
        }
    }

    /** Null when it is in no format that is read now, or has no effect. */
    private static @Nullable Object decoded(Machine machine, Pending pending) {
        if (!machine.descriptor().readsMutation(pending.mutation().format())) {
            return null;
        }
        try {
            return machine.decodeMutation(pending.mutation());
        } catch (MalformedException | RuntimeException | Error e) {
            return null;
        }
    }

    private static ItemChange.Kind kind(Change.Kind kind) {
        return switch (kind) {
            case CREATE -> ItemChange.Kind.CREATED;
            case MOVE -> ItemChange.Kind.MOVED;
            case DELETE -> ItemChange.Kind.DELETED;
            case RESTORE -> ItemChange.Kind.RESTORED;
        };
    }

    /** Merges both kinds of changes from the newest on. Structural changes of others are passed over down to the next mutation. */
    private final class Newest implements Iterator<Step> {
        private int mutation = slot.history().size() - 1;
        private int entry = changes.size() - 1;

        @Override
        public boolean hasNext() {
            return mutation >= 0 || structural() != null;
        }

        @Override
        public Step next() {
            ChangeLog.Entry found = structural();
            if (found != null) {
                entry--;
                return new Step(found.height(), found.place(), -1, found);
            }
            if (mutation < 0) {
                throw new NoSuchElementException();
            }
            int index = mutation--;
            return new Step(slot.history().height(index), slot.history().place(index), index, null);
        }

        /** The next change if it is a structural one; null otherwise. */
        private ChangeLog.@Nullable Entry structural() {
            while (entry >= 0) {
                ChangeLog.Entry candidate = java.util.Objects.requireNonNull(changes.get(entry));
                if (mutation >= 0
                        && Place.compare(
                                        candidate.height(),
                                        candidate.place(),
                                        slot.history().height(mutation),
                                        slot.history().place(mutation),
                                        order)
                                < 0) {
                    return null;
                }
                if (candidate.change().item() == number) {
                    return candidate;
                }
                entry--;
            }
            return null;
        }
    }
}
