package org.dxos.echo;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/** What a query can ask of an item whatever its state is. Ids read as text in hexadecimal. */
enum Attribute {
    ID(item -> item.id().hex()),
    TYPE(Item::type),
    MODEL(Item::model),
    PARENT(item -> item.parent().map(ItemId::hex).orElse(null)),
    SOURCE(item -> item.ends().map(ends -> ends.source().hex()).orElse(null)),
    TARGET(item -> item.ends().map(ends -> ends.target().hex()).orElse(null)),
    STATUS(item -> item.status().name().toLowerCase(Locale.ROOT));

    private final Function<Item, @Nullable Object> reader;

    Attribute(Function<Item, @Nullable Object> reader) {
        this.reader = reader;
    }

    @Nullable
    Object of(Item item) {
        return reader.apply(item);
    }

    /** Whether its values are ids of items. */
    boolean isId() {
        return this == ID || this == PARENT || this == SOURCE || this == TARGET;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Attribute find(String word) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    static Attribute named(String word) {
        Attribute found = find(word);
        if (found == null) {
            throw new IllegalArgumentException("there is no attribute " + word + ", only "
                    + Arrays.stream(values()).map(Attribute::word).collect(Collectors.joining(", ")));
        }
        return found;
    }
}
