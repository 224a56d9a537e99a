package org.dxos.echo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.Hash;
import org.dxos.base.key.PartyId;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.Query;
import org.dxos.echo.Schema;
import org.dxos.echo.SchemaItem;
import org.dxos.echo.Schemas;
import org.dxos.echo.Violation;
import org.dxos.echo.engine.internal.party.PartyConfig;
import org.dxos.echo.feed.FeedException;
import org.dxos.echo.model.ItemId;
import org.dxos.halo.credential.Role;
import org.dxos.model.object.ObjectItem;
import org.dxos.model.object.ObjectModels;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.TextModels;
import org.dxos.storage.memory.MemoryStorage;
import org.dxos.testkit.SimScheduler;
import org.dxos.testkit.TestIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schemas as items of a party, and what they keep our batches from. */
final class SchemaTest {
    private static final String OBJECT = "dxos.model/object";
    private static final Schema TASK =
            Schema.of("task", "title:text!", "priority:integer=1..5", "owner:reference:person");

    private final MemoryStorage storage = new MemoryStorage();
    private TestNode node = TestNode.withObjects(storage, TestIdentity.ALICE.keyring(), new SimScheduler());
    private Party party = node.echo.createParty("home");

    @AfterEach
    void close() {
        node.close();
        assertEquals(List.of(), node.failures);
    }

    @Test
    void an_enforced_schema_refuses_a_batch_and_leaves_everything_as_it_was() {
        ItemId good = task(party, Map.of("title", "Milk", "priority", 3L));
        ItemId note = object(party, "note", Map.of("n", 1L));
        Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        Map<?, ?> before = party.view().timeframe();
        Optional<Hash> goodBefore = hash(party, good);
        Optional<Hash> noteBefore = hash(party, note);
        int size = party.view().size();

        Batch batch = party.batch();
        batch.item(note, ObjectItem.class).set("n", 2L);
        batch.item(good, ObjectItem.class).set("priority", 4L);
        ItemId bad = batch.create(NewItem.of(OBJECT).type("task"));
        batch.item(bad, ObjectItem.class).set("priority", 9L);
        String words = refused(() -> batch.commit().await());
        assertTrue(words.contains("title of item " + bad + " (task) is missing"), words);
        assertTrue(words.contains("priority of item " + bad + " (task) is 9, and should be at most 5"), words);
        refused(() -> party.item(good, ObjectItem.class).set("title", 7L).await());
        refused(() -> party.item(good, ObjectItem.class).delete("title").await());

        assertEquals(before, party.view().timeframe());
        assertEquals(size, party.view().size());
        assertEquals(goodBefore, hash(party, good));
        assertEquals(noteBefore, hash(party, note));
        party.item(good, ObjectItem.class).set("priority", 5L).await();
        party.item(note, ObjectItem.class).set("n", "free").await();
        assertEquals(5L, field(party, good, "priority"));
        assertEquals(List.of(), Schemas.violations(party.view(), ""));
    }

    @Test
    void a_schema_that_is_not_enforced_only_tells() {
        Schemas.declare(party, TASK, Acknowledgement.DISK);
        ItemId bad = task(party, Map.of("priority", 0L));
        assertEquals(
                List.of(
                        new Violation(bad, "task", "title", "is missing"),
                        new Violation(bad, "task", "priority", "is 0, and should be at least 1")),
                Schemas.violations(party.view(), "task"));
    }

    @Test
    void references_may_lead_to_items_of_the_same_batch_but_not_to_deleted_or_other_ones() {
        Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        ItemId shop = object(party, "shop", Map.of());
        Batch batch = party.batch();
        ItemId ann = batch.create(NewItem.of(OBJECT).type("person"));
        ItemId task = batch.create(NewItem.of(OBJECT).type("task"));
        batch.item(task, ObjectItem.class).set("title", "Milk");
        batch.item(task, ObjectItem.class).set("owner", ann.hex());
        batch.commit().await();

        ObjectItem milk = party.item(task, ObjectItem.class);
        assertTrue(refused(() -> milk.set("owner", shop.hex()).await()).contains("of type \"shop\""));
        String missing = "ab".repeat(16);
        assertTrue(refused(() -> milk.set("owner", missing).await()).contains(missing + ", which is not there"));
        party.batch().delete(ann).commit().await();
        assertEquals(
                List.of("refers to item " + ann + ", which is not there"),
                Schemas.violations(party.view(), "").stream()
                        .map(Violation::what)
                        .toList());
        assertTrue(refused(() -> milk.set("title", "Bread").await()).contains("which is not there"));
        party.batch().restore(ann).commit().await();
        milk.set("title", "Bread").await();
    }

    @Test
    void a_schema_follows_its_item_when_that_is_changed_deleted_restored_and_opened_again() {
        ItemId schema = Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        refused(() -> task(party, Map.of()));
        assertEquals(
                schema, Schemas.declare(party, Schema.of("task", "text:text!").enforced(true), Acknowledgement.DISK));
        task(party, Map.of("text", "x"));
        refused(() -> task(party, Map.of("title", "x")));
        party.batch().delete(schema).commit().await();
        task(party, Map.of("title", "free"));
        party.batch().restore(schema).commit().await();
        refused(() -> task(party, Map.of("title", "x")));

        reopen();
        refused(() -> task(party, Map.of("title", "x")));
        assertEquals(2, party.view().count(Query.all().type("task")));
        party.item(schema, ObjectItem.class).set("enforce", false).await();
        task(party, Map.of("title", "free"));
        assertEquals(2, Schemas.violations(party.view(), "").size());
    }

    @Test
    void own_writes_cannot_make_a_schema_contradict_itself() {
        ItemId schema = Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        ObjectItem item = party.item(schema, ObjectItem.class);
        String words =
                refused(() -> item.set("fields", List.of("a:text", "a:map")).await());
        assertTrue(words.contains("a schema that contradicts itself: a is there twice"), words);
        refused(() -> object(party, Schemas.TYPE, Map.of("for", "task")));
        assertEquals(
                List.of(TASK.enforced(true)),
                Schemas.of(party.view()).stream()
                        .flatMap(each -> each.schema().stream())
                        .toList());
        refused(() -> task(party, Map.of()));
    }

    @Test
    void several_schemas_of_one_type_all_hold() {
        Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        object(party, Schemas.TYPE, Map.of("for", "task", "fields", List.of("due:time!"), "enforce", true));
        assertTrue(refused(() -> task(party, Map.of("title", "x"))).contains("due of item"));
        assertTrue(refused(() -> task(party, Map.of("due", java.time.Instant.EPOCH)))
                .contains("title of item"));
        task(party, Map.of("title", "x", "due", java.time.Instant.EPOCH));
    }

    @Test
    void what_others_write_is_taken_whatever_the_schema_says_and_listed() throws FeedException {
        try (TestNode bob = TestNode.withObjects(new MemoryStorage(), TestIdentity.BOB.keyring(), new SimScheduler())) {
            party.admitMember(bob.echo.identity(), Role.WRITER).await();
            Party his = bob.echo.joinParty(party.ticket());
            Peers.exchange(node, bob, party.id());
            ItemId bad = task(his, Map.of("priority", 6L));
            ItemId odd = object(his, Schemas.TYPE + ".not", Map.of());
            Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
            Peers.exchange(node, bob, party.id());

            assertEquals(List.of(), party.rejections());
            assertTrue(party.view().item(odd).isPresent());
            for (Party each : List.of(party, his)) {
                assertEquals(
                        List.of("title", "priority"),
                        Schemas.violations(each.view(), "").stream()
                                .map(Violation::field)
                                .toList());
                assertTrue(refused(() ->
                                each.item(bad, ObjectItem.class).set("x", 1L).await())
                        .contains("is missing"));
                refused(() -> task(each, Map.of()));
            }
            Batch mended = his.batch();
            mended.item(bad, ObjectItem.class).set("title", "Mended");
            mended.item(bad, ObjectItem.class).set("priority", 5L);
            mended.commit().await();
            Peers.exchange(node, bob, party.id());
            assertEquals(List.of(), Schemas.violations(party.view(), ""));
            assertEquals(hash(his, bad), hash(party, bad));
        }
    }

    @Test
    void items_whose_state_changes_in_place_are_as_they_were_after_a_refusal() {
        node.echo.add(TextModels.stateMachine(), "test");
        node.echo.add(TextModels.model(), "test");
        Batch batch = party.batch();
        ItemId text = batch.create(NewItem.of("dxos.model/text").type("page"));
        batch.item(text, TextItem.class).insert(0, "before");
        batch.commit().await();
        Optional<Hash> before = hash(party, text);
        Schemas.declare(party, Schema.of("page", "nowhere:text!").enforced(true), Acknowledgement.DISK);
        for (int i = 0; i < 3; i++) {
            refused(() -> party.item(text, TextItem.class).insert(0, "not ").await());
        }
        assertEquals("before", party.item(text, TextItem.class).text());
        assertEquals(before, hash(party, text));
    }

    @Test
    void a_schema_is_in_force_again_when_the_code_that_reads_it_comes_late() {
        Schemas.declare(party, TASK.enforced(true), Acknowledgement.DISK);
        PartyId id = party.id();
        node.close();
        node = TestNode.bare(storage, node.keyring, new SimScheduler(), PartyConfig.DEFAULT);
        party = node.party(id);
        SchemaItem unread = Schemas.of(party.view()).get(0);
        assertTrue(unread.contradictions().get(0).startsWith("it cannot be read"), unread.toString());
        node.echo.add(ObjectModels.stateMachine(), "test");
        node.echo.add(ObjectModels.model(), "test");
        refused(() -> task(party, Map.of()));
        task(party, Map.of("title", "x"));
    }

    private void reopen() {
        PartyId id = party.id();
        node.close();
        assertEquals(List.of(), node.failures);
        node = TestNode.withObjects(storage, node.keyring, new SimScheduler());
        party = node.party(id);
    }

    private static ItemId task(Party party, Map<String, ?> values) {
        return object(party, "task", values);
    }

    private static ItemId object(Party party, String type, Map<String, ?> values) {
        Batch batch = party.batch();
        ItemId id = batch.create(NewItem.of(OBJECT).type(type));
        values.forEach((name, value) -> batch.item(id, ObjectItem.class).set(name, value));
        batch.commit().await();
        return id;
    }

    private static Object field(Party party, ItemId id, String path) {
        return party.view().item(id).orElseThrow().field(path);
    }

    private static Optional<Hash> hash(Party party, ItemId id) {
        return party.view().item(id).orElseThrow().stateHash();
    }

    private static String refused(Runnable write) {
        EchoException refusal = assertThrows(EchoException.class, write::run);
        assertEquals(Code.INVALID, refusal.code(), refusal.getMessage());
        return refusal.getMessage();
    }
}
