package org.dxos.echo;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One figure of a {@link Reduction} while values come and go. Sums are kept without rounding. Confined to one thread at a time. */
final class Figure {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Reduction.Function function;
    private final TreeMap<Object, Integer> sorted = new TreeMap<>(ValueOrder.TOTAL);
    private int items;
    private int numbers;
    private int fractions;
    private int positiveInfinities;
    private int negativeInfinities;
    private int notNumbers;
    private BigDecimal sum = BigDecimal.ZERO;

    Figure(Reduction.Function function) {
        this.function = function;
    }

    int items() {
        return items;
    }

    void add(@Nullable Object value) {
        change(value, 1);
    }

    void remove(@Nullable Object value) {
        change(value, -1);
    }

    @Nullable
    Object value() {
        return switch (function) {
            case COUNT -> (Object) (long) items;
            case SUM -> total();
            case AVERAGE -> average();
            case MIN -> sorted.isEmpty() ? null : sorted.firstKey();
            case MAX -> sorted.isEmpty() ? null : sorted.lastKey();
        };
    }

    private void change(@Nullable Object value, int by) {
        items += by;
        if (value == null) {
            return;
        }
        switch (function) {
            case MIN, MAX ->
                sorted.merge(value, by, (before, more) -> before + more == 0 ? null : Integer.valueOf(before + more));
            case SUM, AVERAGE -> {
                if (value instanceof Number number) {
                    changeSum(number, by);
                }
            }
            case COUNT -> {}
        }
    }

    private void changeSum(Number number, int by) {
        numbers += by;
        if (number instanceof Long || number instanceof Integer) {
            add(BigDecimal.valueOf(number.longValue()), by);
            return;
        }
        double value = number.doubleValue();
        fractions += by;
        if (Double.isNaN(value)) {
            notNumbers += by;
        } else if (Double.isInfinite(value)) {
            positiveInfinities += value > 0 ? by : 0;
            negativeInfinities += value < 0 ? by : 0;
        } else {
            add(new BigDecimal(value), by);
        }
    }

    private void add(BigDecimal value, int by) {
        sum = by > 0 ? sum.add(value) : sum.subtract(value);
    }

    private @Nullable Double special() {
        if (notNumbers > 0 || (positiveInfinities > 0 && negativeInfinities > 0)) {
            return Double.NaN;
        }
        if (positiveInfinities > 0) {
            return Double.POSITIVE_INFINITY;
        }
        return negativeInfinities > 0 ? Double.NEGATIVE_INFINITY : null;
    }

    private Object total() {
        Double special = special();
        if (special != null) {
            return special;
        }
        if (fractions == 0) {
            BigInteger whole = sum.toBigInteger();
            if (whole.compareTo(LEAST) >= 0 && whole.compareTo(GREATEST) <= 0) {
                return whole.longValueExact();
            }
        }
        return sum.doubleValue();
    }

    private @Nullable Object average() {
        Double special = special();
        if (special != null || numbers == 0) {
            return special;
        }
        return sum.divide(BigDecimal.valueOf(numbers), MathContext.DECIMAL128).doubleValue();
    }
}
