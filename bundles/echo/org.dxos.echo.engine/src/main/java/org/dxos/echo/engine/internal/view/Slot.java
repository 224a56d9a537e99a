package org.dxos.echo.engine.internal.view;

import java.util.List;
import org.dxos.echo.Status;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.engine.internal.item.KeptState;
import org.dxos.echo.engine.internal.item.Recorded;
import org.dxos.echo.engine.internal.item.StateCell;
import org.jspecify.annotations.Nullable;

/**
 * What a view holds of one item. Immutable in meaning: once its state is on disk, it may be {@linkplain #rest put to rest}, and is
 * then read from there.
 */
public final class Slot {
    private final Birth birth;
    private final int parent;
    private final boolean deleted;
    private final Status status;
    private final String reason;
    private final Recorded history;
    /** How many mutations are in the state; -1 when it has no state, or one that is no beginning of the history. */
    private final int applied;
    /** Earlier states on disk, the present one among them once it is there. */
    private volatile List<KeptState> stored;

    private volatile @Nullable StateCell state;

    Slot(
            Birth birth,
            int parent,
            boolean deleted,
            Status status,
            String reason,
            Recorded history,
            int applied,
            List<KeptState> stored,
            @Nullable StateCell state) {
        this.birth = birth;
        this.parent = parent;
        this.deleted = deleted;
        this.status = status;
        this.reason = reason;
        this.history = history;
        this.applied = applied;
        this.stored = stored;
        this.state = state;
    }

    static Slot of(ItemCell cell, int parent, boolean deleted) {
        return new Slot(
                cell.birth(),
                parent,
                deleted,
                cell.status(),
                cell.reason(),
                cell.history().recorded(),
                cell.applied(),
                cell.stored(),
                cell.state());
    }

    /** An item as it comes from disk. */
    public static Slot atRest(
            Birth birth,
            int parent,
            boolean deleted,
            Status status,
            String reason,
            Recorded history,
            List<KeptState> stored) {
        int applied = stored.isEmpty() ? -1 : stored.get(stored.size() - 1).applied();
        return new Slot(birth, parent, deleted, status, reason, history, applied, List.copyOf(stored), null);
    }

    /** The same elsewhere in the tree. */
    Slot placed(int newParent, boolean isDeleted) {
        return new Slot(birth, newParent, isDeleted, status, reason, history, applied, stored, state);
    }

    /** The same elsewhere in the tree, without a state in memory: to make an earlier one from. */
    public Slot past(int newParent, boolean isDeleted) {
        return new Slot(birth, newParent, isDeleted, status, reason, history, -1, stored, null);
    }

    public Birth birth() {
        return birth;
    }

    /** The number of the item above, or less than 0. */
    public int parent() {
        return parent;
    }

    /** Whether it is deleted itself. */
    public boolean deleted() {
        return deleted;
    }

    /** How it was when it was last in memory. */
    public Status status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public Recorded history() {
        return history;
    }

    /** How many mutations at the start of the history make the state; -1 when there is none, or it is not made so. */
    public int applied() {
        return applied;
    }

    /** The state, while it is in memory. */
    public @Nullable StateCell state() {
        return state;
    }

    /** Earlier states on disk, oldest first; the present one among them once it is there. */
    public List<KeptState> stored() {
        return stored;
    }

    /** The present state on disk, or null. */
    public @Nullable KeptState present() {
        List<KeptState> all = stored;
        KeptState newest = all.isEmpty() ? null : all.get(all.size() - 1);
        return newest != null && newest.applied() == history.size() ? newest : null;
    }

    /** Takes note of what is on disk. */
    public void store(List<KeptState> states) {
        stored = List.copyOf(states);
    }

    /** Lets go of the state in memory. What is left is enough to make it again. */
    public void rest() {
        state = null;
    }

    /** The item to work on. */
    public ItemCell cell(int number) {
        return new ItemCell(number, birth, history, stored);
    }
}
