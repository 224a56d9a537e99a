package org.dxos.echo.engine.internal.structure;

import org.dxos.echo.engine.internal.tree.IntTrie;
import org.jspecify.annotations.Nullable;

/** Structural changes in canonical order, each with what is needed to undo it. Confined to the party loop. */
public final class ChangeLog {
    private IntTrie<Entry> entries;
    private IntTrie.Edit edit = new IntTrie.Edit();
    private @Nullable Entry last;

    /**
     * A change and where it stands.
     *
     * @param effective whether it had an effect
     * @param parentBefore the parent of its item before it
     * @param deletedBefore whether its item was deleted before it
     */
    public record Entry(
            long height, long place, Change change, boolean effective, int parentBefore, boolean deletedBefore) {}

    ChangeLog(IntTrie<Entry> entries) {
        this.entries = entries;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Entry last() {
        Entry newest = last;
        if (newest == null) {
            newest = java.util.Objects.requireNonNull(entries.get(entries.size() - 1));
            last = newest;
        }
        return newest;
    }

    void push(Entry entry) {
        entries = entries.with(entries.size(), entry, edit);
        last = entry;
    }

    Entry pop() {
        Entry newest = last();
        entries = entries.without(entries.size() - 1, edit);
        last = null;
        return newest;
    }

    /** All entries by their index; does not change from now on. */
    IntTrie<Entry> entries() {
        edit.close();
        edit = new IntTrie.Edit();
        return entries;
    }
}
