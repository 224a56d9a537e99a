package org.dxos.echo.engine.internal.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.engine.internal.item.Place;
import org.dxos.echo.engine.internal.structure.Change.Kind;
import org.dxos.testkit.SeededRandom;
import org.dxos.testkit.SeededTest;
import org.junit.jupiter.api.Test;

/** The tree, whatever the order in which changes arrive. */
final class StructureTest {
    private record Op(long height, long place, Kind kind, int item, int parent) {}

    @SeededTest(ci = 500, deep = 50_000)
    void any_order_of_arrival_gives_the_same_tree_without_cycles(SeededRandom random) {
        int items = random.between(2, 8);
        List<Op> ops = new ArrayList<>();
        for (int i = 0; i < random.between(1, 60); i++) {
            Kind kind = random.pick(Kind.CREATE, Kind.CREATE, Kind.MOVE, Kind.MOVE, Kind.DELETE, Kind.RESTORE);
            int parent = random.chance(0.2) ? Structure.NO_PARENT : random.below(items);
            ops.add(new Op(random.between(1, 20), Place.of(random.below(3), i, 0), kind, random.below(items), parent));
        }

        List<String> inOrder = state(applied(ops), items);
        assertEquals(inOrder, state(applied(random.shuffled(ops)), items));
        assertEquals(inOrder, state(applied(random.shuffled(ops)), items));
    }

    @Test
    void of_two_concurrent_moves_that_would_make_a_cycle_the_later_has_no_effect() {
        Structure tree = new Structure(Integer::compare, number -> {});
        tree.add(1, Place.of(0, 0, 0), Kind.CREATE, 0, Structure.NO_PARENT);
        tree.add(2, Place.of(0, 1, 0), Kind.CREATE, 1, Structure.NO_PARENT);
        tree.add(3, Place.of(1, 0, 0), Kind.MOVE, 1, 0);
        assertEquals(0, tree.parent(1));

        tree.add(3, Place.of(0, 2, 0), Kind.MOVE, 0, 1);

        assertEquals(1, tree.parent(0));
        assertEquals(Structure.NO_PARENT, tree.parent(1));
    }

    @Test
    void an_item_made_under_one_that_is_not_there_is_a_root() {
        Structure tree = new Structure(Integer::compare, number -> {});

        tree.add(1, Place.of(0, 0, 0), Kind.CREATE, 0, 7);

        assertTrue(tree.exists(0));
        assertEquals(Structure.NO_PARENT, tree.parent(0));
        assertFalse(tree.exists(7));
    }

    private static Structure applied(List<Op> ops) {
        Structure tree = new Structure(Integer::compare, number -> {});
        ops.forEach(op -> tree.add(op.height(), op.place(), op.kind(), op.item(), op.parent()));
        return tree;
    }

    private static List<String> state(Structure tree, int items) {
        List<String> state = new ArrayList<>();
        for (int item = 0; item < items; item++) {
            int steps = 0;
            for (int at = tree.parent(item); at != Structure.NO_PARENT; at = tree.parent(at)) {
                assertTrue(++steps <= items, "a cycle");
            }
            state.add(tree.exists(item) + " " + tree.parent(item) + " " + tree.isDeleted(item));
        }
        return state;
    }
}
