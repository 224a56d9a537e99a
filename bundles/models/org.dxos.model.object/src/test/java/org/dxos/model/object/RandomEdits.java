package org.dxos.model.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.dxos.base.Bytes;
import org.dxos.echo.model.EditContext;
import org.dxos.model.object.internal.Change;
import org.dxos.model.object.internal.Path;
import org.dxos.model.object.internal.Plain;
import org.dxos.model.object.internal.Value;

/** Edits of all kinds on few names, so that writers meet; most fit the state, some do not. */
final class RandomEdits {
    private static final String[] NAMES = {"a", "b", "list", "set", "n", "ü.[x]\\"};
    private static final double[] REALS = {
        0.0, -0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 1e300
    };

    private RandomEdits() {}

    static ObjectMutation mutation(RandomGenerator random, ObjectState state, EditContext context) {
        while (true) {
            try {
                List<Change> changes = new ArrayList<>();
                for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
                    changes.add(change(random, state));
                }
                ObjectMutation mutation = ObjectEdit.of(changes).mutation(state, context);
                if (mutation != null) {
                    return mutation;
                }
            } catch (IllegalArgumentException e) {
                // The state has no place for it: another one.
                continue;
            }
        }
    }

    static Change change(RandomGenerator random, ObjectState state) {
        Path path = path(random, state.root());
        List<Value> values = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            values.add(Plain.value(object(random, 0)));
        }
        return switch (random.nextInt(10)) {
            case 0, 1 -> Change.set(path, values.get(0));
            case 2 -> Change.delete(path);
            case 3, 4 -> Change.push(path, values);
            case 5 -> Change.insert(path, random.nextInt(5), values);
            case 6 -> Change.add(path, values);
            case 7 -> Change.remove(path, values);
            default -> Change.count(path, random.nextBoolean() ? random.nextInt(100) : random.nextLong());
        };
    }

    /** Walks down what is there, and sometimes beyond. */
    private static Path path(RandomGenerator random, Value.Fields root) {
        List<Path.Segment> segments = new ArrayList<>();
        Value value = root;
        do {
            if (value instanceof Value.Elements list && !list.elements().isEmpty()) {
                int index = random.nextInt(list.elements().size());
                segments.add(new Path.Index(index));
                value = list.elements().get(index).value();
            } else {
                String name = NAMES[random.nextInt(NAMES.length)];
                segments.add(new Path.Name(name));
                value = value instanceof Value.Fields object
                        ? org.dxos.model.object.internal.Containers.get(object, name)
                        : null;
            }
        } while (segments.size() < 6 && random.nextInt(3) > 0);
        return new Path(segments);
    }

    static Object object(RandomGenerator random, int depth) {
        switch (random.nextInt(depth < 3 ? 11 : 8)) {
            case 0:
                return null;
            case 1:
                return random.nextBoolean();
            case 2:
                return random.nextLong();
            case 3:
                return (long) random.nextInt(4);
            case 4:
                return REALS[random.nextInt(REALS.length)];
            case 5:
                return "text " + random.nextInt(4) + (random.nextBoolean() ? " ж🦊" : "");
            case 6:
                return Bytes.fromHex("00ff").slice(0, random.nextInt(3));
            case 7:
                return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            case 8:
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(object(random, depth + 1));
                }
                return list;
            case 9:
                Set<Object> set = new LinkedHashSet<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    set.add(object(random, depth + 1));
                }
                return set;
            default:
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(NAMES[random.nextInt(NAMES.length)], object(random, depth + 1));
                }
                return map;
        }
    }
}
