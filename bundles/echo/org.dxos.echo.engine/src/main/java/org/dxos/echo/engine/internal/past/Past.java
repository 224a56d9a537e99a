package org.dxos.echo.engine.internal.past;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.ItemChange;
import org.dxos.echo.Moment;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.index.IndexView;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.structure.Structure;
import org.dxos.echo.engine.internal.structure.Tree;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.ItemState;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.engine.internal.view.Slot;
import org.dxos.echo.engine.internal.view.ViewBuilder;
import org.dxos.echo.model.ItemId;

/** All that a party has come to at one moment, to look back from. Immutable. Any thread; calls no foreign code under a lock of the party. */
public final class Past {
    private final PartyView present;
    private final IntTrie<ChangeLog.Entry> changes;
    private final List<PastFeed> feeds;
    private final TypeRegistry types;
    private final FeedOrder order;
    private final Cuts cuts;

    /**
     * @param present a pinned view
     * @param changes all structural changes in it
     * @param feeds by their numbers
     */
    public Past(
            PartyView present,
            IntTrie<ChangeLog.Entry> changes,
            List<PastFeed> feeds,
            TypeRegistry types,
            FeedOrder order) {
        this.present = present;
        this.changes = changes;
        this.feeds = List.copyOf(feeds);
        this.types = types;
        this.order = order;
        this.cuts = new Cuts(this.feeds, order);
    }

    /** The view at a moment; see {@link org.dxos.echo.Party#at}. */
    public View at(Moment moment) {
        return view(cut(moment));
    }

    /** See {@link org.dxos.echo.Party#history}. */
    public List<ItemChange> history(ItemId id, int skip, int limit) {
        if (skip < 0 || limit < 0) {
            throw new EchoException(Code.INVALID, "a history begins at 0 or later, and has 0 changes or more");
        }
        ItemHistory history = historyOf(id);
        PastBlocks blocks = new PastBlocks(feeds, 1);
        return history.stream()
                .skip(skip)
                .limit(limit)
                .map(step -> history.change(step, blocks, types))
                .toList();
    }

    /** The changes of an item, newest first. */
    public ItemHistory historyOf(ItemId id) {
        int number = number(id);
        return new ItemHistory(present, slot(number), number, changes, feeds, order);
    }

    private Cut cut(Moment moment) {
        if (moment instanceof Moment.Exactly exactly) {
            return cuts.exactly(exactly.lengths());
        } else if (moment instanceof Moment.After after) {
            return cuts.before(after.feed(), after.sequence(), true);
        } else if (moment instanceof Moment.Before before) {
            return cuts.before(before.feed(), before.sequence(), false);
        } else if (moment instanceof Moment.Claimed claimed) {
            return cuts.claimedBy(claimed.time().toEpochMilli());
        }
        return back((Moment.Back) moment);
    }

    private Cut back(Moment.Back back) {
        if (back.changes() < 0) {
            throw new EchoException(Code.INVALID, "there is no moment " + back.changes() + " changes ago");
        }
        if (back.changes() == 0) {
            number(back.item());
            return cuts.all();
        }
        ItemHistory.Step step = historyOf(back.item()).stream()
                .skip(back.changes() - 1L)
                .findFirst()
                .orElseThrow(() -> new EchoException(
                        Code.NOT_FOUND, "item " + back.item() + " has fewer than " + back.changes() + " changes"));
        return cuts.before(Place.feed(step.place()), Place.sequence(step.place()), false);
    }

    private View view(Cut cut) {
        Structure tree = new Structure(order, item -> {}, Tree.EMPTY, IntTrie.empty());
        IntTrie.Edit edit = new IntTrie.Edit();
        Slots slots = new Slots(edit);
        changes.forEach(0, (index, entry) -> {
            if (cut.contains(entry.place())) {
                tree.add(
                        entry.height(),
                        entry.place(),
                        entry.change().kind(),
                        entry.change().item(),
                        entry.change().parent());
                slots.touched.add(entry.change().item());
            }
            return true;
        });
        slots.touched.stream().sorted().forEach(item -> slots.put(item, slot(item), tree));
        edit.close();
        PartyView.Maps maps = present.maps();
        Map<Integer, ItemState> states = new ConcurrentHashMap<>();
        Map<FeedKey, Long> timeframe = cut.toMap(feeds);
        return new PartyView(
                new PartyView.Maps(
                        slots.slots,
                        slots.children,
                        maps.byType(),
                        maps.linksFrom(),
                        maps.linksTo(),
                        IntTrie.empty(),
                        maps.names(),
                        IndexView.NONE),
                (number, slot) -> states.computeIfAbsent(number, item -> new PastState(feeds, types, slot, cut)),
                types,
                order,
                () -> timeframe);
    }

    private int number(ItemId id) {
        if (present.item(id).isEmpty()) {
            throw new EchoException(Code.NOT_FOUND, "no item " + id + " in this party");
        }
        return present.numberOf(id);
    }

    private Slot slot(int number) {
        return java.util.Objects.requireNonNull(present.maps().slots().get(number));
    }

    /** The items of a view and where they are. */
    private static final class Slots {
        final java.util.Set<Integer> touched = new java.util.HashSet<>();
        private final IntTrie.Edit edit;
        private IntTrie<Slot> slots = IntTrie.empty();
        private IntTrie<IntTrie<Boolean>> children = IntTrie.empty();

        Slots(IntTrie.Edit edit) {
            this.edit = edit;
        }

        void put(int item, Slot slot, Structure tree) {
            int parent = tree.parent(item);
            slots = slots.with(item, slot.past(parent, tree.isDeleted(item)), edit);
            int key = parent == Structure.NO_PARENT ? ViewBuilder.ROOTS : parent + 1;
            IntTrie<Boolean> set = children.get(key);
            IntTrie<Boolean> base = set == null ? IntTrie.<Boolean>empty() : set;
            children = children.with(key, base.with(item, Boolean.TRUE, edit), edit);
        }
    }
}
