package org.dxos.echo.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.View;
import org.dxos.echo.model.ItemId;
import org.dxos.model.text.TextItem;
import org.jspecify.annotations.Nullable;

/** What a party should look like, kept by hand beside the writes, and what it does look like, in the same words. */
final class Expected {
    static final String OBJECT = "dxos.model/object";
    static final String TEXT = "dxos.model/text";

    private final Map<ItemId, Entry> items = new LinkedHashMap<>();

    private static final class Entry {
        String type = "";

        @Nullable
        ItemId parent;

        boolean deleted;
        final TreeMap<String, Object> fields = new TreeMap<>();

        @Nullable
        StringBuilder text;
    }

    void object(ItemId id, String type, @Nullable ItemId parent) {
        Entry entry = new Entry();
        entry.type = type;
        entry.parent = parent;
        items.put(id, entry);
    }

    void text(ItemId id, String type) {
        object(id, type, null);
        items.get(id).text = new StringBuilder();
    }

    void set(ItemId id, String field, Object value) {
        items.get(id).fields.put(field, value);
    }

    void insert(ItemId id, int index, String words) {
        items.get(id).text.insert(index, words);
    }

    int length(ItemId id) {
        return items.get(id).text.length();
    }

    void move(ItemId id, @Nullable ItemId parent) {
        items.get(id).parent = parent;
    }

    void delete(ItemId id, boolean deleted) {
        items.get(id).deleted = deleted;
    }

    String words() {
        TreeMap<String, String> lines = new TreeMap<>();
        items.forEach((id, entry) -> lines.put(
                id.toString(),
                line(
                        id,
                        entry.type,
                        entry.parent,
                        entry.deleted,
                        entry.text == null ? entry.fields.toString() : entry.text.toString())));
        return String.join("\n", lines.values());
    }

    /** The items of a view whose type is as asked for. */
    static String words(View view, Predicate<String> types) {
        TreeMap<String, String> lines = new TreeMap<>();
        for (Item item : view.select(Query.all().deleted(Query.Deleted.SHOW))) {
            if (types.test(item.type())) {
                String content = item.model().equals(TEXT)
                        ? item.as(TextItem.class).text()
                        : String.valueOf(new TreeMap<>((Map<?, ?>) item.tree()));
                lines.put(
                        item.id().toString(),
                        line(item.id(), item.type(), item.parent().orElse(null), item.isDeleted(), content));
            }
        }
        return String.join("\n", lines.values());
    }

    private static String line(ItemId id, String type, @Nullable ItemId parent, boolean deleted, String content) {
        return id + " " + type + (parent == null ? "" : " under " + parent) + (deleted ? " deleted " : " ") + content;
    }
}
