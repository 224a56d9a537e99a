package org.dxos.model.object;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Receipt;
import org.dxos.model.object.internal.Change;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Path;
import org.dxos.model.object.internal.Plain;
import org.dxos.model.object.internal.Reducer;
import org.dxos.model.object.internal.Value;
import org.jspecify.annotations.Nullable;

/**
 * Collects changes of one object and writes them as one mutation: readers everywhere see all of them or none. Each change sees
 * the ones before it; an element that the same edit inserts cannot be changed by it. Arguments are as in {@link ObjectItem}.
 * Confined to one thread.
 */
public final class ObjectEdit {
    /** Stands in for the place of the mutation, which is not known before it is written. */
    private static final long UNWRITTEN = -1;

    private final ItemAccess<ObjectState, ObjectMutation> item;
    private final List<Change> changes = new ArrayList<>();

    ObjectEdit(ItemAccess<ObjectState, ObjectMutation> item) {
        this.item = item;
    }

    public ObjectEdit set(String path, @Nullable Object value) {
        return with(Change.set(Path.parseTarget(path), Plain.value(value)));
    }

    public ObjectEdit delete(String path) {
        return with(Change.delete(Path.parseTarget(path)));
    }

    public ObjectEdit push(String path, List<?> values) {
        return with(Change.push(Path.parseTarget(path), Plain.values(values)));
    }

    public ObjectEdit insert(String path, int index, List<?> values) {
        return with(Change.insert(Path.parseTarget(path), index, Plain.values(values)));
    }

    public ObjectEdit add(String path, List<?> values) {
        return with(Change.add(Path.parseTarget(path), Plain.values(values)));
    }

    public ObjectEdit remove(String path, List<?> values) {
        return with(Change.remove(Path.parseTarget(path), Plain.values(values)));
    }

    public ObjectEdit count(String path, long delta) {
        return with(Change.count(Path.parseTarget(path), delta));
    }

    private ObjectEdit with(Change change) {
        changes.add(change);
        return this;
    }

    /**
     * Writes what was collected.
     *
     * @throws IllegalArgumentException when the object has no place for one of the changes; nothing is written then
     */
    public Receipt commit() {
        List<Change> collected = List.copyOf(changes);
        return item.write((state, context) -> mutation(collected, state, context));
    }

    /** The edit that makes these changes. */
    static Edit<ObjectState, ObjectMutation> of(List<Change> changes) {
        return (state, context) -> mutation(changes, state, context);
    }

    private static @Nullable ObjectMutation mutation(List<Change> changes, ObjectState state, EditContext context) {
        List<Op> ops = new ArrayList<>(changes.size());
        Value.Fields root = state.root();
        for (int i = 0; i < changes.size(); i++) {
            Op op = changes.get(i).on(root);
            if (op != null) {
                ops.add(op);
                root = i == changes.size() - 1 ? root : Reducer.apply(root, List.of(op), context.feed(), UNWRITTEN, i);
            }
        }
        return ops.isEmpty() ? null : new ObjectMutation(List.copyOf(ops));
    }
}
