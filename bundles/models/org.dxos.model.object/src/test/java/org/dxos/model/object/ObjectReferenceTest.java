package org.dxos.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Receipt;
import org.dxos.echo.model.StateMachine;
import org.dxos.echo.tck.DetachedGenesis;
import org.dxos.echo.tck.DetachedItem;
import org.dxos.echo.tck.Writer;
import org.junit.jupiter.api.Test;

/** The object against nested collections of the platform, edit by edit. */
class ObjectReferenceTest {
    private static final String[] NAMES = {"a", "b", "c", "d"};
    private static final int HISTORIES = "deep".equals(System.getProperty("dxos.tier")) ? 5_000 : 100;

    /** A place in the naive structure. */
    private record Place(String path, Object container, Object key, boolean blocked) {
        Object get() {
            return container instanceof Map<?, ?> map
                    ? map.get(key)
                    : container instanceof List<?> list && (int) key < list.size() ? list.get((int) key) : null;
        }

        boolean exists() {
            return container instanceof Map<?, ?> map
                    ? map.containsKey(key)
                    : container instanceof List<?> list && (int) key < list.size();
        }

        @SuppressWarnings("unchecked")
        void put(Object value) {
            if (container instanceof List<?>) {
                ((List<Object>) container).set((int) key, value);
            } else {
                ((Map<Object, Object>) container).put(key, value);
            }
        }

        void remove() {
            if (container instanceof List<?> list) {
                list.remove((int) key);
            } else {
                ((Map<?, ?>) container).remove(key);
            }
        }
    }

    @Test
    void everyEditDoesWhatItDoesToNestedCollections() throws MalformedException {
        long first = Long.getLong("dxos.seed", 1);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            StateMachine<ObjectState, ObjectMutation> machine = ObjectModels.stateMachine();
            ObjectItem item = ObjectModels.model().facade(DetachedItem.of(machine));
            Map<String, Object> expected = new LinkedHashMap<>();
            for (int i = 0; i < 60; i++) {
                String edit = edit(random, item, expected, "-Ddxos.seed=" + seed + " edit " + i);
                assertEquals(expected, item.toMap(), edit);
            }
            ObjectState decoded =
                    machine.decodeState(DetachedGenesis.of(Writer.of(0), 0), machine.encodeState(item.state()));
            assertEquals(expected, decoded.toMap(), "-Ddxos.seed=" + seed);
        }
    }

    private static String edit(RandomGenerator random, ObjectItem item, Map<String, Object> root, String where) {
        boolean making = random.nextInt(5) > 0;
        Place place = place(random, root, making);
        Object value = naive(RandomEdits.object(random, 1));
        int number = random.nextInt(5);
        int kind = making ? random.nextInt(6) : 6;
        String edit = where + " kind " + kind + " at " + place.path + " value " + value + " number " + number;
        Object present = place.blocked ? null : place.get();
        boolean missing = !place.blocked && !place.exists();
        boolean fits;
        Receipt receipt;
        switch (kind) {
            case 0, 1 -> {
                receipt = item.set(place.path, value);
                fits = !place.blocked;
                if (fits) {
                    place.put(value);
                }
            }
            case 2 -> {
                receipt = item.push(place.path, value, 1L);
                fits = !place.blocked && (missing || present instanceof List<?>);
                if (fits) {
                    List<Object> list = list(place, missing);
                    list.add(value);
                    list.add(1L);
                }
            }
            case 3 -> {
                receipt = item.insert(place.path, number, value);
                int size = present instanceof List<?> list ? list.size() : 0;
                fits = !place.blocked && (missing || present instanceof List<?>) && number <= size;
                if (fits) {
                    list(place, missing).add(number, value);
                }
            }
            case 4 -> {
                receipt = item.add(place.path, value, 2L);
                fits = !place.blocked && (missing || present instanceof Set<?>);
                if (fits) {
                    Set<Object> set = missing ? new LinkedHashSet<>() : new LinkedHashSet<>((Set<?>) present);
                    set.add(value);
                    set.add(2L);
                    place.put(set);
                }
            }
            case 5 -> {
                receipt = item.count(place.path, number);
                fits = !place.blocked && (missing || present instanceof Long);
                if (fits) {
                    place.put((missing ? 0 : (long) present) + number);
                }
            }
            default -> {
                boolean remove = random.nextBoolean() && present instanceof Set<?>;
                receipt = remove ? item.remove(place.path, 2L) : item.delete(place.path);
                fits = true;
                if (remove) {
                    Set<Object> set = new LinkedHashSet<>((Set<?>) present);
                    set.remove(2L);
                    place.put(set);
                } else {
                    place.remove();
                }
            }
        }
        if (fits) {
            receipt.await();
        } else {
            assertThrows(IllegalArgumentException.class, receipt::await, edit);
        }
        return edit;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Place place, boolean missing) {
        if (missing) {
            place.put(new ArrayList<>());
        }
        return (List<Object>) place.get();
    }

    /** Walks to a place; for edits that make something, sometimes to one that is blocked. */
    private static Place place(RandomGenerator random, Map<String, Object> root, boolean making) {
        String path = "";
        Object value = root;
        while (true) {
            boolean last = random.nextInt(3) == 0;
            if (value instanceof List<?> list && !list.isEmpty()) {
                int index = random.nextInt(list.size());
                path += "[" + index + "]";
                Object next = list.get(index);
                if (last || !(next instanceof Map<?, ?>) && !(next instanceof List<?>)) {
                    return new Place(path, list, index, false);
                }
                value = next;
            } else if (value instanceof Map<?, ?> map) {
                String name = NAMES[random.nextInt(NAMES.length)];
                path += (path.isEmpty() ? "" : ".") + name;
                Object next = map.get(name);
                if (last || next == null) {
                    return new Place(path, map, name, false);
                }
                if (!(next instanceof Map<?, ?>) && !(next instanceof List<?>)) {
                    boolean below = making && random.nextInt(4) == 0;
                    return below ? new Place(path + ".x", map, name, true) : new Place(path, map, name, false);
                }
                value = next;
            } else {
                // An empty list has no place to write to; a new name of the root always has.
                return making ? new Place(path + ".x", value, "x", true) : new Place("new", root, "new", false);
            }
        }
    }

    /** The same with collections that can be changed. */
    private static Object naive(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(naive(item)));
            return copy;
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(name, naive(item)));
            return copy;
        }
        return value;
    }
}
