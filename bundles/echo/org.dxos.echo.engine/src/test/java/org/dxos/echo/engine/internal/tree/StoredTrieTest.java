package org.dxos.echo.engine.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageAppender;
import org.dxos.echo.engine.internal.page.PageReader;
import org.dxos.echo.engine.internal.page.PageStore;
import org.dxos.echo.engine.internal.page.PageWriter;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** Maps that are written to pages, let go of, and read again. */
final class StoredTrieTest {
    private static final PageStore.Limits OFTEN = new PageStore.Limits(2000, 0.5);

    @SeededTest(ci = 100, deep = 5000)
    void it_holds_what_a_sorted_map_holds_however_it_is_stored_released_and_opened(SeededRandom random)
            throws StorageException, MalformedException {
        Folder folder = new MemoryStorage().root().folder("pages");
        PageStore store = PageStore.open(folder, OFTEN);
        int bound = random.pick(40, 2000, 100_000, Integer.MAX_VALUE);
        TreeMap<Integer, String> expected = new TreeMap<>();
        IntTrie<String> trie = IntTrie.empty();
        Edit edit = new Edit();
        List<IntTrie<String>> views = new ArrayList<>();
        List<TreeMap<Integer, String>> expectedViews = new ArrayList<>();
        for (int step = 0; step < 600; step++) {
            int key = random.below(bound);
            if (random.chance(0.3)) {
                Integer near = expected.ceilingKey(key);
                trie = trie.without(near == null ? key : near, edit);
                expected.remove(near == null ? key : near);
            } else {
                String value = random.text(random.below(20));
                trie = trie.with(key, value, edit);
                expected.put(key, value);
            }
            if (random.chance(0.1)) {
                edit.close();
                edit = new Edit();
                views.add(trie);
                expectedViews.add(new TreeMap<>(expected));
                switch (random.below(4)) {
                    case 0 -> TrieSnapshots.save(store, trie);
                    case 1 -> trie.release(TrieSnapshots.TEXT);
                    case 2 -> views.get(random.below(views.size())).release(TrieSnapshots.TEXT);
                    default -> {
                        TrieSnapshots.save(store, trie);
                        if (random.chance(0.3)) {
                            checkAll(expectedViews, views);
                            views.clear();
                            expectedViews.clear();
                            store.close();
                            store = PageStore.open(folder, OFTEN);
                        }
                        trie = TrieSnapshots.load(store.newest().orElseThrow());
                    }
                }
            }
        }
        checkAll(expectedViews, views);
        check(expected, trie, random);
        store.close();
    }

    @Test
    void a_snapshot_after_some_changes_writes_their_paths_alone() throws StorageException, MalformedException {
        PageStore store = PageStore.open(new MemoryStorage().root(), PageStore.Limits.DEFAULT);
        Edit edit = new Edit();
        IntTrie<String> trie = IntTrie.empty();
        for (int i = 0; i < 100_000; i++) {
            trie = trie.with(i, "value " + i, edit);
        }
        edit.close();
        int all = TrieSnapshots.save(store, trie);
        assertEquals(1, TrieSnapshots.save(store, trie), "nothing changed: the root alone");
        StringBuilder counts = new StringBuilder("S6: pages of 100,000 entries " + all);
        for (int changes : new int[] {1, 10, 100}) {
            Edit again = new Edit();
            for (int i = 0; i < changes; i++) {
                trie = trie.with(i * 997, "other " + i, again);
            }
            again.close();
            int pages = TrieSnapshots.save(store, trie);
            counts.append(", after ").append(changes).append(" changes ").append(pages);
            assertTrue(pages <= 1 + 4 * changes, pages + " pages for " + changes + " changes");
        }
        System.out.println(counts);
        assertTrue(all < 100_000 / 32 * 1.1, "few pages in all: " + all);
        store.close();
    }

    @Test
    void opening_and_one_look_read_one_path_of_a_large_map() throws StorageException, MalformedException {
        Folder folder = new MemoryStorage().root();
        PageStore store = PageStore.open(folder, PageStore.Limits.DEFAULT);
        Edit edit = new Edit();
        IntTrie<String> trie = IntTrie.empty();
        for (int i = 0; i < 100_000; i++) {
            trie = trie.with(i, "value " + i, edit);
        }
        edit.close();
        TrieSnapshots.save(store, trie);
        store.close();
        PageStore again = PageStore.open(folder, PageStore.Limits.DEFAULT);
        IntTrie<String> opened = TrieSnapshots.load(again.newest().orElseThrow());
        assertEquals("value 77777", opened.get(77777));
        assertEquals(100_000, opened.size());
        List<Integer> keys = new ArrayList<>();
        opened.forEach(99_990, (key, value) -> keys.add(key) && keys.size() < 5);
        assertEquals(List.of(99_990, 99_991, 99_992, 99_993, 99_994), keys);
        again.close();
    }

    @SeededTest(ci = 30, deep = 1000)
    void maps_of_maps_are_stored_with_what_is_in_them(SeededRandom random) throws StorageException, MalformedException {
        PageStore store = PageStore.open(new MemoryStorage().root(), OFTEN);
        Codec<IntTrie<Boolean>> sets = IntTrie.codec(Codec.PRESENT);
        TreeMap<Integer, TreeMap<Integer, Boolean>> expected = new TreeMap<>();
        IntTrie<IntTrie<Boolean>> map = IntTrie.empty();
        for (int round = 0; round < 20; round++) {
            Edit edit = new Edit();
            for (int i = 0; i < 200; i++) {
                int key = random.pick(0, 1, random.below(50));
                int member = random.below(5000);
                IntTrie<Boolean> set = map.get(key);
                map = map.with(key, (set == null ? IntTrie.<Boolean>empty() : set).with(member, true, edit), edit);
                expected.computeIfAbsent(key, absent -> new TreeMap<>()).put(member, true);
            }
            edit.close();
            PageAppender appender = store.begin();
            PageWriter root = appender.page();
            map.encode(root, sets);
            appender.commit(appender.write(root));
            if (random.chance(0.5)) {
                map.release(sets);
            } else {
                PageReader in = store.newest().orElseThrow().read();
                map = IntTrie.decode(in, sets);
                in.expectEnd();
            }
        }
        TreeMap<Integer, TreeMap<Integer, Boolean>> found = new TreeMap<>();
        map.forEach(0, (key, set) -> {
            TreeMap<Integer, Boolean> members = new TreeMap<>();
            set.forEachKey(member -> members.put(member, true));
            found.put(key, members);
            return true;
        });
        assertEquals(expected, found);
        store.close();
    }

    private static void checkAll(List<TreeMap<Integer, String>> expected, List<IntTrie<String>> views) {
        for (int i = 0; i < views.size(); i++) {
            assertEquals(expected.get(i), TrieSnapshots.content(views.get(i)));
        }
    }

    private static void check(TreeMap<Integer, String> expected, IntTrie<String> trie, SeededRandom random) {
        assertEquals(expected, TrieSnapshots.content(trie));
        assertEquals(expected.size(), trie.size());
        expected.forEach((key, value) -> assertEquals(value, trie.get(key)));
        for (int i = 0; i < 20; i++) {
            int from = random.below(Integer.MAX_VALUE);
            List<Integer> keys = new ArrayList<>();
            trie.forEach(from, (key, value) -> keys.add(key));
            assertEquals(List.copyOf(expected.tailMap(from).keySet()), keys);
        }
    }
}
