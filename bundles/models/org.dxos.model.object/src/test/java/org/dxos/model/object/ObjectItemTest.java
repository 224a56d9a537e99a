package org.dxos.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Writer;
import org.junit.jupiter.api.Test;

class ObjectItemTest {
    private final StateMachine<ObjectState, ObjectMutation> machine = ObjectModels.stateMachine();
    private final DetachedItem<ObjectState, ObjectMutation> access = DetachedItem.of(machine);
    private final ObjectItem item = ObjectModels.model().facade(access);

    @Test
    void everyKindOfValueComesBackAsItWasAndSurvivesTheStateCodec() throws MalformedException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("null", null);
        values.put("true", true);
        values.put("min", Long.MIN_VALUE);
        values.put("max", Long.MAX_VALUE);
        values.put("pi", Math.PI);
        values.put("nan", Double.NaN);
        values.put("minusZero", -0.0);
        values.put("infinity", Double.NEGATIVE_INFINITY);
        values.put("text", "grüße 🦊\u0000");
        values.put("bytes", Bytes.fromHex("00ff80"));
        values.put("time", Instant.parse("-0044-03-15T12:00:00.123456789Z"));
        values.put("list", List.of(1L, List.of("a", Map.of("b", 2.5)), Set.of()));
        values.put("set", Set.of(1L, 1.0, "1"));
        values.put("object", Map.of("empty", Map.of()));
        item.setAll(values).await();
        assertEquals(values, item.toMap());
        ObjectState state = item.state();
        ObjectState decoded = machine.decodeState(DetachedGenesis.of(Writer.of(0), 0), machine.encodeState(state));
        assertEquals(values, decoded.toMap());
        assertEquals(state, decoded);
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits((Double) item.get("minusZero")));
    }

    @Test
    void smallerJavaNumbersWiden() {
        item.setAll(Map.of("int", 7, "short", (short) 8, "float", 0.5f)).await();
        assertEquals(7L, item.get("int"));
        assertEquals(8L, item.getLong("short", 0));
        assertEquals(0.5, item.getDouble("float", 0));
        assertEquals(7.0, item.getDouble("int", 0));
    }

    @Test
    void gettersFallBackWhenThereIsNoSuchValue() {
        item.set("name", "x").await();
        assertEquals("x", item.getString("name", "-"));
        assertEquals("-", item.getString("other", "-"));
        assertEquals(9, item.getLong("name", 9));
        assertTrue(item.getBoolean("name", true));
        assertEquals(Instant.EPOCH, item.getInstant("name", Instant.EPOCH));
        assertEquals(Bytes.EMPTY, item.getBytes("a.b.c", Bytes.EMPTY));
        assertNull(item.get("name.first[3]"));
        assertFalse(item.has("nothing"));
        item.set("nothing", null).await();
        assertTrue(item.has("nothing"));
    }

    @Test
    void namesMissingOnTheWayAreMade() {
        item.set("a.b.c", 1).await();
        assertEquals(Map.of("a", Map.of("b", Map.of("c", 1L))), item.toMap());
        item.delete("a.b.c").await();
        assertEquals(Map.of("a", Map.of("b", Map.of())), item.toMap());
        assertEquals(List.of("b"), item.keys("a"));
    }

    @Test
    void aScalarOverAnObjectReplacesItWithEverythingBelow() {
        item.set("a.b", 1).await();
        item.set("a", 2).await();
        assertEquals(Map.of("a", 2L), item.toMap());
    }

    @Test
    void writingBelowAScalarIsRefusedWithWords() {
        item.set("a", 1).await();
        Receipt receipt = item.set("a.b", 2);
        assertFalse(receipt.isDone());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, receipt::await);
        assertEquals("\"a\" is an integer, so it has no part \"b\"", refusal.getMessage());
        assertRefused("\"a\" is an integer, not a list", item.push("a", 1));
        assertRefused("\"a\" is an integer, not a set", item.add("a", 1));
        item.push("l", 1).await();
        assertRefused("\"l\" has no element 1; its size is 1", item.set("l[1]", 1));
        assertRefused("\"l\" has the size 1; there is no place 2", item.insert("l", 2, 1));
        assertRefused("\"l\" is a list, not an integer", item.count("l", 1));
        assertRefused("\"m\" does not exist", item.set("m[0]", 1));
        assertEquals(2, access.entries().size());
    }

    private static void assertRefused(String message, Receipt receipt) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, receipt::await).getMessage());
    }

    @Test
    void listsAreEditedInPlace() {
        item.push("l", "a", "c").await();
        item.insert("l", 1, "b").await();
        item.insert("l", 0, "start").await();
        item.insert("l", 4, Map.of("n", List.of(1, 2))).await();
        item.set("l[4].n[0]", 9).await();
        item.delete("l[1]").await();
        assertEquals(List.of("start", "b", "c", Map.of("n", List.of(9L, 2L))), item.get("l"));
        assertEquals(4, item.size("l"));
        assertEquals(9L, item.get("l[3].n[0]"));
    }

    @Test
    void anEmptyListInsideAnObjectCanBeFilled() {
        item.set("a", Map.of("l", List.of())).await();
        item.push("a.l", 1).await();
        assertEquals(List.of(1L), item.get("a.l"));
    }

    @Test
    void setsHoldEachValueOnceAndCountersCount() {
        item.add("s", "b", "a", "b").await();
        item.remove("s", "b", "c").await();
        assertEquals(Set.of("a"), item.get("s"));
        item.count("n", 5).await();
        item.count("n", -7).await();
        assertEquals(-2, item.getLong("n", 0));
        item.set("n", Long.MAX_VALUE).await();
        item.count("n", 1).await();
        assertEquals(Long.MIN_VALUE, item.getLong("n", 0));
    }

    @Test
    void anEditIsOneMutationAndItsChangesSeeEachOther() {
        item.edit()
                .set("a", 1)
                .delete("a")
                .set("a.b", 2)
                .push("l", List.of(1, 2))
                .count("n", 3)
                .count("n", 4)
                .commit()
                .await();
        assertEquals(1, access.entries().size());
        assertEquals(Map.of("a", Map.of("b", 2L), "l", List.of(1L, 2L), "n", 7L), item.toMap());
        Receipt refused = item.edit().set("x", 1).push("a", List.of(1)).commit();
        assertThrows(IllegalArgumentException.class, refused::await);
        assertFalse(item.has("x"));
        assertRefused(
                "element 2 is made by this same edit and has no identity yet; insert it complete",
                item.edit().push("l", List.of(3)).set("l[2]", 4).commit());
    }

    @Test
    void anEditWithNothingToChangeWritesNothing() {
        item.delete("missing").await();
        item.remove("missing", 1).await();
        item.edit().commit().await();
        assertEquals(0, access.entries().size());
    }

    @Test
    void concurrentListEditsNeverHitTheWrongElement() {
        item.push("l", "a", "b", "c").await();
        DetachedItem<ObjectState, ObjectMutation> otherAccess = access.replica(Writer.of(1));
        ObjectItem other = ObjectModels.model().facade(otherAccess);
        otherAccess.receive(access);
        item.delete("l[0]").await();
        item.insert("l", 1, "b2", "b3").await();
        other.set("l[1]", "B").await();
        other.delete("l[2]").await();
        other.push("l", "end").await();
        access.receive(otherAccess);
        otherAccess.receive(access);
        assertEquals(item.state(), other.state());
        assertEquals(List.of("B", "b2", "b3", "end"), item.get("l"));
    }

    @Test
    void concurrentRunsBehindOneElementDoNotInterleave() {
        item.push("l", "x").await();
        DetachedItem<ObjectState, ObjectMutation> otherAccess = access.replica(Writer.of(1));
        ObjectItem other = ObjectModels.model().facade(otherAccess);
        otherAccess.receive(access);
        for (int i = 1; i <= 3; i++) {
            item.insert("l", i, "a" + i).await();
            other.insert("l", i, "b" + i).await();
        }
        access.receive(otherAccess);
        otherAccess.receive(access);
        assertEquals(item.get("l"), other.get("l"));
        List<String> a = List.of("x", "a1", "a2", "a3", "b1", "b2", "b3");
        List<String> b = List.of("x", "b1", "b2", "b3", "a1", "a2", "a3");
        assertTrue(Set.of(a, b).contains(item.get("l")), () -> item.get("l").toString());
    }

    @Test
    void concurrentCountsAddUpAndConcurrentPushesAllStay() {
        DetachedItem<ObjectState, ObjectMutation> otherAccess = access.replica(Writer.of(1));
        ObjectItem other = ObjectModels.model().facade(otherAccess);
        item.count("n", 3).await();
        other.count("n", 4).await();
        item.push("l", 1).await();
        other.push("l", 2).await();
        access.receive(otherAccess);
        otherAccess.receive(access);
        assertEquals(7, item.getLong("n", 0));
        assertEquals(2, item.size("l"));
        assertEquals(item.state(), other.state());
    }

    @Test
    void argumentsThatCannotBeKeptAreRefusedAtTheCall() {
        assertMessage("an object keeps null", () -> item.set("a", new byte[1]));
        assertMessage("an object keeps null", () -> item.set("a", java.math.BigInteger.ONE));
        assertMessage("half a surrogate pair at 1", () -> item.set("a", "x\ud800"));
        assertMessage("half a surrogate pair", () -> item.set("\udc00", 1));
        assertMessage("at most 1048576 bytes", () -> item.set("a", "x".repeat((1 << 20) + 1)));
        assertMessage("at most 256 bytes", () -> item.set("ä".repeat(129), 1));
        assertMessage("names are strings", () -> item.set("a", Map.of(1, 2)));
        assertMessage("a path to write to", () -> item.set("", 1));
        assertMessage("a name is missing", () -> item.set("a..b", 1));
        assertMessage("a name is missing", () -> item.set("[0]", 1));
        assertMessage("a [ without its ]", () -> item.set("a[0", 1));
        assertMessage("an index is a number", () -> item.set("a[-1]", 1));
        assertMessage("a backslash goes before", () -> item.set("a\\b", 1));
        assertMessage("at least one value", () -> item.push("a"));
        Object nested = 1;
        for (int i = 0; i < 63; i++) {
            nested = Arrays.asList(nested);
        }
        item.set("a", nested).await();
        Object deep = nested;
        assertMessage("at most 64 deep", () -> item.set("a.b", deep));
        assertMessage("at most 64 deep", () -> item.push("a", deep));
        assertEquals(1, access.entries().size());
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void escapedNamesAreNamesLikeOthers() {
        item.set("a\\.b\\[0\\]\\\\.c d", 1).await();
        assertEquals(Map.of("a.b[0]\\", Map.of("c d", 1L)), item.toMap());
        assertEquals(1L, item.get("a\\.b\\[0\\]\\\\.c d"));
    }
}
