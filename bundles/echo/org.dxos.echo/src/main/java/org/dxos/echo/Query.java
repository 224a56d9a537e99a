package org.dxos.echo;

import java.util.Optional;
import org.dxos.echo.model.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Which items to select. Immutable; each method returns a narrower or changed copy. {@link #all} matches every item and link that
 * is visible.
 */
public final class Query {
    /** What to do with deleted items, and items under deleted ones. */
    public enum Deleted {
        HIDE,
        SHOW,
        ONLY
    }

    /** Items, links, or both. */
    public enum Kind {
        BOTH,
        ITEMS,
        LINKS
    }

    private static final Query ALL = new Query(null, null, null, null, false, Condition.TRUE, Deleted.HIDE, Kind.BOTH);

    private final @Nullable ItemId id;
    private final @Nullable String type;
    private final @Nullable String model;
    private final @Nullable ItemId parent;
    private final boolean rootsOnly;
    private final Condition condition;
    private final Deleted deleted;
    private final Kind kind;

    private Query(
            @Nullable ItemId id,
            @Nullable String type,
            @Nullable String model,
            @Nullable ItemId parent,
            boolean rootsOnly,
            Condition condition,
            Deleted deleted,
            Kind kind) {
        this.id = id;
        this.type = type;
        this.model = model;
        this.parent = parent;
        this.rootsOnly = rootsOnly;
        this.condition = condition;
        this.deleted = deleted;
        this.kind = kind;
    }

    public static Query all() {
        return ALL;
    }

    public Query id(ItemId value) {
        return new Query(value, type, model, parent, rootsOnly, condition, deleted, kind);
    }

    public Query type(String value) {
        return new Query(id, value, model, parent, rootsOnly, condition, deleted, kind);
    }

    public Query model(String value) {
        return new Query(id, type, value, parent, rootsOnly, condition, deleted, kind);
    }

    /** Only direct children of an item. */
    public Query under(ItemId value) {
        return new Query(id, type, model, value, false, condition, deleted, kind);
    }

    /** Only items without a parent. */
    public Query roots() {
        return new Query(id, type, model, null, true, condition, deleted, kind);
    }

    /** Only items that meet this condition and those given before. */
    public Query where(Condition value) {
        return new Query(
                id,
                type,
                model,
                parent,
                rootsOnly,
                condition == Condition.TRUE ? value : condition.and(value),
                deleted,
                kind);
    }

    /** The same without its conditions. */
    public Query anyCondition() {
        return new Query(id, type, model, parent, rootsOnly, Condition.TRUE, deleted, kind);
    }

    public Query deleted(Deleted value) {
        return new Query(id, type, model, parent, rootsOnly, condition, value, kind);
    }

    public Query kind(Kind value) {
        return new Query(id, type, model, parent, rootsOnly, condition, deleted, value);
    }

    public Optional<ItemId> id() {
        return Optional.ofNullable(id);
    }

    public Optional<String> type() {
        return Optional.ofNullable(type);
    }

    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    public Optional<ItemId> parent() {
        return Optional.ofNullable(parent);
    }

    public boolean isRootsOnly() {
        return rootsOnly;
    }

    public Condition condition() {
        return condition;
    }

    public Deleted deleted() {
        return deleted;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether an item is in the result. */
    public boolean matches(Item item) {
        return (id == null || id.equals(item.id()))
                && (kind == Kind.BOTH || (kind == Kind.LINKS) == item.ends().isPresent())
                && switch (deleted) {
                    case HIDE -> item.isVisible();
                    case SHOW -> true;
                    case ONLY -> !item.isVisible();
                }
                && (type == null || type.equals(item.type()))
                && (model == null || model.equals(item.model()))
                && (parent == null || parent.equals(item.parent().orElse(null)))
                && (!rootsOnly || item.parent().isEmpty())
                && condition.holds(item);
    }
}
