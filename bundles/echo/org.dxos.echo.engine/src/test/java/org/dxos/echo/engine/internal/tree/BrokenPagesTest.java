package org.dxos.echo.engine.internal.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.engine.internal.page.PageException;
import org.dxos.echo.engine.internal.page.PageRef;
import org.dxos.echo.engine.internal.page.PageStore;
import org.dxos.echo.engine.internal.tree.IntTrie.Edit;
import org.dxos.storage.Folder;
import org.dxos.storage.StorageException;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultPlan;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.Test;

/** Snapshots whose storage fails, loses power, or rots. */
final class BrokenPagesTest {
    private static final PageStore.Limits OFTEN = new PageStore.Limits(1500, 0.5);
    private static final int ROUNDS = 8;

    /** What the map holds after each round. */
    private static TreeMap<Integer, String> expected(int round) {
        TreeMap<Integer, String> expected = new TreeMap<>();
        for (int i = 0; i < round; i++) {
            for (int k = 0; k < 30; k++) {
                expected.put((i * 37 + k * 101) % 700, "round " + i + " entry " + k);
            }
        }
        return expected;
    }

    private static IntTrie<String> change(IntTrie<String> trie, int round) {
        Edit edit = new Edit();
        IntTrie<String> changed = trie;
        for (int k = 0; k < 30; k++) {
            changed = changed.with((round * 37 + k * 101) % 700, "round " + round + " entry " + k, edit);
        }
        edit.close();
        return changed;
    }

    private static PageStore open(FaultyStorage storage) throws StorageException, MalformedException {
        Folder folder = storage.root().folder("pages");
        storage.root().sync();
        return PageStore.open(folder, OFTEN);
    }

    /** Writes all rounds, one snapshot each; a snapshot that fails is tried once more if told so. Returns the rounds that are safe. */
    private static int run(FaultyStorage storage, boolean again) {
        int safe = 0;
        try (PageStore store = open(storage)) {
            IntTrie<String> trie = IntTrie.empty();
            for (int round = 0; round < ROUNDS; round++) {
                trie = change(trie, round);
                try {
                    TrieSnapshots.save(store, trie);
                } catch (StorageException | PageException e) {
                    if (!again) {
                        return safe;
                    }
                    TrieSnapshots.save(store, trie);
                }
                safe = round + 1;
                if (round % 2 == 1) {
                    trie.release(TrieSnapshots.TEXT);
                }
                assertEquals(expected(safe), TrieSnapshots.content(trie));
            }
        } catch (StorageException e) {
            return safe;
        } catch (MalformedException e) {
            fail("the store is new", e);
        }
        return safe;
    }

    private static int roundOf(FaultyStorage storage) throws StorageException, MalformedException {
        try (PageStore store = open(storage)) {
            if (store.newest().isEmpty()) {
                return 0;
            }
            TreeMap<Integer, String> content =
                    TrieSnapshots.content(TrieSnapshots.load(store.newest().get()));
            store.previous().ifPresent(before -> TrieSnapshots.content(TrieSnapshots.load(before)));
            for (int round = 1; round <= ROUNDS; round++) {
                if (expected(round).equals(content)) {
                    IntTrie<String> trie = TrieSnapshots.load(store.newest().get());
                    TrieSnapshots.save(store, change(trie, round));
                    return round;
                }
            }
            return fail("half a snapshot: " + content);
        }
    }

    @Test
    void a_power_loss_in_any_call_leaves_the_old_snapshot_or_the_new_one() throws StorageException, MalformedException {
        FaultyStorage whole = new FaultyStorage();
        assertEquals(ROUNDS, run(whole, false));
        long calls = whole.calls();
        int outcomes = 0;
        for (long call = 1; call <= calls; call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.powerOff(call));
            int safe = run(storage, false);
            for (CrashOutcome outcome : CrashOutcome.all(call)) {
                int found = roundOf(storage.crash(outcome));
                assertTrue(
                        found == safe || found == safe + 1,
                        "power off in call " + call + ", " + outcome + ": round " + found + " after " + safe);
                outcomes++;
            }
        }
        System.out.println("S6: power losses while pages are written " + outcomes + ", in " + calls + " calls");
    }

    @Test
    void a_call_that_fails_once_harms_no_later_snapshot() throws StorageException, MalformedException {
        FaultyStorage whole = new FaultyStorage();
        run(whole, true);
        for (long call = 1; call <= whole.calls(); call++) {
            FaultyStorage storage = new FaultyStorage();
            storage.plan(FaultPlan.failOnce(call));
            int safe = run(storage, true);
            assertTrue(safe == ROUNDS || call <= 20, "call " + call + " ended it at round " + safe);
            storage.plan(FaultPlan.NONE);
            storage.close();
            for (CrashOutcome outcome : CrashOutcome.all(call)) {
                int found = roundOf(storage.crash(outcome));
                assertTrue(found >= safe, "call " + call + ", " + outcome + ": round " + found + " after " + safe);
            }
        }
        System.out.println("S6: failing calls while pages are written " + whole.calls());
    }

    @Test
    void every_turned_bit_is_found_and_no_value_is_ever_wrong() throws StorageException, MalformedException {
        FaultyStorage storage = new FaultyStorage();
        run(storage, false);
        Map<String, Bytes> files = new TreeMap<>();
        storage.sizes().keySet().forEach(path -> files.put(path, storage.content(path)));
        int turned = 0;
        int found = 0;
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            int step = file.getValue().size() > 1000 ? Tier.current().choose(11, 1) : 1;
            for (int bit = 0; bit < file.getValue().size() * 8; bit += step) {
                FaultyStorage rotten = new FaultyStorage();
                rotten.root().folder("pages");
                files.forEach(rotten::put);
                rotten.flip(file.getKey(), bit / 8, bit % 8);
                turned++;
                if (isFound(rotten, file.getKey().endsWith("root"))) {
                    found++;
                }
            }
        }
        System.out.println("S6: turned bits in snapshots " + turned + ", found " + found
                + ", the others in pages that are of no use any more");
        assertTrue(found > 1000);
    }

    private static boolean isFound(FaultyStorage rotten, boolean isRoot) throws StorageException {
        try (PageStore store = open(rotten)) {
            assertTrue(!isRoot, "a root file with a turned bit was taken");
            boolean isFound = false;
            List<PageRef> roots = new ArrayList<>();
            store.newest().ifPresent(roots::add);
            store.previous().ifPresent(roots::add);
            assertEquals(2, roots.size());
            for (int i = 0; i < 2; i++) {
                try {
                    assertEquals(expected(ROUNDS - i), TrieSnapshots.content(TrieSnapshots.load(roots.get(i))));
                } catch (PageException e) {
                    assertTrue(e.location().contains("pages-"), e.getMessage());
                    isFound = true;
                }
            }
            return isFound;
        } catch (MalformedException e) {
            assertTrue(isRoot, e.getMessage());
            assertTrue(e.getMessage().contains("pages/root"), e.getMessage());
            return true;
        }
    }

    @Test
    void files_cut_short_anywhere_are_refused_with_words() throws StorageException, MalformedException {
        FaultyStorage storage = new FaultyStorage();
        run(storage, false);
        open(storage).close();
        for (String path : storage.sizes().keySet()) {
            Bytes content = storage.content(path);
            for (int size = 0; size < content.size(); size++) {
                storage.put(path, content.slice(0, size));
                MalformedException refused = assertThrows(MalformedException.class, () -> open(storage));
                assertTrue(refused.getMessage().contains(path), refused.getMessage());
            }
            storage.put(path, content);
        }
        assertEquals(ROUNDS, roundOf(storage));
    }

    @Test
    void a_damaged_store_is_left_alone_until_it_is_discarded() throws StorageException, MalformedException {
        FaultyStorage storage = new FaultyStorage();
        run(storage, false);
        storage.flip("pages/root", 20, 3);
        assertThrows(MalformedException.class, () -> open(storage));
        PageStore.discard(storage.root().folder("pages"));
        assertEquals(Map.of(), storage.sizes());
        assertEquals(0, roundOf(storage));
    }

    @Test
    void views_of_the_old_file_stay_readable_after_the_live_pages_have_moved()
            throws StorageException, MalformedException {
        FaultyStorage storage = new FaultyStorage();
        try (PageStore store = open(storage)) {
            IntTrie<String> trie = change(IntTrie.empty(), 0);
            TrieSnapshots.save(store, trie);
            IntTrie<String> old = TrieSnapshots.load(store.newest().orElseThrow());
            trie.release(TrieSnapshots.TEXT);
            for (int round = 1; round < 30; round++) {
                trie = change(trie, round);
                TrieSnapshots.save(store, trie);
                trie.release(TrieSnapshots.TEXT);
            }
            assertTrue(storage.sizes().size() >= 3, () -> "files: " + storage.sizes());
            assertTrue(storage.sizes().containsKey("pages/pages-1"), () -> "files: " + storage.sizes());
            assertEquals(expected(1), TrieSnapshots.content(old));
            assertEquals(expected(30), TrieSnapshots.content(trie));
        }
        try (PageStore store = open(storage)) {
            assertTrue(storage.sizes().size() <= 3, () -> "files: " + storage.sizes());
            assertEquals(
                    expected(30),
                    TrieSnapshots.content(TrieSnapshots.load(store.newest().orElseThrow())));
        }
    }

    @Test
    void after_going_back_to_the_snapshot_before_the_next_one_is_whole() throws StorageException, MalformedException {
        FaultyStorage storage = new FaultyStorage();
        run(storage, false);
        try (PageStore store = open(storage)) {
            store.revert();
            IntTrie<String> trie = TrieSnapshots.load(store.newest().orElseThrow());
            assertEquals(expected(ROUNDS - 1), TrieSnapshots.content(trie));
            TrieSnapshots.save(store, change(trie, ROUNDS - 1));
        }
        assertEquals(ROUNDS, roundOf(storage));
    }
}
