package org.dxos.shell.internal.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.output.Plain;

/** Finds the one thing that a word means: by its name, or by the beginning of its id. */
final class Names {
    private static final int SHOWN = 6;

    private Names() {}

    /**
     * @param noun what is looked for, such as {@code party}
     * @param id the whole id of a candidate
     * @param name its name; several may share one; empty for none
     */
    static <T> T find(String word, String noun, List<T> candidates, Function<T, String> id, Function<T, String> name) {
        List<T> named = candidates.stream()
                .filter(candidate -> !word.isEmpty() && name.apply(candidate).equals(word))
                .toList();
        String digits = word.toLowerCase(Locale.ROOT);
        List<T> found = named.isEmpty()
                ? candidates.stream()
                        .filter(candidate ->
                                !word.isEmpty() && id.apply(candidate).startsWith(digits))
                        .toList()
                : named;
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw Failures.notFound("there is no " + noun + " \"" + Plain.line(word) + "\" here"
                    + (candidates.isEmpty() ? "" : "; there are" + list(candidates, id, name)));
        }
        throw ambiguous(word, noun, list(found, id, name));
    }

    static CommandException ambiguous(String word, String noun, String candidates) {
        return Failures.usage("\"" + Plain.line(word) + "\" can mean more than one " + noun
                + "; give more digits of one of" + candidates);
    }

    private static <T> String list(List<T> candidates, Function<T, String> id, Function<T, String> name) {
        StringBuilder lines = new StringBuilder();
        candidates.stream().limit(SHOWN).forEach(candidate -> lines.append("\n  ")
                .append(Plain.line(id.apply(candidate)))
                .append("  ")
                .append(Plain.line(name.apply(candidate))));
        if (candidates.size() > SHOWN) {
            lines.append("\n  and ").append(candidates.size() - SHOWN).append(" more");
        }
        return lines.toString();
    }
}
