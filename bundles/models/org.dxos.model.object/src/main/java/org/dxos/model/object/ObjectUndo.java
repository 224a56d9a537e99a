package org.dxos.model.object;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.MutationMeta;
import org.dxos.echo.model.Undo;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Reducer;
import org.dxos.model.object.internal.Reversal;
import org.dxos.model.object.internal.Value;
import org.jspecify.annotations.Nullable;

/** Takes changes of objects back where nobody has changed the same since. Any thread. */
final class ObjectUndo implements Undo<ObjectState, ObjectMutation> {
    @Override
    public @Nullable ObjectMutation mutation(
            ObjectState before, List<Written<ObjectMutation>> undone, ObjectState present, EditContext context) {
        Value.Fields after = before.root();
        List<Op> ops = new ArrayList<>();
        for (Written<ObjectMutation> written : undone) {
            MutationMeta meta = written.meta();
            ops.addAll(written.mutation().ops());
            after = Reducer.apply(after, written.mutation().ops(), meta.feed(), meta.sequence(), meta.index());
        }
        List<Op> reversal = new Reversal(before.root(), after, present.root()).of(ops);
        return reversal.isEmpty() ? null : new ObjectMutation(reversal);
    }
}
