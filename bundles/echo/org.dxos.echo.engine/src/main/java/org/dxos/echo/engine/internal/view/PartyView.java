package org.dxos.echo.engine.internal.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.dxos.base.key.FeedKey;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.QueryText;
import org.dxos.echo.QueryText.SortKey;
import org.dxos.echo.Status;
import org.dxos.echo.View;
import org.dxos.echo.engine.internal.index.Candidates;
import org.dxos.echo.engine.internal.index.IndexView;
import org.dxos.echo.engine.internal.index.Indexer;
import org.dxos.echo.engine.internal.item.Birth;
import org.dxos.echo.engine.internal.item.FeedOrder;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.type.TypeRegistry;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * The state of a party at the end of one turn. Immutable, once it is pinned: the loop changes mutable states in place only while
 * nobody has taken the view that shows them, so a reader first {@link #pin pins} the view, and the loop {@link #retire retires} it
 * before it changes anything.
 */
public final class PartyView implements View, Indexer.Items {
    /** Items that one query looks at, at most. */
    static final int MOST_SCANNED = 4_000_000;

    private static final int FREE = 0;
    private static final int PINNED = 1;
    private static final int RETIRED = 2;

    private final Maps maps;
    private final ItemState.Source states;
    private final TypeRegistry types;
    private final FeedOrder feeds;
    private final Supplier<Map<FeedKey, Long>> timeframe;
    private final AtomicInteger use = new AtomicInteger(FREE);

    /** The persistent maps of a view. */
    public record Maps(
            IntTrie<Slot> slots,
            IntTrie<IntTrie<Boolean>> children,
            IntTrie<IntTrie<Boolean>> byType,
            IntTrie<IntTrie<Boolean>> linksFrom,
            IntTrie<IntTrie<Boolean>> linksTo,
            IntTrie<Boolean> troubled,
            Names names,
            IndexView indexes) {}

    public PartyView(
            Maps maps,
            ItemState.Source states,
            TypeRegistry types,
            FeedOrder feeds,
            Supplier<Map<FeedKey, Long>> timeframe) {
        this.maps = maps;
        this.states = states;
        this.types = types;
        this.feeds = feeds;
        this.timeframe = timeframe;
    }

    /** Claims the view for reading; false when it has been retired and a newer one is about to come. */
    public boolean pin() {
        return use.get() == PINNED || use.compareAndSet(FREE, PINNED) || use.get() == PINNED;
    }

    /** Ends the time in which the view can be pinned; false when it has been pinned. */
    public boolean retire() {
        return use.get() == RETIRED || use.compareAndSet(FREE, RETIRED);
    }

    @Override
    public Map<FeedKey, Long> timeframe() {
        return timeframe.get();
    }

    @Override
    public int size() {
        return maps.slots().size();
    }

    @Override
    public Optional<Item> item(ItemId id) {
        Integer number = maps.names().item(id);
        return number == null ? Optional.empty() : Optional.ofNullable(at(number));
    }

    /** The number of an item that is in this view. */
    public int numberOf(ItemId id) {
        return java.util.Objects.requireNonNull(maps.names().item(id));
    }

    /** The item of a number, or null. */
    public @Nullable Item at(int number) {
        Slot slot = maps.slots().get(number);
        return slot == null ? null : new ViewItem(this, slot, types, states.of(number, slot));
    }

    @Override
    public List<ItemId> idsStartingWith(String hex, int limit) {
        String prefix = hex.toLowerCase(java.util.Locale.ROOT);
        return maps.names().startingWith(prefix, limit, number -> maps.slots().contains(number));
    }

    /** Whether an item matches. One that cannot be read, because its model's code fails, matches no query that reads it. */
    public static boolean isMatch(Query query, Item item) {
        try {
            return query.matches(item);
        } catch (EchoException e) {
            return false;
        }
    }

    @Override
    public List<Item> select(Query query) {
        List<Item> found = new ArrayList<>();
        scan(query, found::add);
        found.sort(this::compareBirth);
        return found;
    }

    @Override
    public List<Item> select(Query query, List<SortKey> order, OptionalInt limit) {
        List<Item> walked = limit.isEmpty() ? null : walk(query, order, limit.getAsInt());
        return walked == null ? View.super.select(query, order, limit) : walked;
    }

    /** Finds the first items by walking an index; null when there is none, or it would take longer than looking at all candidates. */
    private @Nullable List<Item> walk(Query query, List<SortKey> order, int limit) {
        if (order.isEmpty()
                || order.get(0).attribute()
                || query.id().isPresent()
                || !maps.indexes().isSorted(query, order.get(0).name())) {
            return null;
        }
        int worth = Math.min(MOST_SCANNED, narrowest(query).size());
        int[] looked = {0};
        List<Item> found = new ArrayList<>();
        IntConsumer test = number -> {
            looked[0]++;
            Item item = at(number);
            if (item != null && isMatch(query, item)) {
                found.add(item);
            }
        };
        maps.indexes().walk(query, order.get(0).name(), order.get(0).descending(), items -> {
            for (int number : items) {
                test.accept(number);
            }
            return found.size() < limit && looked[0] < worth;
        });
        if (found.size() < limit) {
            return null;
        }
        for (int number : maps.indexes().uncertain()) {
            test.accept(number);
        }
        found.sort(QueryText.comparator(order).thenComparing(this::compareBirth));
        return List.copyOf(found.subList(0, limit));
    }

    @Override
    public int count(Query query) {
        int[] count = {0};
        scan(query, item -> count[0]++);
        return count[0];
    }

    @Override
    public List<Item> roots() {
        return members(maps.children().get(ViewBuilder.ROOTS));
    }

    @Override
    public List<Item> children(ItemId parent) {
        return related(maps.children(), parent, 1);
    }

    @Override
    public List<Item> links(ItemId source) {
        return related(maps.linksFrom(), source, 0);
    }

    @Override
    public List<Item> refs(ItemId target) {
        return related(maps.linksTo(), target, 0);
    }

    /** Calls with the numbers of all items under an item. */
    public void forEachBelow(int number, IntConsumer consumer) {
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.add(number);
        while (!open.isEmpty()) {
            IntTrie<Boolean> set = maps.children().get(open.remove() + 1);
            if (set != null) {
                set.forEachKey(child -> {
                    consumer.accept(child);
                    open.add(child);
                });
            }
        }
    }

    /** What it is made of. Stays as it is only while the view is {@linkplain #pin pinned}. */
    public Maps maps() {
        return maps;
    }

    @Override
    public @Nullable Item readable(int number) {
        Slot slot = maps.slots().get(number);
        return slot == null
                        || slot.status() != Status.LIVE
                        || types.model(slot.birth().model()) == null
                ? null
                : at(number);
    }

    @Override
    public void forEachNumber(int from, IntPredicate wanted) {
        maps.slots().forEach(from, (number, slot) -> wanted.test(number));
    }

    boolean isVisible(Slot slot) {
        Slot at = slot;
        while (at != null) {
            if (at.deleted()) {
                return false;
            }
            at = at.parent() < 0 ? null : maps.slots().get(at.parent());
        }
        return true;
    }

    @Nullable
    ItemId idOf(int number) {
        Slot slot = maps.slots().get(number);
        return slot == null ? null : slot.birth().item();
    }

    /** Looks only where the query's narrowest part says that hits can be. */
    private void scan(Query query, Consumer<Item> hits) {
        if (query.id().isPresent()) {
            Integer number = maps.names().item(query.id().get());
            if (number != null) {
                test(query, hits).accept(number);
            }
            return;
        }
        IntTrie<?> candidates = narrowest(query);
        Candidates indexed = maps.indexes().candidates(query, candidates.size());
        if (indexed == null) {
            limit(candidates.size());
            candidates.forEachKey(test(query, hits));
            return;
        }
        limit(indexed.size());
        IntConsumer test = test(query, hits);
        Query rest = query.anyCondition();
        for (int number : indexed.known()) {
            if (!indexed.exact()) {
                test.accept(number);
                continue;
            }
            Item item = readable(number);
            if (item != null && isMatch(rest, item)) {
                hits.accept(item);
            }
        }
        for (int number : indexed.uncertain()) {
            test.accept(number);
        }
    }

    private IntConsumer test(Query query, Consumer<Item> hits) {
        return number -> {
            Item item = at(number);
            if (item != null && isMatch(query, item)) {
                hits.accept(item);
            }
        };
    }

    /** The narrowest set of items known that has all a query may find; fields aside. */
    private IntTrie<?> narrowest(Query query) {
        IntTrie<?> candidates = maps.slots();
        if (query.parent().isPresent()) {
            Integer parent = maps.names().item(query.parent().get());
            candidates =
                    narrower(candidates, parent == null ? null : maps.children().get(parent + 1));
        } else if (query.isRootsOnly()) {
            candidates = narrower(candidates, maps.children().get(ViewBuilder.ROOTS));
        }
        if (query.type().isPresent()) {
            Integer type = maps.names().type(query.type().get());
            candidates =
                    narrower(candidates, type == null ? null : maps.byType().get(type));
        }
        return candidates;
    }

    private static void limit(int items) {
        if (items > MOST_SCANNED) {
            throw new EchoException(
                    EchoException.Code.LIMIT,
                    "the query has to look at " + items + " items, and may look at " + MOST_SCANNED
                            + "; ask for a type, a parent, or a field with an index");
        }
    }

    private static IntTrie<?> narrower(IntTrie<?> candidates, @Nullable IntTrie<?> others) {
        if (others == null) {
            return IntTrie.empty();
        }
        return others.size() < candidates.size() ? others : candidates;
    }

    private List<Item> related(IntTrie<IntTrie<Boolean>> map, ItemId id, int offset) {
        Integer number = maps.names().item(id);
        return number == null ? List.of() : members(map.get(number + offset));
    }

    private List<Item> members(@Nullable IntTrie<Boolean> set) {
        if (set == null) {
            return List.of();
        }
        List<Item> items = new ArrayList<>(set.size());
        set.forEachKey(number -> {
            Item item = at(number);
            if (item != null && !item.isDeleted()) {
                items.add(item);
            }
        });
        items.sort(this::compareBirth);
        return items;
    }

    private int compareBirth(Item left, Item right) {
        Birth a = ((ViewItem) left).birth();
        Birth b = ((ViewItem) right).birth();
        return Place.compare(a.height(), a.place(), b.height(), b.place(), feeds);
    }
}
