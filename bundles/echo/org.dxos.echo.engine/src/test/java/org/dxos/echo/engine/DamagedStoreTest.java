package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.FeedInfo;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.PartyInfo;
import org.dxos.echo.Query;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Role;
import org.dxos.model.object.ObjectItem;
import org.dxos.storage.StorageException;
import org.dxos.storage.tck.CrashOutcome;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.MemoryKeyring;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.Seeds;
import org.dxos.testkit.SimEntropy;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.dxos.testkit.Tier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Files that are damaged, cut, empty, of somebody else or of a newer version, in every place of a store. */
final class DamagedStoreTest {
    private final Keyring keyring = TestIdentity.ALICE.keyring();
    private final FaultyStorage storage = new FaultyStorage();
    /** The same with the snapshots, which spare reading the feeds. */
    private FaultyStorage whole = storage;

    private final Map<PartyId, String> sound = new LinkedHashMap<>();

    private TestNode node(FaultyStorage on) {
        return TestNode.withSmallFiles(on, keyring, new SimScheduler());
    }

    @BeforeEach
    void fill() throws Exception {
        TestNode alice = node(storage);
        TestNode bob = TestNode.withSmallFiles(new FaultyStorage(), TestIdentity.BOB.keyring(), new SimScheduler());
        Party home = alice.echo.createParty("home");
        home.admitMember(bob.echo.identity(), Role.WRITER).await();
        Party his = bob.echo.joinParty(home.ticket());
        Party other = alice.echo.createParty("other");
        for (int i = 0; i < 8; i++) {
            write(home, i);
            write(other, i);
            Peers.exchange(alice, bob, home.id());
            write(his, 100 + i);
            Peers.exchange(alice, bob, home.id());
        }
        write(home, 9);
        for (Party party : List.of(home, other)) {
            sound.put(party.id(), words(party));
        }
        bob.close();
        alice.close();
        assertEquals(List.of(), alice.failures);
        whole = storage.crash(CrashOutcome.KEEP_ALL);
        snapshotFiles().forEach(storage::remove);
    }

    private List<String> snapshotFiles() {
        return whole.sizes().keySet().stream()
                .filter(file -> file.startsWith("snapshots/"))
                .toList();
    }

    private static void write(Party party, int n) {
        Batch batch = party.batch();
        var id = batch.create(NewItem.of(Expected.OBJECT).type("task"));
        batch.item(id, ObjectItem.class).set("n", n);
        batch.item(id, ObjectItem.class).set("words", "a longer text, so that there are several segments " + n);
        batch.commit().await();
    }

    private static String words(Party party) {
        return party.info().label() + "\n" + Expected.words(party.view(), type -> true);
    }

    /** Opens a damaged store. Returns what was said about it; nothing when nobody could tell the difference. */
    private List<String> open(FaultyStorage copy, String file, String what) {
        List<String> said = new ArrayList<>();
        TestNode node;
        try {
            node = node(copy);
        } catch (EchoException e) {
            assertEquals(Code.DAMAGED, e.code(), what);
            assertTrue(file.equals("parties/node"), what + ": the node does not start: " + e);
            return List.of(String.valueOf(e.getMessage()));
        }
        sound.forEach((id, before) -> {
            List<String> told = look(node, id, before, what);
            assertTrue(told.isEmpty() || file.contains(id.hex()), () -> what + " harms another party: " + told);
            said.addAll(told);
        });
        node.close();
        return said;
    }

    private static List<String> look(TestNode node, PartyId id, String before, String what) {
        assertTrue(node.echo.parties().stream().anyMatch(info -> info.id().equals(id)), what + ": the party is gone");
        List<String> told = new ArrayList<>();
        try {
            Party party = node.echo.party(id);
            PartyInfo info = party.info();
            if (info.state() != PartyInfo.State.OPEN) {
                told.add(info.reason());
            }
            for (FeedInfo feed : party.feeds()) {
                told.addAll(feed.damage());
            }
            if (!words(party).equals(before)) {
                assertTrue(!told.isEmpty(), () -> what + ": a silent change to\n" + words(party) + "\nfrom\n" + before);
            }
        } catch (EchoException e) {
            assertEquals(Code.DAMAGED, e.code(), what + e);
            told.add(String.valueOf(e.getMessage()));
        }
        return told;
    }

    private static Map<String, Bytes> damages(Bytes content) {
        Map<String, Bytes> damages = new TreeMap<>();
        int size = content.size();
        damages.put("empty", Bytes.EMPTY);
        damages.put("half", content.slice(0, size / 2));
        damages.put("one byte short", content.slice(0, size - 1));
        damages.put("ten bytes only", content.slice(0, Math.min(10, size)));
        damages.put("of another program", Bytes.utf8("#!/bin/sh\necho this is something else altogether\n"));
        damages.put("zeros", Bytes.wrap(new byte[size]));
        damages.put("zeros at the end", content.slice(0, size / 2).concat(Bytes.wrap(new byte[size - size / 2])));
        damages.put("too long", content.concat(Bytes.utf8("and something more")));
        byte[] newer = content.toArray();
        for (int i = 4; i < 12; i++) {
            byte[] bytes = newer.clone();
            bytes[i] = (byte) (bytes[i] + 1);
            damages.put("byte " + i + " counted up", Bytes.wrap(bytes));
        }
        return damages;
    }

    @Test
    void every_damaged_file_is_named_and_nothing_is_overwritten(TestReporter reporter) {
        int told = 0;
        int cases = 0;
        for (String file : storage.sizes().keySet()) {
            for (Map.Entry<String, Bytes> damage :
                    damages(storage.content(file)).entrySet()) {
                FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
                copy.put(file, damage.getValue());
                String what = file + " " + damage.getKey();
                List<String> said = open(copy, file, what);
                boolean isIndex = file.endsWith(".index");
                assertTrue(isIndex || !said.isEmpty(), what + ": nothing was said");
                if (!said.isEmpty()) {
                    told++;
                    String name = file.substring(file.lastIndexOf('/') + 1);
                    assertTrue(said.stream().anyMatch(words -> words.contains(name)), what + " is not named: " + said);
                }
                boolean isCut = said.stream().anyMatch(words -> words.contains("(cut back)"));
                if (!isIndex && !isCut) {
                    assertEquals(damage.getValue(), copy.content(file), what + ": the file was changed");
                }
                cases++;
            }
        }
        reporter.publishEntry("damage", cases + " cases, " + told + " told of");
    }

    @Test
    void no_flipped_bit_changes_anything_in_silence(TestReporter reporter) {
        long seed = Seeds.of("DamagedStoreTest.flips", 1, 1).get(0);
        SeededRandom random = new SeededRandom(seed);
        List<String> files = new ArrayList<>(storage.sizes().keySet());
        int flips = Tier.current().choose(2_000, 50_000);
        int told = 0;
        for (int flip = 0; flip < flips; flip++) {
            FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
            String file = random.pick(files);
            long at = random.below(Math.toIntExact(storage.sizes().get(file)));
            int bit = random.below(8);
            copy.flip(file, at, bit);
            List<String> said = open(copy, file, "seed " + seed + ", bit " + bit + " of byte " + at + " of " + file);
            told += said.isEmpty() ? 0 : 1;
        }
        reporter.publishEntry("flips", flips + " flips, " + told + " told of, 0 silent changes");
    }

    @Test
    void a_damaged_snapshot_is_made_anew_from_the_feeds() {
        for (String file : snapshotFiles()) {
            damages(whole.content(file)).forEach((kind, content) -> {
                FaultyStorage copy = whole.crash(CrashOutcome.KEEP_ALL);
                copy.put(file, content);
                openWithSnapshots(copy, file + " " + kind);
            });
        }
    }

    @Test
    void indexes_stay_declared_when_a_snapshot_turns_out_to_be_damaged_at_opening() {
        FaultyStorage killed = new FaultyStorage();
        SimScheduler scheduler = new SimScheduler();
        TestNode before = TestNode.withSmallFiles(killed, keyring, scheduler);
        Party party = before.echo.createParty("home");
        party.declareIndex("task", new org.dxos.echo.model.Index("n", org.dxos.echo.model.Index.Kind.SORTED));
        for (int i = 0; i < 9; i++) {
            write(party, i);
            scheduler.runReady();
        }
        ItemId first = party.view().select(Query.all()).get(0).id();
        party.item(first, ObjectItem.class).set("n", 100).await();
        String words = words(party);
        FaultyStorage copy = killed.crash(CrashOutcome.KEEP_ALL);
        copy.sizes().keySet().stream()
                .filter(file -> file.contains("/pages-"))
                .toList()
                .forEach(file -> copy.put(file, withoutMiddle(copy.content(file))));

        TestNode node = node(copy);
        Party again = node.echo.party(party.id());

        assertEquals(words, words(again));
        assertEquals(1, again.indexes().size());
        assertTrue(!node.failures.isEmpty(), "nothing was said");
        node.close();
    }

    /** Zeros but for the end, where the topmost page lies. */
    private static Bytes withoutMiddle(Bytes content) {
        int kept = content.size() * 2 / 5;
        return Bytes.wrap(new byte[content.size() - kept]).concat(content.slice(content.size() - kept, content.size()));
    }

    @Test
    void no_flipped_bit_of_a_snapshot_changes_anything(TestReporter reporter) {
        long seed = Seeds.of("DamagedStoreTest.snapshots", 1, 1).get(0);
        SeededRandom random = new SeededRandom(seed);
        List<String> files = snapshotFiles();
        int flips = Tier.current().choose(500, 20_000);
        int told = 0;
        for (int flip = 0; flip < flips; flip++) {
            FaultyStorage copy = whole.crash(CrashOutcome.KEEP_ALL);
            String file = random.pick(files);
            long at = random.below(Math.toIntExact(whole.sizes().get(file)));
            copy.flip(file, at, random.below(8));
            told += openWithSnapshots(copy, "seed " + seed + ", byte " + at + " of " + file) ? 1 : 0;
        }
        reporter.publishEntry("S4", flips + " flips in snapshots, " + told + " told of, 0 silent changes");
    }

    /** A snapshot is a cache: whatever becomes of it, the party is the same, at the second opening at the latest. */
    private boolean openWithSnapshots(FaultyStorage copy, String what) {
        boolean isTold = false;
        TestNode node = node(copy);
        for (Map.Entry<PartyId, String> party : sound.entrySet()) {
            Party open = node.echo.party(party.getKey());
            try {
                assertEquals(party.getValue(), words(open), what);
            } catch (EchoException e) {
                assertTrue(e.code() == Code.DAMAGED || e.code() == Code.NOT_LIVE, what + ": " + e);
                isTold = true;
                open.close();
                assertEquals(party.getValue(), words(node.echo.party(party.getKey())), what);
            }
            Party again = node.echo.party(party.getKey());
            assertEquals(PartyInfo.State.OPEN, again.info().state(), what);
            try {
                write(again, 1000);
            } catch (EchoException e) {
                assertEquals(Code.DAMAGED, e.code(), what);
                isTold = true;
                again.close();
                write(node.echo.party(party.getKey()), 1000);
            }
        }
        node.close();
        return isTold || !node.failures.isEmpty();
    }

    @Test
    void a_feed_whose_files_are_gone_is_not_begun_anew() {
        for (String file : storage.sizes().keySet()) {
            if (file.endsWith(".segment")) {
                FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
                String folder = file.substring(0, file.lastIndexOf('/') + 1);
                storage.sizes().keySet().stream()
                        .filter(name -> name.startsWith(folder))
                        .forEach(copy::remove);
                List<String> said = open(copy, file, folder + " emptied");
                assertTrue(!said.isEmpty(), folder);
            }
        }
    }

    @Test
    void unknown_files_and_folders_do_no_harm() throws StorageException {
        FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
        PartyId home = sound.keySet().iterator().next();
        copy.put("parties/readme.txt", Bytes.utf8("hello"));
        copy.put("parties/abc.party", Bytes.utf8("hello"));
        copy.put("feeds/" + home.hex() + "/notes", Bytes.utf8("hello"));
        copy.root().folder("something");
        copy.root().folder("parties").folder("inner");
        String feed = storage.sizes().keySet().stream()
                .filter(name -> name.contains(home.hex()) && name.endsWith(".segment"))
                .findFirst()
                .orElseThrow();
        copy.put(feed.substring(0, feed.lastIndexOf('/')) + "/core.1234", Bytes.utf8("hello"));

        assertEquals(List.of(), open(copy, "", "unknown files"));
    }

    @Test
    void a_missing_node_record_is_made_again_only_when_the_keys_leave_no_doubt() {
        FaultyStorage copy = storage.crash(CrashOutcome.KEEP_ALL);
        copy.remove("parties/node");
        assertEquals(List.of(), open(copy, "parties/node", "no node record, one identity"));

        FaultyStorage again = storage.crash(CrashOutcome.KEEP_ALL);
        again.remove("parties/node");
        keyring.create(Keyring.Purpose.IDENTITY);
        List<String> said = open(again, "parties/node", "no node record, two identities");
        assertTrue(said.toString().contains("parties/node is missing"), said.toString());
        assertTrue(!again.sizes().containsKey("parties/node"));
    }

    @Test
    void lost_keys_are_named_and_not_replaced() {
        Keyring empty = new MemoryKeyring(new SimEntropy(5));
        EchoException refused = org.junit.jupiter.api.Assertions.assertThrows(
                EchoException.class,
                () -> TestNode.withSmallFiles(storage.crash(CrashOutcome.KEEP_ALL), empty, new SimScheduler()));
        assertEquals(Code.DAMAGED, refused.code());
        assertTrue(refused.getMessage().contains("identity key"), refused.getMessage());
        assertTrue(empty.keys(Keyring.Purpose.IDENTITY).isEmpty());
    }
}
