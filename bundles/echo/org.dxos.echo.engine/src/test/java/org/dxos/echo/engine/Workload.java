package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dxos.base.crypto.Keyring;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.halo.credential.Role;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.text.TextItem;
import org.dxos.storage.StorageException;
import org.dxos.storage.tck.FaultyStorage;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;

/**
 * Alice makes a party, writes at both levels, admits Bob, takes in his blocks, closes and opens, labels, deletes another party;
 * on a storage that may fail anywhere. What she was told is kept, to be held against what is found later.
 */
final class Workload {
    final Keyring aliceKeys = TestIdentity.ALICE.keyring();
    final Keyring bobKeys = TestIdentity.BOB.keyring();
    final FaultyStorage aliceStorage;
    final FaultyStorage bobStorage = new FaultyStorage();
    final SimScheduler scheduler = new SimScheduler();
    /** What the party looks like after each of Alice's batches, without what Bob made. */
    final List<String> states = new ArrayList<>();
    /** How many of these batches were acknowledged as safe. */
    int safe;
    /** Everything that was thrown, in order. */
    final List<EchoException> refusals = new ArrayList<>();

    PartyId party;
    boolean isPartySafe;
    boolean isBobIn;
    boolean isLabelSafe;
    boolean isLabelTried;
    PartyId other;
    boolean isOtherDeleted;
    boolean isDone;
    private boolean isClosed;

    private final SeededRandom random;
    private final Expected expected = new Expected();
    private final List<ItemId> tasks = new ArrayList<>();
    private int words;
    private TestNode alice;
    private TestNode bob;
    private Party open;

    Workload(FaultyStorage aliceStorage, long seed) {
        this.aliceStorage = aliceStorage;
        this.random = new SeededRandom(seed);
        states.add("");
    }

    /** Runs until the end or the first failure, and leaves both nodes as a crash would. */
    void run() {
        try {
            alice = TestNode.withSmallFiles(aliceStorage, aliceKeys, scheduler);
            bob = TestNode.withSmallFiles(bobStorage, bobKeys, scheduler);
            work();
            isClosed = true;
            alice.close();
            isDone = alice.failures.isEmpty();
            if (isDone) {
                safe = states.size() - 1;
            }
        } catch (EchoException e) {
            refusals.add(e);
        } catch (FeedException e) {
            assertTrue(e.getCause() instanceof StorageException, e::toString);
        }
    }

    /** Alice's node, or null when it could not be started, or is closed. */
    TestNode alice() {
        return isClosed ? null : alice;
    }

    /** The nodes' threads must end; nothing more is written to a storage without power. */
    void end() {
        if (alice != null) {
            alice.close();
        }
        if (bob != null) {
            bob.close();
        }
    }

    private void work() throws FeedException {
        open = alice.echo.createParty("home");
        party = open.id();
        isPartySafe = true;
        ItemId list = create("list", null);
        for (int i = 0; i < 4; i++) {
            tasks.add(create("task", list));
        }
        ItemId text = createText();
        writes(text, 12);
        open.admitMember(bob.echo.identity(), Role.WRITER).await();
        isBobIn = true;
        Party his = bob.echo.joinParty(open.ticket());
        Peers.exchange(alice, bob, party);
        for (int i = 0; i < 3; i++) {
            Batch batch = his.batch();
            ItemId note = batch.create(NewItem.of(Expected.OBJECT).type("bob"));
            batch.item(note, ObjectItem.class).set("n", i);
            batch.commit().await();
            Peers.send(bob, alice, party);
            writes(text, 3);
        }
        Peers.exchange(alice, bob, party);
        shape(list);
        isLabelTried = true;
        alice.echo.labelParty(party, "office");
        isLabelSafe = true;
        Party second = alice.echo.createParty("other");
        other = second.id();
        Batch batch = second.batch();
        batch.create(NewItem.of(Expected.OBJECT).type("lost"));
        batch.commit().await();
        alice.echo.closeParty(party);
        safe = states.size() - 1;
        open = alice.echo.party(party);
        writes(text, 6);
        alice.echo.deleteParty(other);
        isOtherDeleted = true;
        writes(text, 3);
        scheduler.runUntilIdle();
        Peers.exchange(alice, bob, party);
        writes(text, 3);
    }

    private void writes(ItemId text, int count) {
        for (int i = 0; i < count; i++) {
            boolean disk = random.chance(0.4);
            Acknowledgement level = disk ? Acknowledgement.DISK : Acknowledgement.MEMORY;
            if (random.chance(0.3)) {
                String word = "w" + words++ + " ";
                int at = random.below(expected.length(text) + 1);
                told(
                        disk,
                        open.item(text, TextItem.class, level).insert(at, word),
                        () -> expected.insert(text, at, word));
            } else if (random.chance(0.3)) {
                several(disk, level);
            } else {
                ItemId task = random.pick(tasks);
                long value = words++;
                told(
                        disk,
                        open.item(task, ObjectItem.class, level).set("n", value),
                        () -> expected.set(task, "n", value));
            }
        }
    }

    private void several(boolean disk, Acknowledgement level) {
        Batch batch = open.batch().acknowledge(level);
        long value = words++;
        for (ItemId task : tasks) {
            batch.item(task, ObjectItem.class).set("all", value);
        }
        told(disk, batch.commit(), () -> tasks.forEach(task -> expected.set(task, "all", value)));
    }

    private void shape(ItemId list) {
        ItemId task = tasks.get(0);
        told(true, open.batch().move(task, Optional.empty()).commit(), () -> expected.move(task, null));
        told(
                false,
                open.batch().acknowledge(Acknowledgement.MEMORY).delete(list).commit(),
                () -> expected.delete(list, true));
        told(true, open.batch().restore(list).delete(tasks.get(1)).commit(), () -> {
            expected.delete(list, false);
            expected.delete(tasks.get(1), true);
        });
    }

    private ItemId create(String type, ItemId parent) {
        Batch batch = open.batch();
        NewItem item = NewItem.of(Expected.OBJECT).type(type);
        ItemId id = batch.create(parent == null ? item : item.under(parent));
        batch.item(id, ObjectItem.class).set("title", type);
        told(true, batch.commit(), () -> {
            expected.object(id, type, parent);
            expected.set(id, "title", type);
        });
        return id;
    }

    private ItemId createText() {
        Batch batch = open.batch();
        ItemId id = batch.create(NewItem.of(Expected.TEXT).type("text"));
        told(true, batch.commit(), () -> expected.text(id, "text"));
        return id;
    }

    /** The batch stands in the feed, so it may be found later; once it is acknowledged as safe, it must be. */
    private void told(boolean disk, Receipt receipt, Runnable change) {
        change.run();
        states.add(expected.words());
        receipt.await();
        if (disk) {
            safe = states.size() - 1;
        }
    }
}
