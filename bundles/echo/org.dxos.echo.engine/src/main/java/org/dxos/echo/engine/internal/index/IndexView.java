package org.dxos.echo.engine.internal.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.Query;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.tree.Codec;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.dxos.echo.engine.internal.tree.Tree;
import org.dxos.echo.model.Index.Kind;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The indexes as a view of the party has them: their state, and the items that changed since. What is asked for here is exact,
 * however far the indexes lag behind: changed items are always among the candidates. Immutable.
 */
public final class IndexView {
    /** No indexes. */
    public static final IndexView NONE = new IndexView(IndexState.NONE, IntTrie.empty(), IntTrie.empty());

    private final IndexState state;
    private final IntTrie<Boolean> taken;
    private final IntTrie<Boolean> changed;

    /**
     * @param taken items that changed and that the indexer works on
     * @param changed items that changed since it began
     */
    IndexView(IndexState state, IntTrie<Boolean> taken, IntTrie<Boolean> changed) {
        this.state = state;
        this.taken = taken;
        this.changed = changed;
    }

    IndexState state() {
        return state;
    }

    IntTrie<Boolean> changed() {
        return union();
    }

    /** All indexes, those that are growing too. */
    public List<IndexSpec> specs() {
        return state.all();
    }

    public boolean isReady(IndexSpec spec) {
        return state.ready().contains(spec);
    }

    /** Items that changed since the indexes were brought up to date. */
    public int lag() {
        return taken.size() + changed.size();
    }

    /**
     * All items that may match a query; null when no index leaves fewer than so many.
     *
     * @param limit how many items can be found otherwise
     */
    public @Nullable Candidates candidates(Query query, long limit) {
        if (state.ready().isEmpty()) {
            return null;
        }
        Plan plan = Plan.of(state, query);
        if (plan == null || plan.count() + lag() + state.opaque().size() >= limit) {
            return null;
        }
        return plan.candidates(state, this::isUncertain, uncertain());
    }

    /** Sees the items that have equal keys; returns whether to go on. */
    @FunctionalInterface
    public interface Walker {
        boolean visit(int[] items);
    }

    /** Whether the items that a query may find can be walked in the order of a field. */
    public boolean isSorted(Query query, String field) {
        return Plan.find(state, query, field, Kind.SORTED) != null;
    }

    /**
     * Walks items in the order of a field, those with equal keys at a time: their values may differ all the same, those of later ones
     * never come before theirs. Items that have no such field, and {@linkplain #uncertain uncertain} ones, are not met.
     */
    public void walk(Query query, String field, boolean descending, Walker walker) {
        IndexSpec spec = Objects.requireNonNull(Plan.find(state, query, field, Kind.SORTED));
        Bytes from = EntryKeys.start(spec).toBytes();
        List<Integer> group = new ArrayList<>();
        Bytes[] last = {Bytes.EMPTY};
        boolean[] goOn = {true};
        Tree.Visitor visitor = (entry, none) -> {
            Bytes key = entry.slice(0, entry.size() - EntryKeys.NUMBER);
            if (!key.equals(last[0])) {
                goOn[0] = group.isEmpty()
                        || walker.visit(group.stream().mapToInt(i -> i).toArray());
                group.clear();
                last[0] = key;
            }
            int number = EntryKeys.item(entry);
            if (!isUncertain(number)) {
                group.add(number);
            }
            return goOn[0];
        };
        if (descending) {
            state.entries().descend(from, Tree.after(from), visitor);
        } else {
            state.entries().ascend(from, Tree.after(from), visitor);
        }
        if (goOn[0] && !group.isEmpty()) {
            walker.visit(group.stream().mapToInt(i -> i).toArray());
        }
    }

    /** Whether the indexes cannot be asked about an item. */
    boolean isUncertain(int number) {
        return (!taken.isEmpty() && taken.contains(number))
                || (!changed.isEmpty() && changed.contains(number))
                || (!state.opaque().isEmpty() && state.opaque().contains(number));
    }

    /** The items that the indexes cannot be asked about, each once. */
    public int[] uncertain() {
        int[] numbers = new int[taken.size() + changed.size() + state.opaque().size()];
        int[] count = {0};
        IntConsumer add = number -> numbers[count[0]++] = number;
        taken.forEachKey(add);
        changed.forEachKey(add);
        state.opaque().forEachKey(add);
        return Arrays.stream(numbers, 0, count[0]).sorted().distinct().toArray();
    }

    /** Puts the indexes into a page of a snapshot. */
    public void encode(PageWriter out) throws StorageException {
        state.encode(out);
        union().encode(out, Codec.PRESENT);
    }

    /** Takes them out of it. */
    public static IndexView decode(PageReader in) throws MalformedException {
        return new IndexView(IndexState.decode(in), IntTrie.empty(), IntTrie.decode(in, Codec.PRESENT));
    }

    /** Lets go of what is safe in pages. */
    public void release() {
        state.entries().release();
        state.reverse().release();
        state.opaque().release(Codec.PRESENT);
    }

    private IntTrie<Boolean> union() {
        return plus(changed, taken);
    }

    /** All numbers of two sets. */
    static IntTrie<Boolean> plus(IntTrie<Boolean> numbers, IntTrie<Boolean> more) {
        if (more.isEmpty()) {
            return numbers;
        }
        int[] added = new int[more.size()];
        int[] count = {0};
        more.forEachKey(number -> added[count[0]++] = number);
        Edit edit = new Edit();
        IntTrie<Boolean> union = numbers;
        for (int number : added) {
            union = union.with(number, true, edit);
        }
        edit.close();
        return union;
    }
}
