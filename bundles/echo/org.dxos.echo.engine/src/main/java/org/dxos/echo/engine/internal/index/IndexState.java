package org.dxos.echo.engine.internal.index;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.EchoException;
import org.dxos.echo.Item;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.tree.Codec;
import org.dxos.echo.engine.internal.tree.IntTrie;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.dxos.echo.engine.internal.tree.Tree;
import org.dxos.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a party at one moment. Immutable.
 *
 * @param ready indexes that hold what they should
 * @param growing indexes that hold items with a number below {@code cursor} only
 * @param entries where an item is found
 * @param reverse where an item is to be taken away from
 * @param opaque items of which the indexes know nothing: they cannot be read, or have too many words
 * @param models for each type of model by which items were read, who provided it
 */
record IndexState(
        List<IndexSpec> ready,
        List<IndexSpec> growing,
        int cursor,
        int nextNumber,
        Tree entries,
        Tree reverse,
        IntTrie<Boolean> opaque,
        Map<String, String> models) {
    static final IndexState NONE =
            new IndexState(List.of(), List.of(), 0, 0, Tree.empty(), Tree.empty(), IntTrie.empty(), Map.of());

    IndexState {
        ready = List.copyOf(ready);
        growing = List.copyOf(growing);
        models = Map.copyOf(models);
    }

    boolean isEmpty() {
        return ready.isEmpty() && growing.isEmpty();
    }

    List<IndexSpec> all() {
        List<IndexSpec> all = new ArrayList<>(ready);
        all.addAll(growing);
        return all;
    }

    /** With one index more, which is empty yet. */
    IndexState with(IndexSpec.Scope scope, String name, org.dxos.echo.model.Index index) {
        List<IndexSpec> more = new ArrayList<>(growing);
        more.add(new IndexSpec(nextNumber, scope, name, index));
        return new IndexState(ready, more, 0, nextNumber + 1, entries, reverse, opaque, models);
    }

    /** Without an index; its entries stay until their items change, and are never found. */
    IndexState without(IndexSpec spec) {
        List<IndexSpec> others = new ArrayList<>(ready);
        others.remove(spec);
        List<IndexSpec> rest = new ArrayList<>(growing);
        rest.remove(spec);
        if (others.isEmpty() && rest.isEmpty()) {
            return new IndexState(others, rest, 0, nextNumber, Tree.empty(), Tree.empty(), IntTrie.empty(), models);
        }
        return new IndexState(others, rest, cursor, nextNumber, entries, reverse, opaque, models);
    }

    /** With another provider of a type of model. */
    IndexState with(String model, String provider) {
        Map<String, String> known = new HashMap<>(models);
        known.put(model, provider);
        return new IndexState(ready, growing, cursor, nextNumber, entries, reverse, opaque, known);
    }

    /** With all indexes to be filled anew; what they hold is put right on the way. */
    IndexState restarted() {
        return new IndexState(List.of(), all(), 0, nextNumber, entries, reverse, opaque, models);
    }

    /** With what an item holds now; null for one that cannot be read. Calls foreign code. */
    IndexState with(int number, @Nullable Item item) {
        Set<Bytes> wanted = item == null ? null : keys(item);
        boolean isOpaque = wanted == null;
        Set<Bytes> missing = isOpaque ? new HashSet<>() : new HashSet<>(wanted);
        List<Bytes> surplus = new ArrayList<>();
        Bytes prefix = EntryKeys.number(number);
        reverse.ascend(prefix, Tree.after(prefix), (found, none) -> {
            Bytes key = EntryKeys.key(found);
            if (!missing.remove(key)) {
                surplus.add(key);
            }
            return true;
        });
        Tree forward = entries;
        Tree back = reverse;
        for (Bytes key : surplus) {
            forward = forward.without(EntryKeys.entry(key, number));
            back = back.without(EntryKeys.reverse(key, number));
        }
        for (Bytes key : missing) {
            forward = forward.with(EntryKeys.entry(key, number), Bytes.EMPTY);
            back = back.with(EntryKeys.reverse(key, number), Bytes.EMPTY);
        }
        IntTrie<Boolean> unknown = opaque;
        if (isOpaque != unknown.contains(number)) {
            Edit edit = new Edit();
            unknown = isOpaque ? unknown.with(number, true, edit) : unknown.without(number, edit);
            edit.close();
        }
        return forward == entries && back == reverse && unknown == opaque
                ? this
                : new IndexState(ready, growing, cursor, nextNumber, forward, back, unknown, models);
    }

    private @Nullable Set<Bytes> keys(Item item) {
        try {
            return EntryKeys.of(all(), item);
        } catch (EchoException e) {
            return null;
        }
    }

    /** With the growing indexes filled up to a number. */
    IndexState at(int newCursor) {
        return new IndexState(ready, growing, newCursor, nextNumber, entries, reverse, opaque, models);
    }

    /** With the growing indexes ready. */
    IndexState grown() {
        return new IndexState(all(), List.of(), 0, nextNumber, entries, reverse, opaque, models);
    }

    void encode(PageWriter out) throws StorageException {
        out.bytes().putVar(nextNumber).putVar(cursor).putVar(ready.size());
        ready.forEach(spec -> spec.encode(out.bytes()));
        out.bytes().putVar(growing.size());
        growing.forEach(spec -> spec.encode(out.bytes()));
        entries.encode(out);
        reverse.encode(out);
        opaque.encode(out, Codec.PRESENT);
        Map<String, String> sorted = new TreeMap<>(models);
        out.bytes().putVar(sorted.size());
        sorted.forEach((model, provider) -> out.bytes().putText(model).putText(provider));
    }

    static IndexState decode(PageReader in) throws MalformedException {
        int nextNumber = in.bytes().var(Integer.MAX_VALUE);
        int cursor = in.bytes().var(Integer.MAX_VALUE);
        List<IndexSpec> ready = specs(in);
        List<IndexSpec> growing = specs(in);
        Tree entries = Tree.decode(in);
        Tree reverse = Tree.decode(in);
        IntTrie<Boolean> opaque = IntTrie.decode(in, Codec.PRESENT);
        Map<String, String> models = new HashMap<>();
        for (int left = in.bytes().var(in.bytes().remaining()); left > 0; left--) {
            models.put(in.bytes().text(), in.bytes().text());
        }
        return new IndexState(ready, growing, cursor, nextNumber, entries, reverse, opaque, models);
    }

    private static List<IndexSpec> specs(PageReader in) throws MalformedException {
        int count = in.bytes().var(in.bytes().remaining());
        List<IndexSpec> specs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            specs.add(IndexSpec.decode(in.bytes()));
        }
        return specs;
    }
}
