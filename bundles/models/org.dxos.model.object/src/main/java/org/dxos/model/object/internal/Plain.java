package org.dxos.model.object.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** Values as plain Java objects, both ways. */
public final class Plain {
    private Plain() {}

    /**
     * The value that a Java object stands for.
     *
     * @throws IllegalArgumentException when it stands for none; says why
     */
    public static Value value(@Nullable Object object) {
        return value(object, 0);
    }

    /** The values that some Java objects stand for. */
    public static List<Value> values(Iterable<?> objects) {
        List<Value> values = new ArrayList<>();
        for (Object object : objects) {
            values.add(value(object));
        }
        return List.copyOf(values);
    }

    private static Value value(@Nullable Object object, int depth) {
        if (depth > Limits.DEPTH) {
            throw new IllegalArgumentException("values nest at most " + Limits.DEPTH + " deep");
        }
        if (object == null) {
            return Value.Null.NULL;
        } else if (object instanceof String text) {
            return new Value.Text(Limits.text(text));
        } else if (object instanceof Long
                || object instanceof Integer
                || object instanceof Short
                || object instanceof Byte) {
            return new Value.Int(((Number) object).longValue());
        } else if (object instanceof Double || object instanceof Float) {
            return new Value.Real(((Number) object).doubleValue());
        } else if (object instanceof Boolean bool) {
            return new Value.Bool(bool);
        } else if (object instanceof Instant instant) {
            return new Value.Time(instant);
        } else if (object instanceof Bytes bytes) {
            return blob(bytes);
        } else if (object instanceof Map<?, ?> map) {
            return fields(map, depth);
        } else if (object instanceof List<?> list) {
            return new Value.Literal(list(list, depth));
        } else if (object instanceof Set<?> set) {
            return Containers.with(Value.Members.EMPTY, list(set, depth));
        }
        throw new IllegalArgumentException(
                "an object keeps null, Boolean, Long, Double, String, Bytes, Instant, List, Set and" + " Map, not "
                        + object.getClass().getName());
    }

    private static Value blob(Bytes bytes) {
        if (bytes.size() > Limits.STRING) {
            throw new IllegalArgumentException("bytes have at most the size " + Limits.STRING + ", not " + bytes.size()
                    + ": keep larger content in a blob");
        }
        return new Value.Blob(bytes);
    }

    private static List<Value> list(Iterable<?> items, int depth) {
        List<Value> values = new ArrayList<>();
        for (Object item : items) {
            values.add(value(item, depth + 1));
        }
        return values;
    }

    private static Value.Fields fields(Map<?, ?> map, int depth) {
        TreeMap<String, Value> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("names are strings, not " + entry.getKey());
            }
            sorted.put(Limits.name(name), value(entry.getValue(), depth + 1));
        }
        List<Value.Field> fields = new ArrayList<>(sorted.size());
        sorted.forEach((name, value) -> fields.add(new Value.Field(name, value)));
        return fields.isEmpty() ? Value.Fields.EMPTY : new Value.Fields(Sequence.copyOf(fields));
    }

    /** How many steps lead from a value to its innermost part. */
    static int depth(Value value) {
        int depth = 0;
        if (value instanceof Value.Literal list) {
            for (Value item : list.values()) {
                depth = Math.max(depth, 1 + depth(item));
            }
        } else if (value instanceof Value.Members set) {
            for (Value item : set.values()) {
                depth = Math.max(depth, 1 + depth(item));
            }
        } else if (value instanceof Value.Fields object) {
            for (Value.Field field : object.fields()) {
                depth = Math.max(depth, 1 + depth(field.value()));
            }
        }
        return depth;
    }

    /** The Java object for a value: as {@link #value} takes it, unmodifiable, names in order. */
    public static @Nullable Object object(@Nullable Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        } else if (value instanceof Value.Int integer) {
            return integer.value();
        } else if (value instanceof Value.Real real) {
            return real.value();
        } else if (value instanceof Value.Bool bool) {
            return bool.value();
        } else if (value instanceof Value.Time time) {
            return time.value();
        } else if (value instanceof Value.Blob blob) {
            return blob.value();
        } else if (value instanceof Value.Fields object) {
            return map(object);
        } else if (value instanceof Value.Elements list) {
            List<@Nullable Object> items = new ArrayList<>(list.elements().size());
            list.elements().forEach(element -> items.add(object(element.value())));
            return Collections.unmodifiableList(items);
        } else if (value instanceof Value.Literal list) {
            List<@Nullable Object> items = new ArrayList<>(list.values().size());
            list.values().forEach(item -> items.add(object(item)));
            return Collections.unmodifiableList(items);
        } else if (value instanceof Value.Members set) {
            Set<@Nullable Object> items = new LinkedHashSet<>();
            set.values().forEach(item -> items.add(object(item)));
            return Collections.unmodifiableSet(items);
        }
        return null;
    }

    public static Map<String, @Nullable Object> map(Value.Fields object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.fields().forEach(field -> map.put(field.name(), object(field.value())));
        return Collections.unmodifiableMap(map);
    }

    /**
     * The value in the terms of queries and of JSON: sets as lists in the order of {@link ValueOrder}; with {@code json},
     * timestamps in ISO 8601 and bytes in hexadecimal digits.
     */
    public static @Nullable Object tree(@Nullable Value value, boolean json) {
        if (value instanceof Value.Fields object) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            object.fields().forEach(field -> map.put(field.name(), tree(field.value(), json)));
            return Collections.unmodifiableMap(map);
        } else if (value instanceof Value.Elements list) {
            List<@Nullable Object> items = new ArrayList<>(list.elements().size());
            list.elements().forEach(element -> items.add(tree(element.value(), json)));
            return Collections.unmodifiableList(items);
        } else if (value instanceof Value.Literal list) {
            return treeOf(list.values(), json);
        } else if (value instanceof Value.Members set) {
            return treeOf(set.values(), json);
        } else if (json && value instanceof Value.Time time) {
            return time.value().toString();
        } else if (json && value instanceof Value.Blob blob) {
            return blob.value().hex();
        }
        return object(value);
    }

    private static List<@Nullable Object> treeOf(List<Value> values, boolean json) {
        List<@Nullable Object> items = new ArrayList<>(values.size());
        values.forEach(item -> items.add(tree(item, json)));
        return Collections.unmodifiableList(items);
    }
}
