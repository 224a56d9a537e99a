package org.dxos.echo.engine.internal.index;

import org.dxos.base.ByteReader;
import org.dxos.base.ByteWriter;
import org.dxos.base.MalformedException;
import org.dxos.echo.Item;
import org.dxos.echo.Query;
import org.dxos.echo.model.Index;

/**
 * One index of a party.
 *
 * @param number its name among the entries; given once
 * @param scope what {@code name} names
 * @param name of the type or model; empty with {@link Scope#ALL}
 */
public record IndexSpec(int number, Scope scope, String name, Index index) {
    /** Which items are in an index. */
    public enum Scope {
        ALL,
        TYPE,
        MODEL
    }

    /** Whether it speaks of the same items and field. */
    public boolean isLike(IndexSpec other) {
        return scope == other.scope && name.equals(other.name) && index.equals(other.index);
    }

    boolean covers(Item item) {
        return switch (scope) {
            case ALL -> true;
            case TYPE -> name.equals(item.type());
            case MODEL -> name.equals(item.model());
        };
    }

    /** Whether all items that a query may find are in it. */
    boolean covers(Query query) {
        return switch (scope) {
            case ALL -> true;
            case TYPE -> name.equals(query.type().orElse(null));
            case MODEL -> name.equals(query.model().orElse(null));
        };
    }

    void encode(ByteWriter out) {
        out.putVar(number).put(scope.ordinal()).putText(name);
        out.putText(index.path()).put(index.kind().ordinal());
    }

    static IndexSpec decode(ByteReader in) throws MalformedException {
        int number = in.var(Integer.MAX_VALUE);
        Scope scope = Scope.values()[in.var(Scope.values().length - 1)];
        String name = in.text();
        String path = in.text();
        try {
            return new IndexSpec(
                    number, scope, name, new Index(path, Index.Kind.values()[in.var(Index.Kind.values().length - 1)]));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no index: " + e.getMessage(), e);
        }
    }
}
