package org.dxos.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryTest {
    private final FieldItem root = FieldItem.of(1, Map.of()).typed("list");
    private final FieldItem task =
            FieldItem.of(2, Map.of("n", 1L)).typed("task").under(root.id());
    private final FieldItem gone =
            FieldItem.of(3, Map.of("n", 2L)).typed("task").under(root.id()).deleted();
    private final FieldItem edge = FieldItem.of(4, Map.of()).typed("blocks").link(task.id(), root.id());

    private List<Integer> found(Query query) {
        List<FieldItem> all = List.of(root, task, gone, edge);
        return Stream.of(0, 1, 2, 3).filter(i -> query.matches(all.get(i))).toList();
    }

    @Test
    void selectsEverythingVisibleUnlessTold() {
        assertEquals(List.of(0, 1, 3), found(Query.all()));
        assertEquals(List.of(0, 1, 2, 3), found(Query.all().deleted(Query.Deleted.SHOW)));
        assertEquals(List.of(2), found(Query.all().deleted(Query.Deleted.ONLY)));
    }

    @Test
    void selectsByIdTypeModelParentAndKind() {
        assertEquals(List.of(1), found(Query.all().id(task.id())));
        assertEquals(List.of(1), found(Query.all().type("task")));
        assertEquals(List.of(), found(Query.all().model("dxos.model/text")));
        assertEquals(List.of(1), found(Query.all().under(root.id())));
        assertEquals(List.of(0, 3), found(Query.all().roots()));
        assertEquals(List.of(3), found(Query.all().kind(Query.Kind.LINKS)));
        assertEquals(List.of(0, 1), found(Query.all().kind(Query.Kind.ITEMS)));
    }

    @Test
    void lastOfParentAndRootsCounts() {
        assertEquals(List.of(1), found(Query.all().roots().under(root.id())));
        assertEquals(List.of(0, 3), found(Query.all().under(root.id()).roots()));
    }

    @Test
    void addsUpConditions() {
        Query query = Query.all().deleted(Query.Deleted.SHOW).where(Conditions.greater("n", 0L));
        assertEquals(List.of(1, 2), found(query));
        assertEquals(List.of(1), found(query.where(Conditions.less("n", 2L))));
        assertEquals(List.of(1, 2), found(query), "the first query is as it was");
    }
}
