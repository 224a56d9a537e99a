package org.dxos.shell.internal.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One record of a command's result: named values in order. The names are those of the JSON output. A value is a {@code String},
 * {@code Long}, {@code Integer}, {@code Double}, {@code Boolean}, {@link Ident}, {@code List} or {@code Map} of these, or null.
 */
public final class Row {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    public Row() {}

    /** Adds a field and returns this row. */
    public Row with(String name, @Nullable Object value) {
        fields.put(name, value instanceof Optional<?> optional ? optional.orElse(null) : value);
        return this;
    }

    /** Adds the field if there is a value, else leaves it out. */
    public Row withIf(String name, Optional<?> value) {
        return value.isPresent() ? with(name, value.get()) : this;
    }

    public @Nullable Object get(String name) {
        return fields.get(name);
    }

    public Map<String, @Nullable Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** The whole of the field {@code id}, or of the first field where there is no such. */
    public String id() {
        Object value = fields.containsKey("id")
                ? fields.get("id")
                : fields.values().stream().findFirst().orElse(null);
        return value instanceof Ident ident ? ident.text() : String.valueOf(value);
    }
}
