package org.dxos.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dxos.echo.model.ItemId;

/**
 * A schema as an item of a party holds it.
 *
 * @param type the type it is for; empty when it does not tell
 * @param schema the schema; empty when it contradicts itself or cannot be read, and then it has no effect
 * @param contradictions why there is none, in words
 */
public record SchemaItem(ItemId item, String type, Optional<Schema> schema, List<String> contradictions) {
    public SchemaItem {
        contradictions = List.copyOf(contradictions);
    }

    /** Reads the fields of an item of type {@link Schemas#TYPE}. */
    public static SchemaItem read(ItemId item, Schema.Fields values) {
        List<String> contradictions = new ArrayList<>();
        String type = "";
        if (values.field(Schemas.FOR) instanceof String text) {
            type = text;
        } else {
            contradictions.add("\"" + Schemas.FOR + "\" is not the name of a type");
        }
        Object enforce = values.field(Schemas.ENFORCE);
        if (enforce != null && !(enforce instanceof Boolean)) {
            contradictions.add("\"" + Schemas.ENFORCE + "\" is neither true nor false");
        }
        List<SchemaField> fields = new ArrayList<>();
        if (values.field(Schemas.FIELDS) instanceof List<?> list) {
            list.forEach(each -> parse(each, fields, contradictions));
        } else {
            contradictions.add("\"" + Schemas.FIELDS + "\" is not a list of fields");
        }
        if (contradictions.isEmpty()) {
            contradictions.addAll(Schema.contradictions(type, fields));
        }
        Optional<Schema> schema = contradictions.isEmpty()
                ? Optional.of(new Schema(type, fields, Boolean.TRUE.equals(enforce)))
                : Optional.empty();
        return new SchemaItem(item, type, schema, contradictions);
    }

    private static void parse(Object text, List<SchemaField> fields, List<String> contradictions) {
        try {
            fields.add(SchemaField.parse(String.valueOf(text)));
        } catch (EchoException e) {
            contradictions.add(String.valueOf(e.getMessage()));
        }
    }
}
