package org.dxos.echo;

import java.math.BigDecimal;
import java.util.Comparator;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** How the values of fields compare. */
final class ValueOrder {
    /** A total order over values of all kinds: kinds first, then values; values without an order of their own by their text. */
    static final Comparator<Object> TOTAL = ValueOrder::compareAll;

    private ValueOrder() {}

    /** How two values compare; null when they are of different kinds or have no order. Numbers compare by value. */
    static @Nullable Integer compare(Object left, Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return numbers(a, b);
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.compareTo(b);
        }
        if (left instanceof Bytes a && right instanceof Bytes b) {
            return a.compareTo(b);
        }
        return left.equals(right) ? Integer.valueOf(0) : null;
    }

    private static int compareAll(Object left, Object right) {
        int kinds = Integer.compare(kind(left), kind(right));
        if (kinds != 0) {
            return kinds;
        }
        Integer order = compare(left, right);
        if (order != null) {
            return order;
        }
        return left instanceof Number a && right instanceof Number b
                ? Double.compare(a.doubleValue(), b.doubleValue())
                : left.toString().compareTo(right.toString());
    }

    private static int kind(Object value) {
        if (value instanceof Boolean) {
            return 0;
        }
        if (value instanceof Number) {
            return 1;
        }
        if (value instanceof String) {
            return 2;
        }
        return value instanceof Bytes ? 3 : 4;
    }

    private static @Nullable Integer numbers(Number a, Number b) {
        if (isWhole(a) && isWhole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return null;
        }
        return Double.isInfinite(x) || Double.isInfinite(y)
                ? Integer.valueOf(Double.compare(x, y))
                : Integer.valueOf(decimal(a).compareTo(decimal(b)));
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer;
    }

    private static BigDecimal decimal(Number number) {
        return isWhole(number) ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }
}
