package org.dxos.echo.engine.internal.view;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dxos.base.Bytes;
import org.dxos.base.Hash;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.StateCell;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.Genesis;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.TextForm;
import org.jspecify.annotations.Nullable;

/** An item in one view. */
final class ViewItem implements Item {
    private final PartyView view;
    private final Slot slot;
    private final TypeRegistry types;
    private final ItemState state;

    ViewItem(PartyView view, Slot slot, TypeRegistry types, ItemState state) {
        this.view = view;
        this.slot = slot;
        this.types = types;
        this.state = state;
    }

    Birth birth() {
        return slot.birth();
    }

    @Override
    public ItemId id() {
        return slot.birth().item();
    }

    @Override
    public String type() {
        return slot.birth().type();
    }

    @Override
    public String model() {
        return slot.birth().model();
    }

    @Override
    public String stateMachine() {
        return slot.birth().stateMachine();
    }

    @Override
    public Genesis genesis() {
        return slot.birth();
    }

    @Override
    public Optional<ItemId> parent() {
        return slot.parent() < 0 ? Optional.empty() : Optional.ofNullable(view.idOf(slot.parent()));
    }

    @Override
    public boolean isDeleted() {
        return slot.deleted();
    }

    @Override
    public boolean isVisible() {
        return view.isVisible(slot);
    }

    @Override
    public Optional<Ends> ends() {
        return Optional.ofNullable(slot.birth().ends());
    }

    @Override
    public Status status() {
        return state.status();
    }

    @Override
    public String statusReason() {
        return state.reason();
    }

    @Override
    public long mutations() {
        return state.mutations();
    }

    @Override
    public <T> T as(Class<T> facade) {
        ModelCode model = types.modelFor(model(), stateMachine(), facade);
        if (model == null) {
            throw new EchoException(
                    Code.NOT_LIVE,
                    "no installed model over " + stateMachine() + " has the facade " + facade.getName() + " (item "
                            + id() + ")");
        }
        return facade.cast(model.code().facade(new ReadOnly()));
    }

    @Override
    public @Nullable Object field(String path) {
        return withModel((model, state) -> model.code().field(state, path));
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = withModel((model, state) -> model.code().fields(state));
        return fields == null ? Set.of() : fields;
    }

    @Override
    public String render() {
        String text = withForm((form, state) -> form.render(state));
        return text == null ? "" : text;
    }

    @Override
    public @Nullable Object tree() {
        return this.<Object>withForm((form, state) -> form.tree(state));
    }

    @Override
    public List<String> candidates(List<String> before) {
        List<String> words = withForm((form, state) -> form.candidates(state, before));
        return words == null ? List.of() : words;
    }

    @Override
    public Optional<Bytes> document() {
        return Optional.ofNullable(this.<Bytes>withModel((model, state) ->
                model.code().documentForm().map(form -> form.write(state)).orElse(null)));
    }

    @Override
    public Optional<Hash> stateHash() {
        StateCell held = state.cell();
        if (held == null) {
            return Optional.empty();
        }
        Encoded encoded = read(held, state -> held.machine().encodeState(state));
        return Optional.of(Hash.of("dxos.echo.state.1/" + encoded.format(), encoded.bytes()));
    }

    @Override
    public String toString() {
        return "item " + id() + " (" + model() + ", " + status() + ")";
    }

    private <R> @Nullable R withForm(BiFunction<TextForm<Object, Object>, Object, @Nullable R> reader) {
        return this.<R>withModel((model, state) -> {
            Optional<TextForm<Object, Object>> form = model.code().textForm();
            return form.isEmpty() ? null : reader.apply(form.get(), state);
        });
    }

    private <R> @Nullable R withModel(BiFunction<ModelCode, Object, @Nullable R> reader) {
        StateCell held = state.cell();
        ModelCode model = types.model(model());
        if (held == null || model == null || !model.stateMachine().equals(stateMachine())) {
            return null;
        }
        return read(held, state -> reader.apply(model, state));
    }

    /** Foreign code reads the state: what it throws becomes an error of ours that names it. */
    private <R> R read(StateCell held, Function<Object, R> reader) {
        synchronized (held) {
            try {
                return reader.apply(held.state());
            } catch (EchoException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                throw new EchoException(
                        Code.NOT_LIVE, "reading item " + id() + " failed: " + model() + " threw " + e, e);
            }
        }
    }

    private final class ReadOnly implements ItemAccess<Object, Object> {
        @Override
        public ItemId id() {
            return ViewItem.this.id();
        }

        @Override
        public <R> R read(Function<? super Object, ? extends R> reader) {
            StateCell held = state.cell();
            if (held == null) {
                throw new EchoException(Code.NOT_LIVE, "item " + id() + " is not live: " + statusReason());
            }
            return ViewItem.this.read(held, reader::apply);
        }

        @Override
        public Receipt write(Edit<Object, Object> edit) {
            throw new IllegalStateException("a view cannot be written to; take the item from its party");
        }

        @Override
        public Receipt write(Object mutation) {
            throw new IllegalStateException("a view cannot be written to; take the item from its party");
        }
    }
}
