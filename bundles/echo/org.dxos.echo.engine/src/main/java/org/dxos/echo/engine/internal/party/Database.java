package org.dxos.echo.engine.internal.party;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.dxos.base.MalformedException;
import org.dxos.echo.Item.Ends;
import org.dxos.echo.Rejection.Reason;
import org.dxos.echo.Schemas;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.index.Indexer;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.Foreign;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.item.Mutations;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.item.States;
import org.dxos.echo.engine.internal.snapshot.Formats;
import org.dxos.echo.engine.internal.snapshot.Snapshot;
import org.dxos.echo.engine.internal.structure.Change.Kind;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.structure.Structure;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.engine.internal.view.RestingStates;
import org.dxos.echo.engine.internal.view.Slot;
import org.dxos.echo.engine.internal.view.ViewBuilder;
import org.dxos.echo.engine.internal.wire.Block;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Writer;
import org.jspecify.annotations.Nullable;

/** The items of a party: what the blocks taken so far add up to. Confined to the party loop. */
final class Database implements Mutations, BatchWriter.Items {
    private final FeedTable feeds;
    private final TypeRegistry types;
    private final Sequencer.Admission admission;
    private final Indexer indexer;
    private final States states;
    private Structure structure;
    private final ViewBuilder views;
    private final RestingStates resting;
    private final Residents residents = new Residents();
    private final ArrayDeque<ItemCell> behind = new ArrayDeque<>();
    private final Set<Integer> changed = new LinkedHashSet<>();
    private final Set<Integer> moved = new LinkedHashSet<>();
    private long highestItemNumber = -1;
    private PartyView published;
    private boolean retired;
    /** Whether an item that is a schema was among the changed ones. */
    private boolean schemasChanged;
    /** Blocks that the published view speaks of: control blocks change no item, but its timeframe. */
    private long publishedBlocks;
    /** The block that a mutation was read from last, to spare decoding it for each of its mutations. */
    private @Nullable Block lastRead;

    private long lastReadPlace = -1;

    /**
     * @param admission told of what has no effect
     * @param spoilt told, on any thread, of items whose state cannot be read from disk
     */
    Database(
            FeedTable feeds,
            TypeRegistry types,
            Foreign foreign,
            Sequencer.Admission admission,
            Indexer indexer,
            IntConsumer spoilt) {
        this.feeds = feeds;
        this.types = types;
        this.admission = admission;
        this.indexer = indexer;
        this.states = new States(this, foreign, feeds);
        this.resting = new RestingStates(types, spoilt);
        this.views = new ViewBuilder(types, feeds, resting);
        this.structure = new Structure(feeds, this::structureChanged, new ViewTree(views), IntTrie.empty());
        this.published = views.publish(java.util.Map::of, indexer.view());
    }

    /** Begins with what a snapshot holds. */
    void begin(Snapshot snapshot) {
        views.begin(snapshot.maps());
        indexer.load(snapshot.maps().indexes());
        structure = new Structure(feeds, this::structureChanged, new ViewTree(views), snapshot.changes());
        highestItemNumber = snapshot.highestItemNumber();
    }

    /** All structural changes; they do not change from now on. */
    IntTrie<ChangeLog.Entry> changes() {
        return structure.changes();
    }

    /**
     * A snapshot has come to disk: items that were not used since the one before leave memory.
     *
     * @param snapshot made of a view of this database
     */
    void stored(Snapshot snapshot) {
        for (ItemCell cell : residents.unused()) {
            Slot slot = views.slot(cell.number());
            if (slot != null && !changed.contains(cell.number()) && cell.isAtRest() && isStored(cell, slot)) {
                slot.rest();
                residents.remove(cell);
            }
        }
        for (ItemCell cell : residents.all()) {
            Slot slot = snapshot.maps().slots().get(cell.number());
            if (slot != null) {
                cell.store(slot.stored(), slot.history());
            }
        }
    }

    private static boolean isStored(ItemCell cell, Slot slot) {
        return cell.state() == null ? slot.state() == null : slot.state() == cell.state() && slot.present() != null;
    }

    /** How many items are in memory to be worked on. */
    int residents() {
        return residents.size();
    }

    States states() {
        return states;
    }

    Structure structure() {
        return structure;
    }

    PartyView published() {
        return published;
    }

    /** The greatest number under which our feed has made an item, or -1. */
    long highestItemNumber() {
        return highestItemNumber;
    }

    /** Must come before the first change of a turn: from here on, states in the published view may change in place. */
    void retireView() {
        if (!retired) {
            retired = true;
            if (!published.retire()) {
                states.pin();
            }
        }
    }

    /** Takes in a block of another feed, or one of ours read again. */
    void admit(FeedState feed, long sequence, Block block) {
        retireView();
        Writer writer = java.util.Objects.requireNonNull(feed.writer);
        String objection = objection(feed, sequence, block);
        if (objection != null) {
            admission.reject(feed, sequence, Reason.UNKNOWN_ITEM, objection);
            return;
        }
        int index = 0;
        for (Operation operation : block.operations()) {
            long place = Place.of(feed.number, sequence, index++);
            if (operation instanceof Operation.Mutate mutate) {
                ItemCell cell = require(mutate.item());
                states.add(cell, block.height(), place, new Pending(mutate.mutation(), block.claimedMillis()));
                again(cell);
                changed.add(cell.number());
            } else {
                if (operation instanceof Operation.Create create) {
                    bear(new Birth(
                            ItemId.of(feed.key, create.number()),
                            writer.member(),
                            writer.device(),
                            feed.key,
                            block.claimedMillis(),
                            create.type(),
                            create.model(),
                            create.stateMachine(),
                            ends(create),
                            block.height(),
                            place));
                    noteNumber(feed, create.number());
                }
                change(feed, operation, block.height(), place);
            }
        }
    }

    /** Takes in a batch of ours whose states are worked out already. */
    void take(BatchWriter batch, BatchWriter.Stamp stamp, FeedState feed) {
        for (BatchWriter.Work work : batch.works()) {
            ItemCell cell = work.cell;
            if (work.isBorn) {
                register(cell);
                states.begin(cell, work.machine, work.state);
            }
            if (!work.indexes.isEmpty()) {
                List<Long> places = new ArrayList<>(work.indexes.size());
                work.indexes.forEach(index -> places.add(stamp.place(index)));
                states.addApplied(cell, stamp.height(), places, work.state);
            }
            changed.add(cell.number());
        }
        takeChanges(batch, stamp, feed);
        batch.works().forEach(work -> states.checkpoint(work.cell));
    }

    private void takeChanges(BatchWriter batch, BatchWriter.Stamp stamp, FeedState feed) {
        int index = 0;
        for (Operation operation : batch.operations()) {
            if (operation instanceof Operation.Create create) {
                noteNumber(feed, create.number());
            }
            change(feed, operation, stamp.height(), stamp.place(index++));
        }
    }

    /** Brings items up to date; false when the budget did not suffice. */
    boolean settle(int budget) {
        int left = budget;
        while (!behind.isEmpty()) {
            if (left <= 0) {
                return false;
            }
            ItemCell cell = behind.poll();
            cell.setAwaited(false);
            retireView();
            changed.add(cell.number());
            left -= catchUp(cell, left);
            if (left <= 0 && states.hasMore(cell)) {
                again(cell);
                return false;
            }
        }
        return true;
    }

    @Override
    public void finish(ItemCell cell) {
        retireView();
        catchUp(cell, Integer.MAX_VALUE);
        changed.add(cell.number());
    }

    @Override
    public void rebuild(ItemCell cell) {
        retireView();
        states.rebuild(cell);
        changed.add(cell.number());
        again(cell);
    }

    private int catchUp(ItemCell cell, int budget) {
        try {
            return states.catchUp(cell, machine(cell.birth().stateMachine()), budget);
        } catch (BrokenFeed e) {
            admission.unreadable(e.feed, e.failure);
            return 1;
        }
    }

    /**
     * A state machine arrived: items that wait for one, or failed with another, try it.
     *
     * @param formats of the states on disk
     * @param encodes whether to ask state machines that leave an item for its state
     */
    void arrived(Machine machine, Formats formats, boolean encodes) {
        retireView();
        awaken(slot -> slot.birth().stateMachine().equals(machine.type()));
        if (!formats.of(machine.type()).stream().allMatch(machine.descriptor()::readsState)) {
            awakenUnreadable(machine);
        }
        for (ItemCell cell : residents.of(machine.type())) {
            if (cell.state() == null || !cell.isCurrent() || cell.status() != Status.LIVE) {
                again(cell);
                states.release(cell, encodes);
                states.forgive(cell);
            }
        }
    }

    /** Takes items into memory that were not live when they left it. */
    private List<ItemCell> awaken(Predicate<Slot> which) {
        List<ItemCell> cells = new ArrayList<>();
        views.troubled().forEachKey(number -> {
            Slot slot = views.slot(number);
            if (slot != null && which.test(slot)) {
                cells.add(resident(slot.birth().item()));
            }
        });
        return cells;
    }

    /** Takes items into memory whose state on disk a state machine does not read: they are made from their mutations. */
    private void awakenUnreadable(Machine machine) {
        List<ItemId> items = new ArrayList<>();
        views.forEach(slot -> {
            KeptState present = slot.present();
            if (slot.birth().stateMachine().equals(machine.type())
                    && slot.state() == null
                    && present != null
                    && !machine.descriptor().readsState(present.format())) {
                items.add(slot.birth().item());
            }
        });
        items.forEach(this::resident);
    }

    /** Makes the state of an item again from its mutations, because the one on disk cannot be used. */
    void remake(int number) {
        Slot slot = views.slot(number);
        if (slot != null) {
            again(resident(slot.birth().item()));
        }
    }

    /** A state machine leaves: nothing here refers to its code afterwards. */
    void leaving(Machine machine, boolean encodes) {
        retireView();
        resting.forget(machine);
        for (ItemCell cell : residents.of(machine.type())) {
            if (states.uses(cell, machine)) {
                again(cell);
                changed.add(cell.number());
                states.release(cell, encodes);
            }
        }
    }

    /** Tries faulted items again; returns them. */
    List<ItemCell> retryFaulted() {
        List<ItemCell> faulted = awaken(slot -> slot.status() == Status.FAULTED);
        faulted.forEach(cell -> {
            states.forgive(cell);
            again(cell);
        });
        return faulted;
    }

    /** Publishes a view if anything changed; returns the numbers of changed items. */
    Set<Integer> publish(boolean withBelow) {
        long blocks = feeds.processed();
        if (blocks != publishedBlocks) {
            retireView();
            publishedBlocks = blocks;
        }
        if (indexer.isChanged()) {
            retireView();
        }
        if (changed.isEmpty() && !retired) {
            return Set.of();
        }
        Set<Integer> numbers = new LinkedHashSet<>(changed);
        for (int number : changed) {
            ItemCell cell = residents.get(number);
            if (cell != null) {
                views.update(cell, structure);
                schemasChanged |= isSchema(cell.birth());
            } else {
                views.replace(number, structure);
                Slot slot = views.slot(number);
                schemasChanged |= slot != null && isSchema(slot.birth());
            }
        }
        structure.published();
        FeedTable.Lengths lengths = feeds.lengths();
        indexer.changed(changed);
        published = views.publish(lengths::toMap, indexer.view());
        if (withBelow) {
            moved.forEach(number -> published.forEachBelow(number, numbers::add));
        }
        changed.clear();
        moved.clear();
        retired = false;
        return numbers;
    }

    private static boolean isSchema(Birth birth) {
        return birth.type().equals(Schemas.TYPE);
    }

    /** Whether schemas have been published since this was asked before. */
    boolean takeSchemasChanged() {
        boolean taken = schemasChanged;
        schemasChanged = false;
        return taken;
    }

    @Override
    public Pending fetch(long place) {
        try {
            FeedState feed = feeds.at(Place.feed(place));
            long block = place - Place.index(place);
            Block read = lastRead;
            if (read == null || lastReadPlace != block) {
                read = BlockCodec.decode(feed.key, feed.log.block(Place.sequence(place)));
                lastRead = read;
                lastReadPlace = block;
            }
            Operation.Mutate mutate = (Operation.Mutate) read.operations().get(Place.index(place));
            return new Pending(mutate.mutation(), read.claimedMillis());
        } catch (FeedException | MalformedException e) {
            throw new BrokenFeed(feeds.at(Place.feed(place)), e);
        }
    }

    @Override
    public Meta meta(ItemCell cell, long place, long height, long claimedMillis) {
        FeedState feed = feeds.at(Place.feed(place));
        Writer writer = java.util.Objects.requireNonNull(feed.writer);
        return new Meta(
                cell.birth().item(),
                writer.member(),
                writer.device(),
                feed.key,
                Place.sequence(place),
                Place.index(place),
                height,
                claimedMillis);
    }

    @Override
    public void undecodable(ItemCell cell, long place, String detail) {
        admission.reject(
                feeds.at(Place.feed(place)),
                Place.sequence(place),
                Reason.UNDECODABLE_MUTATION,
                "mutation " + Place.index(place) + " of item " + cell.birth().item() + ": " + detail);
    }

    @Override
    public void again(ItemCell cell) {
        if (cell.setAwaited(true)) {
            behind.add(cell);
        }
    }

    boolean isBehind() {
        return !behind.isEmpty();
    }

    @Override
    public @Nullable ItemCell find(ItemId id) {
        ItemCell cell = residents.get(id);
        return cell != null || birth(id) == null ? cell : resident(id);
    }

    @Override
    public @Nullable Birth birth(ItemId id) {
        ItemCell cell = residents.get(id);
        if (cell != null) {
            return cell.birth();
        }
        Integer number = views.numberOf(id);
        Slot slot = number == null ? null : views.slot(number);
        return slot == null ? null : slot.birth();
    }

    @Override
    public int number(ItemId id) {
        return views.number(id);
    }

    /** An item that there is, taken into memory if it is not there. */
    private ItemCell resident(ItemId id) {
        ItemCell cell = residents.get(id);
        if (cell == null) {
            int number = views.number(id);
            cell = java.util.Objects.requireNonNull(views.slot(number)).cell(number);
            residents.add(cell);
            again(cell);
        }
        return cell;
    }

    @Override
    public ItemCell unborn(Birth birth) {
        return new ItemCell(views.number(birth.item()), birth);
    }

    @Override
    public @Nullable Machine machine(String type) {
        return types.machine(type);
    }

    @Override
    public @Nullable ModelCode model(String type) {
        return types.model(type);
    }

    @Override
    public void requireInstalled(ModelCode model) {
        if (!types.has(model)) {
            throw PartyCore.replaced(model, null);
        }
    }

    private ItemCell require(ItemId id) {
        return java.util.Objects.requireNonNull(find(id));
    }

    private void bear(Birth birth) {
        ItemCell cell = unborn(birth);
        register(cell);
        again(cell);
    }

    private void register(ItemCell cell) {
        residents.add(cell);
        changed.add(cell.number());
    }

    private void noteNumber(FeedState feed, long number) {
        if (feed.own) {
            highestItemNumber = Math.max(highestItemNumber, number);
        }
    }

    private void change(FeedState feed, Operation operation, long height, long place) {
        if (operation instanceof Operation.Create create) {
            int item = views.number(ItemId.of(feed.key, create.number()));
            structure.add(height, place, Kind.CREATE, item, numberOrRoot(create.parent()));
        } else if (operation instanceof Operation.Move move) {
            structure.add(height, place, Kind.MOVE, views.number(move.item()), numberOrRoot(move.parent()));
        } else if (operation instanceof Operation.Delete delete) {
            structure.add(height, place, Kind.DELETE, views.number(delete.item()), Structure.NO_PARENT);
        } else if (operation instanceof Operation.Restore restore) {
            structure.add(height, place, Kind.RESTORE, views.number(restore.item()), Structure.NO_PARENT);
        }
    }

    private int numberOrRoot(@Nullable ItemId parent) {
        return parent == null ? Structure.NO_PARENT : views.number(parent);
    }

    private void structureChanged(int number) {
        changed.add(number);
        moved.add(number);
    }

    /** Why the block as a whole has no effect, or null: it names items that its writer had not seen made, or makes one twice. */
    private @Nullable String objection(FeedState feed, long sequence, Block block) {
        Set<ItemId> born = new HashSet<>(2);
        for (Operation operation : block.operations()) {
            if (operation instanceof Operation.Create create) {
                ItemId id = ItemId.of(feed.key, create.number());
                if (birth(id) != null || !born.add(id)) {
                    return "it makes item " + id + " a second time";
                }
                continue;
            }
            ItemId id = itemOf(operation);
            if (!born.contains(id) && !isSeen(feed, sequence, birth(id))) {
                return "its writer had not seen item " + id + " made";
            }
        }
        return null;
    }

    private static boolean isSeen(FeedState feed, long sequence, @Nullable Birth birth) {
        if (birth == null) {
            return false;
        }
        int maker = Place.feed(birth.place());
        long made = Place.sequence(birth.place());
        return maker == feed.number ? made < sequence : made < feed.seen(maker);
    }

    private static ItemId itemOf(Operation operation) {
        if (operation instanceof Operation.Mutate mutate) {
            return mutate.item();
        }
        if (operation instanceof Operation.Move move) {
            return move.item();
        }
        if (operation instanceof Operation.Delete delete) {
            return delete.item();
        }
        return ((Operation.Restore) operation).item();
    }

    private static @Nullable Ends ends(Operation.Create create) {
        return create.source() == null || create.target() == null ? null : new Ends(create.source(), create.target());
    }

    /** A feed that was readable is not any more: items that need its mutations again stay behind. */
    private static final class BrokenFeed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient FeedState feed;
        final Exception failure;

        BrokenFeed(FeedState feed, Exception failure) {
            super(failure);
            this.feed = feed;
            this.failure = failure;
        }
    }
}
