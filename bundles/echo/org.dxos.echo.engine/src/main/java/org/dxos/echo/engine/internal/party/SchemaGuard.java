package org.dxos.echo.engine.internal.party;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dxos.echo.EchoException;
import org.dxos.echo.EchoException.Code;
import org.dxos.echo.Schema;
import org.dxos.echo.SchemaField;
import org.dxos.echo.SchemaItem;
import org.dxos.echo.Schemas;
import org.dxos.echo.Violation;
import org.dxos.echo.engine.internal.item.Foreign;
import org.dxos.echo.engine.internal.view.PartyView;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * What batches of ours must not lead to: items that violate an enforced schema, and schemas that contradict themselves. What others
 * write is not looked at, because peers would part if one of them refused it. Confined to the party loop.
 */
final class SchemaGuard {
    private static final int MOST_TOLD = 5;

    private final Foreign foreign;
    private Map<String, List<Schema>> enforced = Map.of();
    private boolean isStale = true;

    SchemaGuard(Foreign foreign) {
        this.foreign = foreign;
    }

    /** Schemas, or the code that reads them, may have changed. */
    void schemasChanged() {
        isStale = true;
    }

    /** Reads the schemas of a view, if they may have changed since the last time. */
    void refresh(PartyView view) {
        if (!isStale) {
            return;
        }
        List<SchemaItem> items = foreign.call(() -> Schemas.of(view), () -> {});
        enforced = items.stream()
                .flatMap(item -> item.schema().stream())
                .filter(Schema::enforced)
                .collect(Collectors.groupingBy(Schema::type));
        isStale = false;
    }

    /** The fields that have to be read of items of a type before they can be judged; empty for items that are free. */
    Set<String> paths(String type) {
        if (type.equals(Schemas.TYPE)) {
            return Schemas.PATHS;
        }
        List<Schema> schemas = enforced.get(type);
        if (schemas == null) {
            return Set.of();
        }
        Set<String> paths = new LinkedHashSet<>();
        schemas.forEach(
                schema -> schema.fields().stream().map(SchemaField::path).forEach(paths::add));
        return paths;
    }

    /**
     * Judges an item as a batch leaves it.
     *
     * @throws EchoException INVALID when it must not be so; names item, field and what is wrong
     */
    void judge(ItemId item, String type, Map<String, Object> values, Schema.Targets targets) {
        if (type.equals(Schemas.TYPE)) {
            List<String> contradictions =
                    SchemaItem.read(item, path -> value(values, path)).contradictions();
            if (!contradictions.isEmpty()) {
                throw new EchoException(
                        Code.INVALID,
                        "item " + item + " would be a schema that contradicts itself: " + told(contradictions));
            }
            return;
        }
        List<Violation> found = new ArrayList<>();
        for (Schema schema : enforced.getOrDefault(type, List.of())) {
            found.addAll(schema.violations(item, path -> value(values, path), targets));
        }
        if (!found.isEmpty()) {
            throw new EchoException(
                    Code.INVALID,
                    "the schema of " + type + " forbids it: "
                            + told(found.stream()
                                    .map(Violation::message)
                                    .distinct()
                                    .toList()));
        }
    }

    private static @Nullable Object value(Map<String, Object> values, String path) {
        return values.get(path);
    }

    private static String told(List<String> reasons) {
        String first = reasons.stream().limit(MOST_TOLD).collect(Collectors.joining("; "));
        return reasons.size() > MOST_TOLD ? first + "; and " + (reasons.size() - MOST_TOLD) + " more" : first;
    }
}
