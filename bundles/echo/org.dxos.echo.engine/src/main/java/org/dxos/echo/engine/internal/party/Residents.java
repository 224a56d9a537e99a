package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dxos.echo.engine.internal.item.ItemCell;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** The items of a party that are in memory to be worked on. Confined to the party loop. */
final class Residents {
    private final Map<ItemId, ItemCell> byId = new HashMap<>();
    private final Map<Integer, ItemCell> byNumber = new HashMap<>();
    private final Map<String, Set<ItemCell>> byMachine = new HashMap<>();
    private int generation;

    @Nullable
    ItemCell get(ItemId id) {
        ItemCell cell = byId.get(id);
        if (cell != null) {
            cell.use(generation);
        }
        return cell;
    }

    @Nullable
    ItemCell get(int number) {
        return byNumber.get(number);
    }

    int size() {
        return byNumber.size();
    }

    /** Those that nobody has asked for since this was called the time before last. */
    List<ItemCell> unused() {
        generation++;
        List<ItemCell> unused = new ArrayList<>();
        for (ItemCell cell : byNumber.values()) {
            if (cell.lastUse() < generation - 1) {
                unused.add(cell);
            }
        }
        return unused;
    }

    Collection<ItemCell> all() {
        return byNumber.values();
    }

    /** Those whose state belongs to a state machine. A copy. */
    List<ItemCell> of(String stateMachine) {
        return new ArrayList<>(byMachine.getOrDefault(stateMachine, Set.of()));
    }

    void add(ItemCell cell) {
        cell.use(generation);
        byId.put(cell.birth().item(), cell);
        byNumber.put(cell.number(), cell);
        byMachine
                .computeIfAbsent(cell.birth().stateMachine(), absent -> new LinkedHashSet<>())
                .add(cell);
    }

    void remove(ItemCell cell) {
        byId.remove(cell.birth().item());
        byNumber.remove(cell.number());
        Set<ItemCell> same = byMachine.get(cell.birth().stateMachine());
        if (same != null) {
            same.remove(cell);
        }
    }
}
