package org.dxos.model.object;

import java.util.Map;
import org.dxos.model.object.internal.Located;
import org.dxos.model.object.internal.Path;
import org.dxos.model.object.internal.Plain;
import org.dxos.model.object.internal.Printer;
import org.dxos.model.object.internal.Value;
import org.jspecify.annotations.Nullable;

/** The content of an object at one moment. Immutable; shares what has not changed with the states before and after it. */
public final class ObjectState {
    static final ObjectState EMPTY = new ObjectState(Value.Fields.EMPTY);

    private final Value.Fields root;

    ObjectState(Value.Fields root) {
        this.root = root;
    }

    Value.Fields root() {
        return root;
    }

    @Nullable
    Value find(String path) {
        return Located.find(root, Path.parse(path));
    }

    /**
     * The value at a path, as {@link ObjectItem#get} gives it; null when there is none.
     *
     * @throws IllegalArgumentException when the text is no path
     */
    public @Nullable Object get(String path) {
        return Plain.object(find(path));
    }

    /** All fields by name, names in order. Unmodifiable. */
    public Map<String, @Nullable Object> toMap() {
        return Plain.map(root);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ObjectState other && root.equals(other.root);
    }

    @Override
    public int hashCode() {
        return root.hashCode();
    }

    @Override
    public String toString() {
        return Printer.literal(root);
    }
}
