package org.dxos.echo.engine.internal.party;

import java.util.List;
import java.util.function.Function;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;

/** An item bound to its party: each write is a batch of its own. */
final class BoundItem implements ItemAccess<Object, Object> {
    private final PartyCore party;
    private final ItemId id;
    private final ModelCode model;
    private final Acknowledgement level;

    BoundItem(PartyCore party, ItemId id, ModelCode model, Acknowledgement level) {
        this.party = party;
        this.id = id;
        this.model = model;
        this.level = level;
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
        return party.write(List.of(new Step.Compute(id, model, edit)), level);
    }

    @Override
    public Receipt write(Object mutation) {
        return party.write(List.of(party.encoded(id, model, mutation)), level);
    }
}
