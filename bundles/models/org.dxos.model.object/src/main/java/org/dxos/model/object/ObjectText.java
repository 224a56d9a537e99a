package org.dxos.model.object;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.TextForm;
import org.dxos.model.object.internal.Change;
import org.dxos.model.object.internal.Literals;
import org.dxos.model.object.internal.Op;
import org.dxos.model.object.internal.Path;
import org.dxos.model.object.internal.Plain;
import org.dxos.model.object.internal.Printer;
import org.dxos.model.object.internal.Step;
import org.dxos.model.object.internal.Value;
import org.jspecify.annotations.Nullable;

/** Objects for the shell. A value is all words behind the path, joined by spaces. Any thread. */
final class ObjectText implements TextForm<ObjectState, ObjectMutation> {
    private static final String VALUES = "A value is JSON, a bare word or words for a string, #[…] a set, 0x… bytes,"
            + " @2026-01-31T12:00:00Z a time.";
    private static final Map<String, String> USAGE = Map.of(
            "set", "set <path> <value>  put a value at a path such as todos[2].title. " + VALUES,
            "delete", "delete <path>  remove a name, or an element of a list",
            "push", "push <list> <value>  add a value at the end of a list",
            "insert", "insert <list> <index> <value>  insert a value before the element at an index",
            "add", "add <set> <value>  add a value to a set",
            "remove", "remove <set> <value>  remove a value from a set",
            "count", "count <path> [<integer>]  add to a number, 1 unless told");
    /** How long the description of a mutation is at most. */
    private static final int DESCRIBED = 120;

    private static final List<String> ORDER = List.of("set", "delete", "push", "insert", "add", "remove", "count");

    @Override
    public List<String> usage() {
        return ORDER.stream().map(USAGE::get).collect(Collectors.toUnmodifiableList());
    }

    @Override
    public Edit<ObjectState, ObjectMutation> parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("an edit is one of " + String.join(", ", ORDER));
        }
        return ObjectEdit.of(List.of(change(words.get(0), words)));
    }

    private static Change change(String verb, List<String> words) {
        switch (verb) {
            case "set":
                return Change.set(path(words), value(words, 2));
            case "delete":
                expect(words, words.size() == 2);
                return Change.delete(path(words));
            case "push":
                return Change.push(path(words), List.of(value(words, 2)));
            case "insert":
                expect(words, words.size() >= 4);
                return Change.insert(path(words), index(words.get(2)), List.of(value(words, 3)));
            case "add":
                return Change.add(path(words), List.of(value(words, 2)));
            case "remove":
                return Change.remove(path(words), List.of(value(words, 2)));
            case "count":
                expect(words, words.size() == 2 || words.size() == 3);
                return Change.count(path(words), words.size() == 2 ? 1 : integer(words.get(2)));
            default:
                throw new IllegalArgumentException(
                        "\"" + verb + "\" is no edit of an object; there are " + String.join(", ", ORDER));
        }
    }

    private static Path path(List<String> words) {
        expect(words, words.size() >= 2);
        return Path.parseTarget(words.get(1));
    }

    private static Value value(List<String> words, int from) {
        expect(words, words.size() > from);
        return Literals.parse(String.join(" ", words.subList(from, words.size())));
    }

    private static int index(String word) {
        long index = integer(word);
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an index is 0 or more, not " + word);
        }
        return (int) index;
    }

    private static long integer(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + word + "\" is no integer of 64 bits", e);
        }
    }

    private static void expect(List<String> words, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("usage: " + USAGE.get(words.get(0)));
        }
    }

    @Override
    public String describe(ObjectMutation mutation) {
        String text = mutation.ops().stream().map(ObjectText::describe).collect(Collectors.joining("; "));
        return text.length() <= DESCRIBED
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(DESCRIBED - 1)) ? DESCRIBED - 1 : DESCRIBED)
                        + "…";
    }

    private static String describe(Op op) {
        StringBuilder path = new StringBuilder();
        for (Step step : op.path()) {
            if (step instanceof Step.Name name) {
                path.append(path.isEmpty() ? "" : ".").append(name.name());
            } else if (step instanceof Step.At at) {
                path.append('[').append(at.position()).append(']');
            }
        }
        String line;
        if (op instanceof Op.Set set) {
            line = "set " + path + " " + Printer.literal(set.value());
        } else if (op instanceof Op.Insert insert) {
            line = "insert " + path + " " + literals(insert.values());
        } else if (op instanceof Op.Add add) {
            line = "add " + path + " " + literals(add.values());
        } else if (op instanceof Op.Remove remove) {
            line = "remove " + path + " " + literals(remove.values());
        } else if (op instanceof Op.Count count) {
            line = "count " + path + " " + count.delta();
        } else {
            line = "delete " + path;
        }
        return line.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String literals(List<Value> values) {
        return values.stream().map(Printer::literal).collect(Collectors.joining(", "));
    }

    @Override
    public String render(ObjectState state) {
        return Printer.tree(state.root());
    }

    @Override
    public @Nullable Object tree(ObjectState state) {
        return Plain.tree(state.root(), true);
    }
}
