package org.dxos.echo.engine.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.dxos.base.ByteWriter;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageStore;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** The B+ tree against a sorted map of the JDK, in memory and in pages. */
final class TreeTest {
    private static final PageStore.Limits OFTEN = new PageStore.Limits(20_000, 0.5);

    @SeededTest(ci = 60, deep = 3000)
    void it_holds_what_a_sorted_map_holds_however_it_is_stored_released_and_opened(SeededRandom random)
            throws StorageException, MalformedException {
        Folder folder = new MemoryStorage().root().folder("pages");
        PageStore store = PageStore.open(folder, OFTEN);
        int longest = random.pick(2, 16, 60, Tree.MOST);
        double removals = random.pick(0.1, 0.3, 0.45);
        TreeMap<Bytes, Bytes> expected = new TreeMap<>();
        Tree tree = Tree.empty();
        List<Tree> views = new ArrayList<>();
        List<TreeMap<Bytes, Bytes>> expectedViews = new ArrayList<>();
        for (int step = 0; step < 1500; step++) {
            Bytes key = key(random, longest);
            if (random.chance(step > 1200 ? 0.9 : removals)) {
                Bytes near = expected.ceilingKey(key);
                Bytes gone = near == null ? key : near;
                tree = tree.without(gone);
                expected.remove(gone);
            } else {
                Bytes value = random.bytes(random.below(longest));
                tree = tree.with(key, value);
                expected.put(key, value);
            }
            if (random.chance(0.02)) {
                views.add(tree);
                expectedViews.add(new TreeMap<>(expected));
                switch (random.below(3)) {
                    case 0 -> save(store, tree);
                    case 1 -> views.get(random.below(views.size())).release();
                    default -> {
                        save(store, tree);
                        if (random.chance(0.3)) {
                            checkAll(expectedViews, views);
                            views.clear();
                            expectedViews.clear();
                            store.close();
                            store = PageStore.open(folder, OFTEN);
                        }
                        tree = load(store);
                    }
                }
                check(expected, tree, random, longest);
            }
        }
        checkAll(expectedViews, views);
        check(expected, tree, random, longest);
        store.close();
    }

    @Test
    void a_snapshot_after_some_changes_writes_their_paths_alone() throws StorageException, MalformedException {
        PageStore store = PageStore.open(new MemoryStorage().root(), PageStore.Limits.DEFAULT);
        Tree tree = Tree.empty();
        for (int i = 0; i < 100_000; i++) {
            tree = tree.with(id(i), Tree.number(i));
        }
        int all = save(store, tree);
        StringBuilder counts = new StringBuilder("S6: pages of 100,000 keys " + all);
        for (int changes : new int[] {1, 10, 100}) {
            for (int i = 0; i < changes; i++) {
                tree = tree.with(id(1_000_000 + changes * 1000 + i), Tree.number(i));
            }
            int pages = save(store, tree);
            counts.append(", after ").append(changes).append(" new ones ").append(pages);
            assertTrue(pages <= 2 + 5 * changes, pages + " pages for " + changes + " changes");
        }
        System.out.println(counts);
        assertTrue(all < 100_000 / 15, "few pages in all: " + all);
        store.close();
    }

    @Test
    void after_all_keys_are_gone_it_is_empty() {
        Tree tree = Tree.empty();
        for (int i = 0; i < 20_000; i++) {
            tree = tree.with(id(i), Bytes.EMPTY);
        }
        for (int i = 0; i < 20_000; i++) {
            assertEquals(20_000 - i, tree.size());
            tree = tree.without(id(i));
        }
        assertEquals(0, tree.size());
        assertNull(tree.ceiling(Bytes.EMPTY));
        assertEquals(0, tree.count(null, null));
    }

    @Test
    void keys_and_values_that_are_too_long_are_refused() {
        Bytes large = Bytes.wrap(new byte[Tree.MOST + 1]);
        assertThrows(IllegalArgumentException.class, () -> Tree.empty().with(large, Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> Tree.empty().with(Bytes.EMPTY, large));
    }

    @Test
    void the_key_after_a_prefix_is_above_all_that_begin_with_it() {
        assertEquals(
                Bytes.fromHex("0102"), Tree.after(Bytes.fromHex("0101ffff")).slice(0, 2));
        assertEquals(Bytes.fromHex("02"), Tree.after(Bytes.fromHex("01ff")));
        assertNull(Tree.after(Bytes.fromHex("ffff")));
        assertNull(Tree.after(Bytes.EMPTY));
    }

    private static Bytes id(int number) {
        return org.dxos.base.Hash.sha256(new ByteWriter().putInt(number).toBytes())
                .bytes()
                .slice(0, 16);
    }

    private static Bytes key(SeededRandom random, int longest) {
        Bytes key = random.bytes(random.below(longest + 1));
        return random.chance(0.5)
                ? Bytes.utf8("the same beginning")
                        .slice(0, Math.min(16, longest / 2))
                        .concat(key)
                        .slice(0, Math.min(longest, key.size()))
                : key;
    }

    private static int save(PageStore store, Tree tree) throws StorageException {
        PageAppender appender = store.begin();
        try {
            PageWriter root = appender.page();
            tree.encode(root);
            appender.commit(appender.write(root));
            return appender.written();
        } finally {
            appender.abandon();
        }
    }

    private static Tree load(PageStore store) throws MalformedException {
        PageReader in = store.newest().orElseThrow().read();
        Tree tree = Tree.decode(in);
        in.expectEnd();
        return tree;
    }

    private static void checkAll(List<TreeMap<Bytes, Bytes>> expected, List<Tree> views) {
        for (int i = 0; i < views.size(); i++) {
            assertEquals(expected.get(i), content(views.get(i), null, null));
        }
    }

    private static TreeMap<Bytes, Bytes> content(Tree tree, Bytes from, Bytes to) {
        TreeMap<Bytes, Bytes> content = new TreeMap<>();
        tree.ascend(from, to, (key, value) -> {
            content.put(key, value);
            return true;
        });
        return content;
    }

    private static void check(TreeMap<Bytes, Bytes> expected, Tree tree, SeededRandom random, int longest) {
        assertEquals(expected, content(tree, null, null));
        assertEquals(expected.size(), tree.size());
        for (int i = 0; i < 20; i++) {
            Bytes a = key(random, longest);
            Bytes b = key(random, longest);
            Bytes from = a.compareTo(b) < 0 ? a : b;
            Bytes to = a.compareTo(b) < 0 ? b : a;
            assertEquals(expected.get(a), tree.get(a));
            assertEquals(expected.subMap(from, to), content(tree, from, to));
            assertEquals(expected.subMap(from, to).size(), tree.count(from, to));
            assertEquals(expected.ceilingKey(a), tree.ceiling(a));
            List<Bytes> down = new ArrayList<>();
            tree.descend(from, to, (key, value) -> down.add(key) && down.size() < 7);
            assertEquals(
                    expected.subMap(from, true, to, false).descendingKeySet().stream()
                            .limit(7)
                            .toList(),
                    down);
        }
    }
}
