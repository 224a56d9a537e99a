package org.dxos.echo.engine.internal.party;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.TextForm;

/** Collects the steps of one batch. */
final class BatchBuilder implements Batch {
    private static final int MAX_TYPE_BYTES = 256;

    private final PartyCore party;
    private final List<Step> steps = new ArrayList<>(2);
    private final Map<ItemId, NewItem> created = new HashMap<>(2);
    private final WriteReceiptHandle handle = new WriteReceiptHandle();
    private Acknowledgement level = Acknowledgement.DISK;
    private boolean committed;

    BatchBuilder(PartyCore party) {
        this.party = party;
    }

    @Override
    public Batch acknowledge(Acknowledgement acknowledgement) {
        level = acknowledgement;
        return this;
    }

    @Override
    public ItemId create(NewItem item) {
        checkOpen();
        ModelCode model = party.types().model(item.model());
        if (model == null) {
            throw new EchoException(Code.NOT_LIVE, "no model " + item.model() + " is installed");
        }
        if (item.type().getBytes(StandardCharsets.UTF_8).length > MAX_TYPE_BYTES) {
            throw new EchoException(Code.LIMIT, "an item's type has at most " + MAX_TYPE_BYTES + " bytes");
        }
        long number = party.newItemNumber();
        ItemId id = ItemId.of(party.ownFeed(), number);
        Optional<Item.Ends> ends = item.ends();
        steps.add(new Step.Create(
                id,
                new Operation.Create(
                        number,
                        item.type(),
                        item.model(),
                        model.stateMachine(),
                        item.parent().orElse(null),
                        ends.map(Item.Ends::source).orElse(null),
                        ends.map(Item.Ends::target).orElse(null))));
        created.put(id, item);
        return id;
    }

    @Override
    public <T> T item(ItemId id, Class<T> facade) {
        checkOpen();
        ModelCode model = modelOf(id, facade);
        return facade.cast(party.ofModel(model, () -> model.code().facade(new Collecting(id, model))));
    }

    @Override
    public Batch edit(ItemId id, List<String> words) {
        checkOpen();
        ModelCode model = modelOf(id);
        TextForm<Object, Object> form = model.code()
                .textForm()
                .orElseThrow(() ->
                        new EchoException(Code.INVALID, "items of " + model.type() + " cannot be edited by words"));
        try {
            steps.add(new Step.Compute(id, model, party.ofModel(model, () -> form.parse(words))));
        } catch (IllegalArgumentException e) {
            throw new EchoException(Code.INVALID, String.valueOf(e.getMessage()), e);
        }
        return this;
    }

    @Override
    public Batch undo(ItemId id, int changes) {
        checkOpen();
        if (created.containsKey(id)) {
            throw new EchoException(Code.INVALID, "item " + id + " is made in this batch; leave it out instead");
        }
        steps.addAll(new Undoing(party, id).newest(changes));
        return this;
    }

    @Override
    public Batch move(ItemId id, Optional<ItemId> parent) {
        return change(id, new Operation.Move(id, parent.orElse(null)));
    }

    @Override
    public Batch delete(ItemId id) {
        return change(id, new Operation.Delete(id));
    }

    @Override
    public Batch restore(ItemId id) {
        return change(id, new Operation.Restore(id));
    }

    @Override
    public Receipt commit() {
        checkOpen();
        committed = true;
        return party.write(steps, level);
    }

    private Batch change(ItemId id, Operation operation) {
        checkOpen();
        steps.add(new Step.Change(id, operation));
        return this;
    }

    private ModelCode modelOf(ItemId id, Class<?> facade) {
        NewItem item = created.get(id);
        if (item == null) {
            return party.modelFor(id, facade);
        }
        ModelCode model = party.types().model(item.model());
        if (model == null || model.code().facadeType() != facade) {
            throw new EchoException(
                    Code.INVALID, "items of " + item.model() + " do not have the facade " + facade.getName());
        }
        return model;
    }

    private ModelCode modelOf(ItemId id) {
        NewItem item = created.get(id);
        String type = item != null ? item.model() : party.requireItem(id).model();
        ModelCode model = party.types().model(type);
        if (model == null) {
            throw new EchoException(Code.NOT_LIVE, "no model " + type + " is installed (item " + id + ")");
        }
        return model;
    }

    private void checkOpen() {
        if (committed) {
            throw new IllegalStateException("this batch has been committed");
        }
    }

    /** What facades get for writes that the batch takes on. */
    private static final class WriteReceiptHandle implements Receipt {
        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public void await() {
            throw new IllegalStateException("the write belongs to a batch; wait for the receipt of its commit");
        }

        @Override
        public java.util.concurrent.CompletionStage<Void> stage() {
            return java.util.concurrent.CompletableFuture.failedStage(
                    new IllegalStateException("the write belongs to a batch; wait for the receipt of its commit"));
        }
    }

    private final class Collecting implements ItemAccess<Object, Object> {
        private final ItemId id;
        private final ModelCode model;

        Collecting(ItemId id, ModelCode model) {
            this.id = id;
            this.model = model;
        }

        @Override
        public ItemId id() {
            return id;
        }

        @Override
        public <R> R read(Function<? super Object, ? extends R> reader) {
            return party.read(id, model, reader);
        }

        @Override
        public Receipt write(Edit<Object, Object> edit) {
            checkOpen();
            steps.add(new Step.Compute(id, model, edit));
            return handle;
        }

        @Override
        public Receipt write(Object mutation) {
            checkOpen();
            steps.add(party.encoded(id, model, mutation));
            return handle;
        }
    }
}
