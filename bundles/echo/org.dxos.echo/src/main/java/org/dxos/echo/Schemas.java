package org.dxos.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dxos.echo.model.ItemId;

/**
 * The schemas of a party: objects of type {@value #TYPE}, with {@value #FOR}, the type they are for, {@value #FIELDS}, a list of
 * texts that {@link SchemaField#parse} reads, and {@value #ENFORCE}, true when own writes have to obey. They replicate and have
 * history like all items; one that is deleted itself has no effect. If there are several for one type, each holds.
 */
public final class Schemas {
    /** The type of items that are schemas. */
    public static final String TYPE = "dxos.schema";
    /** The field that names the type that a schema is for. */
    public static final String FOR = "for";
    /** The field that lists what is said of fields. */
    public static final String FIELDS = "fields";
    /** The field that tells whether own writes have to obey. */
    public static final String ENFORCE = "enforce";
    /** All fields of a schema's item. */
    public static final Set<String> PATHS = Set.of(FOR, FIELDS, ENFORCE);

    private static final String MODEL = "dxos.model/object";

    private Schemas() {}

    /** All schemas, also those that contradict themselves, in the order in which they were made. */
    public static List<SchemaItem> of(View view) {
        return view.select(Query.all().type(TYPE).deleted(Query.Deleted.SHOW)).stream()
                .filter(item -> !item.isDeleted())
                .map(Schemas::read)
                .toList();
    }

    private static SchemaItem read(Item item) {
        if (item.status() != Status.LIVE) {
            return unreadable(item, "it cannot be read: " + item.statusReason());
        }
        try {
            return SchemaItem.read(item.id(), item::field);
        } catch (EchoException e) {
            return unreadable(item, String.valueOf(e.getMessage()));
        }
    }

    private static SchemaItem unreadable(Item item, String why) {
        return new SchemaItem(item.id(), "", Optional.empty(), List.of(why));
    }

    /**
     * Where the visible items of a view are not as its schemas say, whoever wrote them. Items whose state is not there are passed
     * over.
     *
     * @param type items of this type only; empty for those of all types with a schema
     */
    public static List<Violation> violations(View view, String type) {
        List<Violation> found = new ArrayList<>();
        for (SchemaItem each : of(view)) {
            Schema schema = each.schema().orElse(null);
            if (schema != null && (type.isEmpty() || type.equals(schema.type()))) {
                for (Item item : view.select(Query.all().type(schema.type()))) {
                    if (item.status() == Status.LIVE) {
                        found.addAll(schema.violations(item.id(), item::field, target -> typeOf(view, target)));
                    }
                }
            }
        }
        return found.stream().distinct().toList();
    }

    private static Optional<String> typeOf(View view, ItemId target) {
        return view.item(target).filter(item -> !item.isDeleted()).map(Item::type);
    }

    /**
     * Puts a schema into a party: in place of the oldest for that type, or as a new item. In force on this node once it is visible.
     *
     * @return its item
     * @throws EchoException NOT_LIVE when the object model is not installed
     */
    public static ItemId declare(Party party, Schema schema, Acknowledgement level) {
        Batch batch = party.batch().acknowledge(level);
        ItemId id = of(party.view()).stream()
                .filter(each -> each.type().equals(schema.type()))
                .map(SchemaItem::item)
                .findFirst()
                .orElseGet(() -> batch.create(NewItem.of(MODEL).type(TYPE)));
        String fields =
                schema.fields().stream().map(field -> quoted(field.text())).collect(Collectors.joining(","));
        batch.edit(id, List.of("set", FOR, quoted(schema.type())));
        batch.edit(id, List.of("set", FIELDS, "[" + fields + "]"));
        batch.edit(id, List.of("set", ENFORCE, String.valueOf(schema.enforced())));
        batch.commit().await();
        return id;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
