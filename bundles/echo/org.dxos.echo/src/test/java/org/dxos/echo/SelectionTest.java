package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dxos.echo.model.ItemId;
import org.junit.jupiter.api.Test;

/**
 * <pre>
 *   list            person
 *   ├─ first ──owner──┘│
 *   └─ second ─owner───┘   second ──blocks──> first
 * </pre>
 */
class SelectionTest {
    private final FieldItem list = FieldItem.of(1, Map.of());
    private final FieldItem first = FieldItem.of(2, Map.of("n", 1L)).under(list.id());
    private final FieldItem second = FieldItem.of(3, Map.of("n", 2L)).under(list.id());
    private final FieldItem person = FieldItem.of(4, Map.of());
    private final FieldItem owner1 = FieldItem.of(5, Map.of()).typed("owner").link(first.id(), person.id());
    private final FieldItem owner2 = FieldItem.of(6, Map.of()).typed("owner").link(second.id(), person.id());
    private final FieldItem blocks = FieldItem.of(7, Map.of()).typed("blocks").link(second.id(), first.id());
    private final FieldItem dangling = FieldItem.of(8, Map.of()).typed("owner").link(first.id(), FieldItem.id(99));
    private final View view = new ItemsView(List.of(list, first, second, person, owner1, owner2, blocks, dangling));

    private static List<ItemId> ids(Selection selection) {
        return selection.items().stream().map(Item::id).toList();
    }

    @Test
    void steps_go_down_up_and_along_links_and_keep_each_item_once() {
        Selection start = Selection.of(view, list.id());
        assertEquals(List.of(first.id(), second.id()), ids(start.children()));
        assertEquals(List.of(list.id()), ids(start.children().parent()));
        assertEquals(
                List.of(person.id()),
                ids(start.children().links().where(Query.all().type("owner")).target()));
        assertEquals(
                List.of(first.id(), second.id()),
                ids(Selection.of(view, person.id()).refs().source()));
        assertEquals(
                List.of(second.id()),
                ids(Selection.of(view, first.id())
                        .refs()
                        .where(Query.all().type("blocks"))
                        .source()));
        assertEquals(
                List.of(second.id()), ids(start.children().where(Query.all().where(Conditions.greater("n", 1L)))));
    }

    @Test
    void what_is_not_there_is_not_reached() {
        assertEquals(List.of(), ids(Selection.of(view, FieldItem.id(99))));
        assertEquals(
                List.of(person.id()), ids(Selection.of(view, first.id()).links().target()));
    }
}
