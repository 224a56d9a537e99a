package org.dxos.itests.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One measurement. Figures keep the order in which they are given. */
final class Result {
    private final Map<String, String> fields = new LinkedHashMap<>();

    private Result() {}

    static Result of(String workload, String variant, long n) {
        Result result = new Result();
        result.text("w", workload);
        result.text("peer", "dxos-osgi " + Bench.version());
        result.text("variant", variant);
        result.fields.put("n", Long.toString(n));
        return result;
    }

    Result with(String metric, double value) {
        fields.put(metric, String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value));
        return this;
    }

    Result with(String metric, boolean value) {
        fields.put(metric, Boolean.toString(value));
        return this;
    }

    /** Operations in a time, as a rate and as microseconds each. */
    Result rate(String metric, long operations, long nanos) {
        return with(metric, operations * 1e9 / nanos).with("us_op", nanos / 1e3 / operations);
    }

    void print() {
        System.out.println("RESULT {"
                + fields.entrySet().stream()
                        .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                        .collect(Collectors.joining(","))
                + "}");
    }

    private void text(String field, String value) {
        fields.put(field, "\"" + value + "\"");
    }
}
