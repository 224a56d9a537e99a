package org.dxos.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Encoded;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Entry;
import org.dxos.echo.tck.Golden;
import org.junit.jupiter.api.Test;

/** The bytes of format 1 are fixed: these edits write what the golden file holds. */
class ObjectFormatTest {
    private final StateMachine<ObjectState, ObjectMutation> machine = ObjectModels.stateMachine();

    @Test
    void editsOfAllKindsWriteTheGoldenBytes() throws MalformedException {
        DetachedItem<ObjectState, ObjectMutation> access = DetachedItem.of(machine);
        ObjectItem item = ObjectModels.model().facade(access);
        item.set("title", "Grüße 🦊").await();
        item.set("a.b\\.c", -1).await();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("null", null);
        all.put("false", false);
        all.put("true", true);
        all.put("min", Long.MIN_VALUE);
        all.put("real", -0.0);
        all.put("nan", Double.NaN);
        all.put("bytes", Bytes.fromHex("00ff"));
        all.put("time", Instant.parse("1969-12-31T23:59:59.5Z"));
        all.put("set", Set.of(1L, List.of("x"), ""));
        all.put("list", List.of(List.of(), Map.of("k", 1L)));
        item.set("all", all).await();
        item.push("list", "a", "c").await();
        item.insert("list", 1, "b").await();
        item.insert("list", 0, "start").await();
        item.insert("list", 4, "end").await();
        item.set("all.list[1].k", 2).await();
        item.delete("list[1]").await();
        item.delete("all.null").await();
        item.add("tags", "x", "y").await();
        item.remove("tags", "x").await();
        item.count("n", 300).await();
        item.edit().count("n", -1).set("m", 1).delete("title").commit().await();
        List<Encoded> mutations = access.entries().stream().map(Entry::mutation).toList();
        assertEquals(
                Golden.resource(ObjectFormatTest.class, "object-1.golden").text(),
                Golden.record("object-1.golden", machine, mutations).text());
    }
}
