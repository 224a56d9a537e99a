package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dxos.base.loop.Scheduler;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.QueryUpdate;
import org.dxos.echo.Subscription;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * A query whose listener is kept up to date. The loop only notes which items changed; on the scheduler the query then looks at
 * those items alone, so an update costs the change, not the database. While the listener runs, further changes pile up as a set
 * of items, which is bounded by their number.
 */
final class LiveQuery implements Subscription {
    private final Query query;
    private final Consumer<QueryUpdate> listener;
    private final Supplier<PartyView> views;
    private final Scheduler scheduler;
    private final Consumer<LiveQuery> end;
    private final Consumer<Throwable> failures;

    /** Items to look at; null when all must be looked at. Guarded by this. */
    private @Nullable Set<Integer> changed;

    /** Whether the listener has been told of a result. Touched by one run at a time. */
    private boolean begun;

    private boolean running;
    private volatile boolean closed;
    /** What the listener knows. Touched by one run at a time. */
    private final Set<Integer> result = new HashSet<>();

    LiveQuery(
            Query query,
            Consumer<QueryUpdate> listener,
            Supplier<PartyView> views,
            Scheduler scheduler,
            Consumer<LiveQuery> end,
            Consumer<Throwable> failures) {
        this.query = query;
        this.listener = listener;
        this.views = views;
        this.scheduler = scheduler;
        this.end = end;
        this.failures = failures;
    }

    /** Tells the listener of the present result. */
    synchronized void start() {
        running = true;
        scheduler.execute(this::run);
    }

    /** Notes changed items. Called in the party loop. */
    synchronized void note(Iterable<Integer> numbers) {
        if (closed) {
            return;
        }
        if (changed != null) {
            numbers.forEach(changed::add);
        }
        if (!running) {
            running = true;
            scheduler.execute(this::run);
        }
    }

    /** Has all items looked at: what a query reads of them has changed, though they have not. Called in the party loop. */
    synchronized void refresh() {
        changed = null;
        note(Set.of());
    }

    @Override
    public void close() {
        closed = true;
        end.accept(this);
    }

    private void run() {
        Set<Integer> batch;
        synchronized (this) {
            batch = changed;
            changed = new HashSet<>();
        }
        try {
            if (!closed) {
                update(views.get(), batch);
            }
        } catch (RuntimeException | Error e) {
            failures.accept(e);
        }
        synchronized (this) {
            if (changed == null || !changed.isEmpty()) {
                scheduler.execute(this::run);
            } else {
                running = false;
            }
        }
    }

    private void update(PartyView view, @Nullable Set<Integer> batch) {
        List<Item> added = new ArrayList<>();
        List<Item> updated = new ArrayList<>();
        List<ItemId> removed = new ArrayList<>();
        if (batch == null) {
            lookAtAll(view, added, updated, removed);
        } else {
            for (int number : batch) {
                look(view, number, added, updated, removed);
            }
        }
        if (begun && added.isEmpty() && updated.isEmpty() && removed.isEmpty()) {
            return;
        }
        begun = true;
        listener.accept(new QueryUpdate(view, added, updated, removed));
    }

    private void lookAtAll(PartyView view, List<Item> added, List<Item> updated, List<ItemId> removed) {
        Set<Integer> gone = new HashSet<>(result);
        for (Item item : view.select(query)) {
            int number = view.numberOf(item.id());
            gone.remove(number);
            (result.add(number) ? added : updated).add(item);
        }
        for (int number : gone) {
            look(view, number, added, updated, removed);
        }
    }

    private void look(PartyView view, int number, List<Item> added, List<Item> updated, List<ItemId> removed) {
        Item item = view.at(number);
        if (item == null) {
            return;
        }
        if (PartyView.isMatch(query, item)) {
            (result.add(number) ? added : updated).add(item);
        } else if (result.remove(number)) {
            removed.add(item.id());
        }
    }
}
