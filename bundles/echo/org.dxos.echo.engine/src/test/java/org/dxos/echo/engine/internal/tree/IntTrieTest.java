package org.dxos.echo.engine.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** The persistent map against a sorted map of the JDK. */
final class IntTrieTest {
    @SeededTest(ci = 200, deep = 20_000)
    void it_holds_what_a_sorted_map_holds_and_older_versions_stay(SeededRandom random) {
        int bound = random.pick(10, 1000, 40_000, Integer.MAX_VALUE);
        TreeMap<Integer, Integer> expected = new TreeMap<>();
        IntTrie<Integer> trie = IntTrie.empty();
        IntTrie.Edit edit = new IntTrie.Edit();
        List<IntTrie<Integer>> versions = new ArrayList<>();
        List<TreeMap<Integer, Integer>> expectedVersions = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            int key = random.below(bound);
            if (random.chance(0.3)) {
                trie = trie.without(key, edit);
                expected.remove(key);
            } else {
                trie = trie.with(key, step, edit);
                expected.put(key, step);
            }
            if (random.chance(0.1)) {
                edit.close();
                edit = new IntTrie.Edit();
                versions.add(trie);
                expectedVersions.add(new TreeMap<>(expected));
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            check(expectedVersions.get(i), versions.get(i));
        }
        check(expected, trie);
    }

    @Test
    void keys_below_zero_are_refused() {
        assertThrows(
                IllegalArgumentException.class, () -> IntTrie.<String>empty().with(-1, "no", new IntTrie.Edit()));
        assertNull(IntTrie.<String>empty().get(5));
    }

    private static void check(TreeMap<Integer, Integer> expected, IntTrie<Integer> trie) {
        List<Integer> keys = new ArrayList<>();
        trie.forEachKey(keys::add);
        assertEquals(List.copyOf(expected.keySet()), keys);
        assertEquals(expected.size(), trie.size());
        expected.forEach((key, value) -> assertEquals(value, trie.get(key)));
    }
}
