package org.dxos.echo.engine.internal.index;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.Item;
import org.dxos.echo.engine.internal.index.IndexSpec.Scope;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.dxos.echo.model.Index;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the indexes of a party. The party loop tells which items changed, which costs one note each; some time later a task on the
 * scheduler reads these items' fields, which is foreign code, from a view, and hands the new state of the indexes to the loop. All
 * methods are confined to the loop.
 */
public final class Indexer {
    /** Items that one task reads. */
    private static final int BATCH = 4096;

    private final Scheduler scheduler;
    private final Duration delay;
    private final Party party;
    private final Consumer<Throwable> failures;

    private IndexState state = IndexState.NONE;
    /** What the newest snapshot has. */
    private IndexState kept = IndexState.NONE;

    private IntTrie<Boolean> taken = IntTrie.empty();
    private IntTrie<Boolean> changed = IntTrie.empty();
    private Edit edit = new Edit();
    private @Nullable IndexView published = IndexView.NONE;
    private boolean isRunning;
    /** Whether the last task failed: the next waits until there is something new. */
    private boolean hasFailed;

    private volatile boolean isClosed;

    /** Items of one view of the party. */
    public interface Items {
        /** The item of a number; null when it is not there, or cannot be read now. */
        @Nullable
        Item readable(int number);

        /** Calls with the numbers of items from one on, ascending, as long as that is wanted. */
        void forEachNumber(int from, IntPredicate wanted);
    }

    /** The party that has the indexes. */
    public interface Party {
        /** The newest view. Any thread but the loop. */
        Items items();

        /** Runs a task in the loop; a view is published after it. Any thread. */
        void inLoop(Runnable task);
    }

    /** @param delay how long changes gather before they are indexed */
    public Indexer(Scheduler scheduler, Duration delay, Party party, Consumer<Throwable> failures) {
        this.scheduler = scheduler;
        this.delay = delay;
        this.party = party;
        this.failures = failures;
    }

    /** Takes over what a snapshot holds; the items that changed since are to be told. */
    public void load(IndexView view) {
        state = view.state();
        kept = state;
        changed = view.changed();
        published = null;
    }

    /** Whether the indexes have come further than the newest snapshot. */
    public boolean isUnkept() {
        return state != kept;
    }

    /** A snapshot was taken. */
    public void kept() {
        kept = state;
    }

    /** Notes that items have changed. */
    public void changed(Iterable<Integer> numbers) {
        if (state.isEmpty()) {
            return;
        }
        hasFailed = false;
        for (int number : numbers) {
            changed = changed.with(number, true, edit);
        }
        published = null;
    }

    /** What the next view shows; the same object as long as nothing changes. */
    public IndexView view() {
        IndexView view = published;
        if (view == null) {
            edit.close();
            edit = new Edit();
            view = new IndexView(state, taken, changed);
            published = view;
        }
        return view;
    }

    /** Whether {@link #view} has something new to show. */
    public boolean isChanged() {
        return published == null;
    }

    /** Sees to it that changes are indexed before long. To be called after a view was published. */
    public void wake() {
        if (!isRunning
                && !hasFailed
                && !isClosed
                && (!changed.isEmpty() || !state.growing().isEmpty())) {
            isRunning = true;
            scheduler.schedule(state.growing().isEmpty() ? delay : Duration.ZERO, () -> party.inLoop(this::take));
        }
    }

    /**
     * A model is there: items that could not be read for want of it can be now, and those that were read by another's code are read
     * again.
     */
    public void modelArrived(String type, String provider) {
        String known = state.models().get(type);
        if (!provider.equals(known)) {
            state = state.with(type, provider);
            if (known != null) {
                state = state.restarted();
            }
        }
        hasFailed = false;
        if (!state.isEmpty()) {
            changed = IndexView.plus(changed, state.opaque());
        }
        published = null;
    }

    /** Adds an index; false when there is one like it. */
    public boolean declare(Scope scope, String name, Index index) {
        if (find(scope, name, index) != null) {
            return false;
        }
        hasFailed = false;
        state = state.with(scope, name, index);
        published = null;
        return true;
    }

    /** Takes an index away; false when there is none like it. */
    public boolean drop(Scope scope, String name, Index index) {
        IndexSpec spec = find(scope, name, index);
        if (spec == null) {
            return false;
        }
        state = state.without(spec);
        if (state.isEmpty()) {
            changed = IntTrie.empty();
        }
        published = null;
        return true;
    }

    /** Nothing is indexed any more. Any thread. */
    public void close() {
        isClosed = true;
    }

    public List<IndexSpec> specs() {
        return state.all();
    }

    private @Nullable IndexSpec find(Scope scope, String name, Index index) {
        return state.all().stream()
                .filter(new IndexSpec(0, scope, name, index)::isLike)
                .findFirst()
                .orElse(null);
    }

    /** Sets apart what the next task works on, and starts it. */
    private void take() {
        if (changed.size() <= BATCH) {
            taken = changed;
            changed = IntTrie.empty();
        } else {
            Edit split = new Edit();
            changed.forEach(0, (number, present) -> {
                taken = taken.with(number, true, split);
                return taken.size() < BATCH;
            });
            taken.forEachKey(number -> changed = changed.without(number, split));
            split.close();
        }
        published = null;
        IndexState before = state;
        IntTrie<Boolean> numbers = taken;
        scheduler.execute(() -> work(before, numbers));
    }

    private void work(IndexState before, IntTrie<Boolean> numbers) {
        IndexState[] after = {before};
        boolean[] isWhole = {false};
        try {
            if (isClosed) {
                return;
            }
            Items items = party.items();
            numbers.forEachKey(number -> after[0] = after[0].with(number, items.readable(number)));
            if (!before.growing().isEmpty()) {
                int[] count = {0};
                int[] next = {before.cursor()};
                items.forEachNumber(before.cursor(), number -> {
                    after[0] = after[0].with(number, items.readable(number));
                    next[0] = number + 1;
                    return ++count[0] < BATCH;
                });
                after[0] = count[0] < BATCH ? after[0].grown() : after[0].at(next[0]);
            }
            isWhole[0] = true;
        } catch (RuntimeException | Error e) {
            if (!isClosed) {
                failures.accept(e);
            }
        }
        party.inLoop(() -> finish(before, isWhole[0] ? after[0] : null));
    }

    private void finish(IndexState before, @Nullable IndexState after) {
        isRunning = false;
        if (after != null && state == before) {
            state = after;
        } else if (!state.isEmpty()) {
            changed = IndexView.plus(changed, taken);
        }
        taken = IntTrie.empty();
        published = null;
        hasFailed = after == null;
    }
}
