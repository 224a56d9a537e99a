package org.dxos.model.object.internal;

import java.util.Comparator;
import java.util.List;

/**
 * The order of set members: by kind (null, boolean, integer, float, string, bytes, timestamp, object, set, list), then false
 * before true; numbers by size with -0.0 before 0.0 and NaN last; strings by UTF-16 code unit; bytes by unsigned byte; the rest
 * part by part, a prefix first.
 */
public final class ValueOrder implements Comparator<Value> {
    public static final ValueOrder ORDER = new ValueOrder();

    private ValueOrder() {}

    @Override
    public int compare(Value left, Value right) {
        int kinds = Integer.compare(rank(left), rank(right));
        if (kinds != 0) {
            return kinds;
        }
        if (left instanceof Value.Bool a && right instanceof Value.Bool b) {
            return Boolean.compare(a.value(), b.value());
        } else if (left instanceof Value.Int a && right instanceof Value.Int b) {
            return Long.compare(a.value(), b.value());
        } else if (left instanceof Value.Real a && right instanceof Value.Real b) {
            return Double.compare(a.value(), b.value());
        } else if (left instanceof Value.Text a && right instanceof Value.Text b) {
            return a.value().compareTo(b.value());
        } else if (left instanceof Value.Blob a && right instanceof Value.Blob b) {
            return a.value().compareTo(b.value());
        } else if (left instanceof Value.Time a && right instanceof Value.Time b) {
            return a.value().compareTo(b.value());
        } else if (left instanceof Value.Fields a && right instanceof Value.Fields b) {
            return fields(a.fields(), b.fields());
        } else if (left instanceof Value.Members a && right instanceof Value.Members b) {
            return values(a.values(), b.values());
        } else if (left instanceof Value.Literal a && right instanceof Value.Literal b) {
            return values(a.values(), b.values());
        }
        return 0;
    }

    private int values(List<Value> left, List<Value> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private int fields(List<Value.Field> left, List<Value.Field> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i).name().compareTo(right.get(i).name());
            order = order != 0
                    ? order
                    : compare(left.get(i).value(), right.get(i).value());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int rank(Value value) {
        if (value instanceof Value.Null) {
            return 0;
        } else if (value instanceof Value.Bool) {
            return 1;
        } else if (value instanceof Value.Int) {
            return 2;
        } else if (value instanceof Value.Real) {
            return 3;
        } else if (value instanceof Value.Text) {
            return 4;
        } else if (value instanceof Value.Blob) {
            return 5;
        } else if (value instanceof Value.Time) {
            return 6;
        } else if (value instanceof Value.Fields) {
            return 7;
        } else if (value instanceof Value.Members) {
            return 8;
        } else if (value instanceof Value.Literal) {
            return 9;
        }
        throw new IllegalArgumentException("a list with identities is never a member of a set");
    }
}
