package org.dxos.model.object;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.DxosType;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.dxos.echo.model.Undo;
import org.dxos.model.object.internal.Plain;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** The model {@value #TYPE}. Any thread. */
@Component(service = Model.class)
@DxosType(ObjectModel.TYPE)
public final class ObjectModel implements Model<ObjectState, ObjectMutation, ObjectItem> {
    public static final String TYPE = "dxos.model/object";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String stateMachine() {
        return ObjectStateMachine.TYPE;
    }

    @Override
    public Class<ObjectItem> facadeType() {
        return ObjectItem.class;
    }

    @Override
    public ObjectItem facade(ItemAccess<ObjectState, ObjectMutation> item) {
        return new ObjectItem(item);
    }

    @Override
    public Optional<TextForm<ObjectState, ObjectMutation>> textForm() {
        return Optional.of(new ObjectText());
    }

    @Override
    public Optional<Undo<ObjectState, ObjectMutation>> undo() {
        return Optional.of(new ObjectUndo());
    }

    /** Sets come as lists, in order. A text that is no path names no field. */
    @Override
    public @Nullable Object field(ObjectState state, String path) {
        try {
            return Plain.tree(state.find(path), false);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public Set<String> fields(ObjectState state) {
        Set<String> names = new LinkedHashSet<>();
        state.root().fields().forEach(field -> names.add(field.name()));
        return names;
    }
}
