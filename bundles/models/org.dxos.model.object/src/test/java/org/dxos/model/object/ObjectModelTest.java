package org.dxos.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.model.TextForm;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.ModelTck;
import org.junit.jupiter.api.Test;

class ObjectModelTest extends ModelTck<ObjectState, ObjectMutation, ObjectItem> {
    private final DetachedItem<ObjectState, ObjectMutation> access = DetachedItem.of(machine());
    private final ObjectItem item = model().facade(access);
    private final TextForm<ObjectState, ObjectMutation> text =
            model().textForm().orElseThrow();

    @Override
    protected Model<ObjectState, ObjectMutation, ObjectItem> model() {
        return ObjectModels.model();
    }

    @Override
    protected StateMachine<ObjectState, ObjectMutation> machine() {
        return ObjectModels.stateMachine();
    }

    @Override
    protected ObjectMutation mutation(RandomGenerator random, ObjectState state, EditContext context) {
        return RandomEdits.mutation(random, state, context);
    }

    @Override
    protected List<List<String>> edits() {
        return List.of(
                words("set title Buy milk"),
                words("set address.city \"Zürich\""),
                words("set todos []"),
                words("push todos {\"text\":\"a\"}"),
                words("insert todos 0 {\"text\":\"first\",\"done\":false}"),
                words("set todos[0].done true"),
                words("delete todos[1]"),
                words("add tags red"),
                words("add tags 7"),
                words("remove tags red"),
                words("count visits"),
                words("count visits -3"));
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }

    private void edit(String line) {
        access.write(text.parse(words(line))).await();
    }

    @Test
    void editsOfTheTextFormShowInTheRendering() {
        edits().forEach(words -> access.write(text.parse(words)).await());
        assertEquals(
                """
                address:
                  city: "Zürich"
                tags: #[7]
                title: "Buy milk"
                todos:
                  [0]:
                    done: true
                    text: "first"
                visits: -2""",
                text.render(item.state()));
        assertEquals("{}", text.render(ObjectState.EMPTY));
    }

    @Test
    void valuesAreReadAsPeopleWriteThem() {
        assertValue("null", "null");
        assertValue("true", "true");
        assertValue("-12", "-12");
        assertValue("1.0", "1.0");
        assertValue("1e3", "1000.0");
        assertValue("-0", "-0.0");
        assertValue("NaN", "NaN");
        assertValue("-Infinity", "-Infinity");
        assertValue("0x00fF", "0x00ff");
        assertValue("@2026-01-31T12:00:00.5Z", "@2026-01-31T12:00:00.500Z");
        assertValue("\"12\"", "\"12\"");
        assertValue("3 apples", "\"3 apples\"");
        assertValue("@bob", "\"@bob\"");
        assertValue("01", "\"01\"");
        assertValue("", "\"\"");
        assertValue("\"tab\\t quote\\\" \\u00e9\"", "\"tab\\t quote\\\" é\"");
        assertValue(
                "{ \"b\" : [1, 2.5 ,null], \"a\":#[2,1,2], \"t\":@2026-01-31T12:00:00Z }",
                "{\"a\": #[1, 2], \"b\": [1, 2.5, null], \"t\": @2026-01-31T12:00:00Z}");
    }

    private void assertValue(String written, String shown) {
        access.write(text.parse(List.of("set", "v", written))).await();
        assertEquals("{\"v\": " + shown + "}", item.state().toString());
    }

    @Test
    void whatDoesNotReadIsRefusedWithThePlace() {
        assertRefused("the end comes too soon at 3 of: [1,", "set v [1,");
        assertRefused("a , is due at 3 of: [1 2]", "set v [1 2]");
        assertRefused("strings inside [ ] and { } are quoted at 1 of: [abc]", "set v [abc]");
        assertRefused("stands here twice at 7", "set v {\"a\":1,\"a\":2}");
        assertRefused("nothing more is due at 3 of: [1]x", "set v [1]x");
        assertRefused("no escape is written \\q", "set v \"\\q\"");
        assertRefused("half a surrogate pair", "set v \"\\ud800\"");
        assertRefused("does not fit into 64 bits", "set v 9223372036854775808");
        assertRefused("does not fit into a 64-bit float", "set v 1e999");
        assertRefused("is no time such as", "set v @2026-13-01T00:00:00Z");
        assertRefused("at most 64 deep", "set v " + "[".repeat(70) + "]".repeat(70));
        assertRefused("at most 64 deep", "set v " + "[".repeat(100_000));
        assertRefused("usage: set <path> <value>", "set v");
        assertRefused("usage: delete <path>", "delete a b");
        assertRefused("\"put\" is no edit of an object; there are set, delete", "put a b");
        assertRefused("\"x\" is no integer", "count a x");
        assertRefused("an index is 0 or more", "insert a -1 x");
        assertRefused("a name is missing", "set .a 1");
        assertTrue(access.entries().isEmpty());
    }

    private void assertRefused(String part, String line) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> edit(line)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void fieldsAreFoundByPath() {
        edits().forEach(words -> access.write(text.parse(words)).await());
        ObjectState state = item.state();
        assertEquals("Zürich", model().field(state, "address.city"));
        assertEquals(true, model().field(state, "todos[0].done"));
        assertEquals(List.of(7L), model().field(state, "tags"));
        assertNull(model().field(state, "address.street"));
        assertNull(model().field(state, "todos["));
        assertEquals(List.of("address", "tags", "title", "todos", "visits"), List.copyOf(model().fields(state)));
    }
}
