package org.dxos.echo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dxos.base.Bytes;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.SchemaField.Kind;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * What items of a type look like: which fields there are and of what kind. Fields that it does not name are free. Does not
 * contradict itself.
 *
 * @param type the type of the items that it is for
 * @param enforced whether nodes refuse own batches after which an item that they write violates it
 */
public record Schema(String type, List<SchemaField> fields, boolean enforced) {
    /** Fields at most. */
    public static final int MOST_FIELDS = 200;

    /** How fields are read. */
    @FunctionalInterface
    public interface Fields {
        /** The value at a path, as in {@link Item#field}; null when there is none. */
        @Nullable
        Object field(String path);
    }

    /** What references can lead to. */
    @FunctionalInterface
    public interface Targets {
        /** The type of an item; empty when there is none, or it is deleted. */
        Optional<String> type(ItemId item);
    }

    /** @throws EchoException INVALID when it contradicts itself; says how */
    public Schema {
        fields = List.copyOf(fields);
        List<String> contradictions = contradictions(type, fields);
        if (!contradictions.isEmpty()) {
            throw new EchoException(
                    Code.INVALID, "this schema contradicts itself: " + String.join("; ", contradictions));
        }
    }

    /**
     * A schema of fields as {@link SchemaField#parse} reads them, not enforced.
     *
     * @throws EchoException INVALID when a field cannot be read, or they contradict each other
     */
    public static Schema of(String type, String... fields) {
        return new Schema(type, Arrays.stream(fields).map(SchemaField::parse).toList(), false);
    }

    /** The same, enforced or not. */
    public Schema enforced(boolean value) {
        return new Schema(type, fields, value);
    }

    /** How a schema would contradict itself, in words; nothing when it would not. */
    public static List<String> contradictions(String type, List<SchemaField> fields) {
        List<String> found = new ArrayList<>();
        if (type.isEmpty()) {
            found.add("it is for no type");
        } else if (type.equals(Schemas.TYPE)) {
            found.add("schemas themselves have no schema");
        }
        if (fields.isEmpty()) {
            found.add("it has no field");
        } else if (fields.size() > MOST_FIELDS) {
            found.add("it has " + fields.size() + " fields, and may have " + MOST_FIELDS);
        }
        Map<String, SchemaField> known = new HashMap<>();
        for (SchemaField field : fields) {
            found.addAll(field.contradictions());
            if (known.putIfAbsent(field.path(), field) != null) {
                found.add(field.path() + " is there twice");
            }
        }
        for (SchemaField field : known.values().stream()
                .sorted(java.util.Comparator.comparing(SchemaField::path))
                .toList()) {
            for (int dot = field.path().indexOf('.');
                    dot > 0;
                    dot = field.path().indexOf('.', dot + 1)) {
                SchemaField above = known.get(field.path().substring(0, dot));
                if (above != null && above.kind() != Kind.MAP && above.kind() != Kind.ANY) {
                    found.add(field.path() + " cannot be: " + above.path() + " is of kind "
                            + above.kind().word() + ", not a map");
                }
            }
        }
        return found;
    }

    /** Where an item is not as this says. It must be of the type this is for, and its state must be readable. */
    public List<Violation> violations(ItemId item, Fields values, Targets targets) {
        List<Violation> found = new ArrayList<>();
        for (SchemaField field : fields) {
            Object value = values.field(field.path());
            Optional<String> objection = value == null
                    ? (field.required() ? Optional.of("is missing") : Optional.empty())
                    : field.objection(value).or(() -> dangling(field, value, targets));
            objection.ifPresent(what -> found.add(new Violation(item, type, field.path(), what)));
        }
        return found;
    }

    private static Optional<String> dangling(SchemaField field, Object value, Targets targets) {
        if (field.kind() != Kind.REFERENCE) {
            return Optional.empty();
        }
        ItemId target;
        try {
            target = new ItemId(Bytes.fromHex((String) value));
        } catch (IllegalArgumentException e) {
            return Optional.of("is " + SchemaField.told(value) + ", which is no id of an item");
        }
        Optional<String> type = targets.type(target);
        if (type.isEmpty()) {
            return Optional.of("refers to item " + target + ", which is not there");
        }
        return field.target().isEmpty() || field.target().equals(type.get())
                ? Optional.empty()
                : Optional.of("refers to item " + target + " of type \"" + type.get()
                        + "\", and should refer to one of type " + field.target());
    }
}
