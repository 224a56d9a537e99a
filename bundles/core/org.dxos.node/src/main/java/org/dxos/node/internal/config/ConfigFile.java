package org.dxos.node.internal.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings in a file of lines {@code key = value}. Lines that are empty or begin with {@code #} are comments.
 *
 * @param entries by key; of two with one key the first holds
 * @param problems by line, counted from 1
 */
public record ConfigFile(Map<String, Entry> entries, Map<Integer, String> problems) {
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9_.-]+)\\s*=\\s*(.*?)\\s*");

    /** A value and the line it stands on. */
    public record Entry(String value, int line) {}

    public static ConfigFile parse(String text) {
        Map<String, Entry> entries = new TreeMap<>();
        Map<Integer, String> problems = new TreeMap<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                problems.put(number, "expected: key = value");
            } else if (entries.containsKey(matcher.group(1))) {
                problems.put(
                        number,
                        matcher.group(1) + " is set already on line "
                                + java.util.Objects.requireNonNull(entries.get(matcher.group(1)))
                                        .line());
            } else {
                entries.put(matcher.group(1), new Entry(matcher.group(2), number));
            }
        }
        return new ConfigFile(entries, problems);
    }
}
