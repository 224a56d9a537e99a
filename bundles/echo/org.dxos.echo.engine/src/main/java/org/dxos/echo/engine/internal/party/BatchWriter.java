package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dxos.base.key.DeviceKey;
import org.dxos.base.key.FeedKey;
import org.dxos.base.key.IdentityKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.Foreign;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.item.Meta;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.item.States;
import org.dxos.echo.engine.internal.structure.Structure;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.wire.BlockCodec;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a batch of ours writes: runs its edits on the present states, and keeps what they lead to aside until the block
 * is appended. Made for one batch, within the party loop. If it throws, nothing has happened; {@link #giveUp} repairs states that
 * may have been changed in place.
 */
final class BatchWriter {
    private final Stamp stamp;
    private final Items items;
    private final Structure structure;
    private final States states;
    private final Foreign foreign;
    private final Runnable hung;
    private final Map<ItemId, Work> works = new LinkedHashMap<>(4);
    private final Map<ItemId, Integer> edits = new HashMap<>(4);
    private final List<Operation> operations = new ArrayList<>(2);

    /** Where the batch is going to stand and who writes it. */
    record Stamp(
            IdentityKey member,
            DeviceKey device,
            FeedKey feed,
            int feedNumber,
            long sequence,
            long height,
            long claimedMillis) {
        Meta meta(ItemId item, int index) {
            return new Meta(item, member, device, feed, sequence, index, height, claimedMillis);
        }

        long place(int index) {
            return Place.of(feedNumber, sequence, index);
        }
    }

    /** The items of the party. */
    interface Items {
        @Nullable
        ItemCell find(ItemId id);

        /** What an item was made as, or null when there is none. */
        @Nullable
        Birth birth(ItemId id);

        /** The number under which the party knows an id. */
        int number(ItemId id);

        /** An item that is not there yet; nothing is recorded. */
        ItemCell unborn(Birth birth);

        @Nullable
        Machine machine(String type);

        /** An installed model, or null. */
        @Nullable
        ModelCode model(String type);

        /** Throws NOT_LIVE when a model has been withdrawn. */
        void requireInstalled(ModelCode model);

        /** Applies everything that waits for an item. */
        void finish(ItemCell cell);

        /** Has an item's state made again, because the present one may be spoilt. */
        void rebuild(ItemCell cell);
    }

    /** One item of the batch and what becomes of it. */
    static final class Work {
        final ItemCell cell;
        final Machine machine;
        /** Whether the state below is a copy, or new, and may be thrown away. */
        final boolean isCopy;

        final List<Integer> indexes = new ArrayList<>(1);
        Object state;
        /** A single mutation, applied once everything else is known to be right. */
        @Nullable
        Object deferred;

        boolean isBorn;
        /** Whether the item's own state is in foreign hands, or has been. */
        boolean isTouched;

        Work(ItemCell cell, Machine machine, Object state, boolean isCopy) {
            this.cell = cell;
            this.machine = machine;
            this.state = state;
            this.isCopy = isCopy;
        }
    }

    /** @param hung told, within the loop, when a foreign call of this batch did not return in time */
    BatchWriter(Stamp stamp, Items items, Structure structure, States states, Foreign foreign, Runnable hung) {
        this.stamp = stamp;
        this.items = items;
        this.structure = structure;
        this.states = states;
        this.foreign = foreign;
        this.hung = hung;
    }

    /** Runs all steps. */
    void run(List<Step> steps) {
        if (steps.size() > 1) {
            steps.forEach(step -> edits.merge(step.item(), 1, Integer::sum));
        }
        for (Step step : steps) {
            if (operations.size() >= BlockCodec.MAX_OPERATIONS) {
                throw new EchoException(Code.LIMIT, "a batch has at most " + BlockCodec.MAX_OPERATIONS + " operations");
            }
            if (step instanceof Step.Create create) {
                create(create);
            } else if (step instanceof Step.Change change) {
                check(change.operation());
                operations.add(change.operation());
            } else {
                edit(step);
            }
        }
        for (Work work : works.values()) {
            applyDeferred(work);
        }
    }

    /** After all steps: refuses the batch when a schema forbids what an item has come to. */
    void obey(SchemaGuard schemas) {
        for (Work work : works.values()) {
            Birth birth = work.cell.birth();
            Set<String> paths = schemas.paths(birth.type());
            if (!paths.isEmpty() && (work.isBorn || !work.indexes.isEmpty())) {
                schemas.judge(birth.item(), birth.type(), fields(work, paths), this::typeOf);
            }
        }
    }

    private Map<String, Object> fields(Work work, Set<String> paths) {
        Birth birth = work.cell.birth();
        ModelCode model = items.model(birth.model());
        if (model == null || !model.stateMachine().equals(work.machine.type())) {
            throw new EchoException(
                    Code.NOT_LIVE,
                    "item " + birth.item() + " has to obey a schema, and its model " + birth.model()
                            + ", which tells its fields, is not installed");
        }
        StateCell held = work.cell.state();
        Object monitor = held == null ? work : held;
        return foreign(
                () -> {
                    synchronized (monitor) {
                        Map<String, Object> values = new HashMap<>();
                        for (String path : paths) {
                            Object value = model.code().field(work.state, path);
                            if (value != null) {
                                values.put(path, value);
                            }
                        }
                        return values;
                    }
                },
                work.machine);
    }

    private Optional<String> typeOf(ItemId id) {
        Work work = works.get(id);
        Birth birth = work == null ? items.birth(id) : work.cell.birth();
        if (birth == null || ((work == null || !work.isBorn) && structure.isDeleted(items.number(id)))) {
            return Optional.empty();
        }
        return Optional.of(birth.type());
    }

    List<Operation> operations() {
        return operations;
    }

    Iterable<Work> works() {
        return works.values();
    }

    /** Undoes what was changed in place. */
    void giveUp() {
        for (Work work : works.values()) {
            if (work.isTouched && !work.isBorn) {
                items.rebuild(work.cell);
            }
        }
    }

    private void create(Step.Create step) {
        Operation.Create create = step.operation();
        Machine machine = items.machine(create.stateMachine());
        if (machine == null) {
            throw new EchoException(Code.NOT_LIVE, "no state machine " + create.stateMachine() + " is installed");
        }
        if (items.birth(step.item()) != null || works.containsKey(step.item())) {
            throw new EchoException(Code.CONFLICT, "item " + step.item() + " exists");
        }
        if (create.parent() != null && !exists(create.parent())) {
            throw new EchoException(Code.NOT_FOUND, "no item " + create.parent() + " to be the parent");
        }
        var ends = create.source() == null || create.target() == null
                ? null
                : new org.dxos.echo.Item.Ends(create.source(), create.target());
        if (ends != null && (!exists(ends.source()) || !exists(ends.target()))) {
            ItemId missing = exists(ends.source()) ? ends.target() : ends.source();
            throw new EchoException(Code.NOT_FOUND, "no item " + missing + " to be an end of the link");
        }
        Birth birth = new Birth(
                step.item(),
                stamp.member(),
                stamp.device(),
                stamp.feed(),
                stamp.claimedMillis(),
                create.type(),
                create.model(),
                create.stateMachine(),
                ends,
                stamp.height(),
                stamp.place(operations.size()));
        Object state = foreign(() -> machine.initial(birth), machine);
        Work work = new Work(items.unborn(birth), machine, state, true);
        work.isBorn = true;
        works.put(step.item(), work);
        operations.add(create);
    }

    private void check(Operation operation) {
        if (operation instanceof Operation.Move move) {
            require(move.item());
            if (move.parent() != null) {
                require(move.parent());
                checkCycle(move.item(), move.parent());
            }
        } else if (operation instanceof Operation.Delete delete) {
            require(delete.item());
        } else if (operation instanceof Operation.Restore restore) {
            require(restore.item());
        }
    }

    private void checkCycle(ItemId item, ItemId parent) {
        if (item.equals(parent) || structure.isUnder(items.number(parent), items.number(item))) {
            throw new EchoException(Code.CONFLICT, "item " + parent + " is under item " + item + " itself");
        }
    }

    private void edit(Step step) {
        Work work = works.get(step.item());
        if (work == null) {
            work = begin(step.item());
            works.put(step.item(), work);
        }
        Machine machine = work.machine;
        Object state = work.state;
        Object mutation;
        Encoded encoded;
        if (step instanceof Step.Write write) {
            encoded = write.encoded();
            mutation = write.machine() == machine ? write.mutation() : foreign(() -> decode(machine, encoded), machine);
        } else {
            Step.Compute compute = (Step.Compute) step;
            mutation = compute(work, compute, state);
            if (mutation == null) {
                return;
            }
            Object computed = mutation;
            encoded = foreign(() -> machine.encodeMutation(computed), machine);
        }
        int index = operations.size();
        operations.add(new Operation.Mutate(step.item(), encoded));
        work.indexes.add(index);
        if (work.isCopy) {
            work.state = apply(work, state, mutation, index);
        } else {
            work.deferred = mutation;
        }
    }

    /** The state machine was replaced between encoding and now. */
    private static Object decode(Machine machine, Encoded encoded) {
        if (!machine.descriptor().readsMutation(encoded.format())) {
            throw new IllegalStateException("it does not read format " + encoded.format());
        }
        try {
            return machine.decodeMutation(encoded);
        } catch (org.dxos.base.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object compute(Work work, Step.Compute step, Object state) {
        items.requireInstalled(step.model());
        Context context = new Context(step.item(), stamp);
        StateCell held = work.cell.state();
        Object monitor = held == null ? work : held;
        boolean wasTouched = work.isTouched;
        work.isTouched = true;
        java.util.Optional<Object> mutation;
        try {
            mutation = foreign(
                    () -> {
                        synchronized (monitor) {
                            return java.util.Optional.ofNullable(step.edit().mutation(state, context));
                        }
                    },
                    null);
        } catch (ClassCastException e) {
            work.isTouched = wasTouched;
            throw PartyCore.replaced(step.model(), e);
        } catch (RuntimeException e) {
            work.isTouched = wasTouched;
            throw e;
        }
        work.isTouched = wasTouched;
        return mutation.orElse(null);
    }

    private Work begin(ItemId id) {
        ItemCell cell = items.find(id);
        if (cell == null) {
            throw new EchoException(Code.NOT_FOUND, "no item " + id);
        }
        items.finish(cell);
        StateCell held = cell.state();
        if (held == null || cell.status() != Status.LIVE) {
            throw new EchoException(
                    Code.NOT_LIVE, "item " + id + " is " + cell.status() + " and cannot be written: " + cell.reason());
        }
        boolean isCopy = edits.getOrDefault(id, 1) > 1;
        Object state = isCopy ? foreign(() -> states.fork(cell), held.machine()) : held.state();
        return new Work(cell, held.machine(), state, isCopy);
    }

    private void applyDeferred(Work work) {
        Object mutation = work.deferred;
        if (mutation != null) {
            Meta meta = stamp.meta(work.cell.birth().item(), work.indexes.get(0));
            work.isTouched = true;
            work.state = foreign(() -> work.machine.apply(states.writable(work.cell), meta, mutation), work.machine);
        }
    }

    private Object apply(Work work, Object state, Object mutation, int index) {
        Meta meta = stamp.meta(work.cell.birth().item(), index);
        return foreign(() -> work.machine.apply(state, meta, mutation), work.machine);
    }

    /** What a state machine throws refuses the batch; what an edit throws reaches its writer as it is. */
    private <T> T foreign(java.util.function.Supplier<T> call, @Nullable Machine machine) {
        try {
            return foreign.call(call, () -> {
                giveUp();
                hung.run();
            });
        } catch (RuntimeException | Error e) {
            States.rethrowAbandoned(e);
            if (machine == null && e instanceof RuntimeException) {
                throw e;
            }
            String who = machine == null ? "the edit" : machine.type();
            throw new EchoException(Code.NOT_LIVE, who + " threw " + e, e);
        }
    }

    private boolean exists(ItemId id) {
        return works.containsKey(id) || items.birth(id) != null;
    }

    private void require(ItemId id) {
        if (!exists(id)) {
            throw new EchoException(Code.NOT_FOUND, "no item " + id);
        }
    }

    private record Context(ItemId item, Stamp stamp) implements EditContext {
        @Override
        public FeedKey feed() {
            return stamp.feed();
        }

        @Override
        public IdentityKey member() {
            return stamp.member();
        }

        @Override
        public long claimedMillis() {
            return stamp.claimedMillis();
        }
    }
}
