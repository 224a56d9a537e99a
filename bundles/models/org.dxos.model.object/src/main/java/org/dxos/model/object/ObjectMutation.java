package org.dxos.model.object;

import java.util.List;
import org.dxos.model.object.internal.Op;
import org.jspecify.annotations.Nullable;

/** Changes of one object that are applied together. Immutable; made by {@link ObjectItem} and {@link ObjectEdit}. */
public final class ObjectMutation {
    private final List<Op> ops;

    ObjectMutation(List<Op> ops) {
        this.ops = ops;
    }

    List<Op> ops() {
        return ops;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof ObjectMutation other && ops.equals(other.ops);
    }

    @Override
    public int hashCode() {
        return ops.hashCode();
    }

    @Override
    public String toString() {
        return ops.toString();
    }
}
