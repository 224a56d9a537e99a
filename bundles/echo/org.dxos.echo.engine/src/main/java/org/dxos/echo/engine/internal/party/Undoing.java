package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Item;
import org.dxos.echo.engine.internal.item.Machine;
import org.dxos.echo.engine.internal.past.ItemHistory;
import org.dxos.echo.engine.internal.past.Past;
import org.dxos.echo.engine.internal.structure.Change;
import org.dxos.echo.engine.internal.structure.ChangeLog;
import org.dxos.echo.engine.internal.type.ModelCode;
import org.dxos.echo.engine.internal.wire.Operation;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Undo;

/** Works out how the newest changes of an item that our feed holds are taken back. Confined to the thread of one call. */
final class Undoing {
    private final PartyCore party;
    private final Item item;
    private final ItemHistory history;

    Undoing(PartyCore party, ItemId id) {
        this.party = party;
        Past past = party.past();
        this.history = past.historyOf(id);
        this.item = party.requireItem(id);
    }

    /** What a batch is to do. */
    List<Step> newest(int count) {
        if (count < 1) {
            throw new EchoException(Code.INVALID, "the number of changes to undo is 1 or more, not " + count);
        }
        FeedKey own = party.ownFeed();
        List<ItemHistory.Step> undone = history.stream()
                .filter(step -> history.isOf(step, own))
                .limit(count)
                .toList();
        if (undone.size() < count) {
            throw new EchoException(
                    Code.INVALID,
                    "this device has written " + undone.size() + " changes of item " + item.id() + ", not " + count);
        }
        List<Step> steps = new ArrayList<>(2);
        edits(undone, steps);
        structure(undone, steps);
        return steps;
    }

    private void edits(List<ItemHistory.Step> undone, List<Step> steps) {
        List<Integer> mutations = new ArrayList<>(undone.stream()
                .map(ItemHistory.Step::mutation)
                .filter(index -> index >= 0)
                .toList());
        if (mutations.isEmpty()) {
            return;
        }
        Collections.reverse(mutations);
        ModelCode model = party.types().model(item.model());
        if (model == null) {
            throw new EchoException(Code.NOT_LIVE, "no model " + item.model() + " is installed");
        }
        Undo<Object, Object> undo = party.ofModel(model, () -> model.code().undo())
                .orElseThrow(() ->
                        new EchoException(Code.INVALID, "edits of items of " + model.type() + " cannot be undone"));
        Machine machine = party.requireMachine(model.stateMachine());
        Object before = history.stateBefore(mutations.get(0), machine);
        List<Undo.Written<Object>> written = List.copyOf(history.written(mutations, machine));
        steps.add(
                new Step.Compute(item.id(), model, (state, context) -> undo.mutation(before, written, state, context)));
    }

    /** Goes back from where the item is through our changes, as long as nobody has changed it since. */
    private void structure(List<ItemHistory.Step> undone, List<Step> steps) {
        boolean wasDeleted = item.isDeleted();
        boolean isDeleted = wasDeleted;
        Optional<ItemId> oldParent = item.parent();
        Optional<ItemId> parent = oldParent;
        boolean isFlagOurs = undone.stream().anyMatch(Undoing::setsDeleted)
                && undone.contains(history.stream()
                        .filter(Undoing::setsDeleted)
                        .findFirst()
                        .orElseThrow());
        for (ItemHistory.Step step : undone) {
            ChangeLog.Entry entry = step.structural();
            if (entry == null || !entry.effective()) {
                continue;
            }
            Change change = entry.change();
            switch (change.kind()) {
                case CREATE -> isDeleted = true;
                case DELETE, RESTORE -> isDeleted = isFlagOurs ? entry.deletedBefore() : isDeleted;
                case MOVE ->
                    parent = parent.equals(history.idOf(change.parent())) ? history.idOf(entry.parentBefore()) : parent;
            }
        }
        if (!parent.equals(oldParent)) {
            steps.add(new Step.Change(item.id(), new Operation.Move(item.id(), parent.orElse(null))));
        }
        if (isDeleted != wasDeleted) {
            steps.add(new Step.Change(
                    item.id(), isDeleted ? new Operation.Delete(item.id()) : new Operation.Restore(item.id())));
        }
    }

    private static boolean setsDeleted(ItemHistory.Step step) {
        ChangeLog.Entry entry = step.structural();
        return entry != null
                && entry.effective()
                && (entry.change().kind() == Change.Kind.DELETE
                        || entry.change().kind() == Change.Kind.RESTORE);
    }
}
