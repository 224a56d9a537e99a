package org.dxos.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sessions shown on a page: fenced blocks of the kind {@code console}, whose commands stand behind {@code $}, and {@code dxos},
 * whose commands stand behind the node's prompt. What follows a command is what it shows.
 */
final class DocSession {
    private static final Pattern ID = Pattern.compile("(?<![0-9a-z])[0-9a-f]{12,64}(?![0-9a-z])");
    private static final Pattern WORD = Pattern.compile("(?<![0-9a-z=.])(?=[0-9a-f]*[0-9])[0-9a-f]{4,64}(?![0-9a-z])");

    /** A command and the lines that it shows. */
    record Step(String place, boolean inNode, String command, List<String> shown) {}

    /** Ids on the page to ids of this run: those of one item in all lengths have one beginning. */
    private final Map<String, String> ids = new LinkedHashMap<>();

    static List<Step> steps(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        String kind = "";
        int number = 0;
        for (String line : Files.readAllLines(page)) {
            number++;
            if (line.startsWith("```")) {
                kind = kind.isEmpty() ? line.substring(3).strip() + " " : "";
                continue;
            }
            String prompt = kind.equals("console ") ? "$ " : kind.equals("dxos ") ? "dxos> " : null;
            if (prompt != null && line.startsWith(prompt)) {
                steps.add(new Step(
                        page.getFileName() + ":" + number,
                        kind.equals("dxos "),
                        line.substring(prompt.length()),
                        new ArrayList<>()));
            } else if (prompt != null) {
                steps.get(steps.size() - 1).shown().add(line);
            }
        }
        return steps;
    }

    /** The command with the ids of this run. */
    String command(Step step) {
        return WORD.matcher(step.command()).replaceAll(found -> actual(found.group()));
    }

    private String actual(String word) {
        for (Map.Entry<String, String> known : ids.entrySet()) {
            if (known.getKey().startsWith(word)) {
                return known.getValue();
            }
        }
        return word;
    }

    /** Compares a line as shown on the page with one of this run; … stands for anything. Learns the ids that it meets. */
    boolean matches(String shown, String line) {
        List<String> names = new ArrayList<>();
        StringBuilder pattern = new StringBuilder();
        Matcher found = ID.matcher(shown);
        int end = 0;
        while (found.find()) {
            pattern.append(literal(shown.substring(end, found.start())))
                    .append("([0-9a-f]{")
                    .append(found.group().length())
                    .append("})");
            names.add(found.group());
            end = found.end();
        }
        pattern.append(literal(shown.substring(end)));
        Matcher matcher = Pattern.compile(pattern.toString()).matcher(line.stripTrailing());
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            if (!learn(names.get(i), matcher.group(i + 1))) {
                return false;
            }
        }
        return true;
    }

    private static String literal(String text) {
        StringBuilder pattern = new StringBuilder();
        for (String part : text.split("(?<=…)|(?=…)")) {
            pattern.append(part.equals("…") ? ".*" : Pattern.quote(part));
        }
        return pattern.toString();
    }

    private boolean learn(String name, String actual) {
        for (Map.Entry<String, String> known : ids.entrySet()) {
            boolean sameName = known.getKey().startsWith(name) || name.startsWith(known.getKey());
            boolean sameId = known.getValue().startsWith(actual) || actual.startsWith(known.getValue());
            if (sameName != sameId) {
                return false;
            }
        }
        ids.putIfAbsent(name, actual);
        return true;
    }
}
