package org.dxos.shell.internal.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/** Draws records as columns, or one record as lines. Numbers stand to the right, cells longer than the screen are cut. */
final class Table {
    private static final String GAP = "  ";
    private static final int MAX_CELL = 60;

    private Table() {}

    /**
     * @param width of the screen in characters; 0 for no limit
     */
    static List<String> columns(List<Row> rows, List<String> columns, int width) {
        int[] widths = new int[columns.size()];
        List<List<String>> cells = new ArrayList<>();
        cells.add(columns.stream().map(Table::title).toList());
        for (Row row : rows) {
            cells.add(columns.stream()
                    .map(column -> cut(cell(row.get(column)), width == 0 ? Integer.MAX_VALUE : MAX_CELL))
                    .toList());
        }
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(line.get(i)));
            }
        }
        boolean[] right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            String column = columns.get(i);
            right[i] = !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
        }
        List<String> lines = new ArrayList<>();
        for (List<String> line : cells) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - length(line.get(i)));
                text.append(i == 0 ? "" : GAP).append(right[i] ? pad + line.get(i) : line.get(i) + pad);
            }
            lines.add(cut(text.toString().stripTrailing(), width == 0 ? Integer.MAX_VALUE : width));
        }
        return lines;
    }

    /** One line for each field; values of several lines are indented below their name. */
    static List<String> lines(Row row) {
        int widest = row.fields().keySet().stream()
                .mapToInt(name -> name(name).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> field : row.fields().entrySet()) {
            String name = name(field.getKey());
            String head = name + " ".repeat(widest - name.length()) + GAP;
            Object value = field.getValue();
            if (value instanceof String text && text.indexOf('\n') >= 0) {
                lines.add(name);
                Plain.lines(text).lines().forEach(line -> lines.add(GAP + line));
            } else if (value instanceof Collection<?> list && list.size() > 1) {
                boolean first = true;
                for (Object element : list) {
                    lines.add((first ? head : " ".repeat(head.length())) + cell(element));
                    first = false;
                }
            } else {
                lines.add((head + (value instanceof Ident ident ? ident.text() : cell(value))).stripTrailing());
            }
        }
        return lines;
    }

    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Ident ident) {
            return ident.brief();
        }
        if (value instanceof Boolean bool) {
            return bool ? "yes" : "no";
        }
        if (value instanceof Row row) {
            return Json.line(row);
        }
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "" : Json.line(map);
        }
        if (value instanceof Collection<?> list) {
            return String.join(", ", list.stream().map(Table::cell).toList());
        }
        return Plain.line(value instanceof Bytes bytes ? bytes.hex() : value.toString());
    }

    private static String title(String column) {
        return name(column).toUpperCase(Locale.ROOT);
    }

    /** {@code stateMachine} for people: {@code state machine}. */
    private static String name(String field) {
        StringBuilder words = new StringBuilder();
        for (char c : field.toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ');
            }
            words.append(Character.toLowerCase(c));
        }
        return words.toString();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }
}
