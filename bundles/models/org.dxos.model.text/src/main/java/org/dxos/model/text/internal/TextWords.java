package org.dxos.model.text.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.TextForm;
import org.dxos.model.text.TextRun;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.LocalEdits;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Json;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/** Edits of a text in words. */
final class TextWords implements TextForm<Document, Update> {
    /** How many characters of an insertion are shown. */
    private static final int DESCRIBED = 60;

    private static final List<String> USAGE = List.of(
            "insert <index> <text>  inserts before the character at the index",
            "append <text>  inserts at the end",
            "delete <index> <count>  deletes characters",
            "splice <index> <count> <text>  deletes characters and inserts in their place",
            "replace <old> <new>  replaces the first occurrence of a text",
            "set <text>  makes this the text, keeping what stays the same",
            "format <index> <count> <name>[=<value>] ...  sets attributes; name= takes one away");

    @Override
    public List<String> usage() {
        return USAGE;
    }

    @Override
    public Edit<Document, Update> parse(List<String> words) {
        String verb = words.isEmpty() ? "" : words.get(0);
        return switch (verb) {
            case "insert" -> splice(number(words, 1, "index"), 0, text(words, 2));
            case "append" -> append(text(words, 1));
            case "delete" -> delete(words);
            case "splice" -> splice(number(words, 1, "index"), number(words, 2, "count"), text(words, 3));
            case "replace" -> replace(words);
            case "set" -> set(text(words, 1));
            case "format" -> format(words);
            default ->
                throw new IllegalArgumentException("a text knows insert, append, delete, splice, replace, set and"
                        + " format" + (verb.isEmpty() ? "" : ", not \"" + verb + "\""));
        };
    }

    @Override
    public String describe(Update mutation) {
        StringBuilder inserted = new StringBuilder();
        int others = 0;
        for (Struct struct : mutation.structs()) {
            if (struct.content() instanceof Content.Text text) {
                inserted.append(text.text());
            } else if (!(struct.content() instanceof Content.Gone)) {
                others += struct.length();
            }
        }
        int deleted = mutation.deletes().stream().mapToInt(DeleteRange::length).sum();
        List<String> parts = new ArrayList<>(3);
        if (deleted > 0) {
            parts.add("-" + deleted);
        }
        if (!inserted.isEmpty()) {
            parts.add("+" + brief(inserted));
        }
        if (others > 0) {
            parts.add(others == 1 ? "1 mark or value" : others + " marks or values");
        }
        return String.join(" ", parts);
    }

    private static String brief(CharSequence text) {
        StringBuilder brief = new StringBuilder("\"");
        int end = Math.min(text.length(), DESCRIBED);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        for (char c : text.subSequence(0, end).toString().toCharArray()) {
            brief.append(c == '\n' ? "\\n" : Character.isISOControl(c) ? " " : c == '"' ? "\\\"" : String.valueOf(c));
        }
        return brief.append(end < text.length() ? "…\"" : "\"").toString();
    }

    @Override
    public String render(Document state) {
        Reading reading = new Reading(state);
        String text = reading.text();
        if (!reading.hasXml()) {
            return text;
        }
        return text.isEmpty() ? reading.xml() : text + "\n" + reading.xml();
    }

    @Override
    public Object tree(Document state) {
        Reading reading = new Reading(state);
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("text", reading.text());
        tree.put("length", (long) state.length());
        if (reading.isRich()) {
            tree.put("runs", reading.delta().stream().map(TextWords::tree).toList());
        }
        if (reading.hasXml()) {
            tree.put("xml", reading.xml());
        }
        return tree;
    }

    private static Map<String, Object> tree(TextRun run) {
        Map<String, Object> tree = new TreeMap<>();
        tree.put("insert", run.insert());
        if (!run.attributes().isEmpty()) {
            tree.put("attributes", run.attributes());
        }
        return tree;
    }

    private static Edit<Document, Update> splice(int index, int delete, String insert) {
        return (document, context) -> edits(document, context).splice(index, delete, insert);
    }

    private static Edit<Document, Update> append(String text) {
        return (document, context) -> edits(document, context).splice(document.length(), 0, text);
    }

    private static Edit<Document, Update> set(String text) {
        return (document, context) -> edits(document, context).replaceAll(text);
    }

    private static Edit<Document, Update> delete(List<String> words) {
        expect(words, 3);
        return splice(number(words, 1, "index"), number(words, 2, "count"), "");
    }

    private static Edit<Document, Update> replace(List<String> words) {
        expect(words, 3);
        String old = words.get(1);
        String fresh = words.get(2);
        if (old.isEmpty()) {
            throw new IllegalArgumentException("the text to replace is empty; usage: " + usageOf("replace"));
        }
        return (document, context) -> edits(document, context).replaceFirst(old, fresh);
    }

    private static Edit<Document, Update> format(List<String> words) {
        if (words.size() < 4) {
            throw new IllegalArgumentException("usage: " + usageOf("format"));
        }
        int index = number(words, 1, "index");
        int count = number(words, 2, "count");
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (String word : words.subList(3, words.size())) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("an attribute without a name: \"" + word + "\"");
            }
            attributes.put(name, equals < 0 ? Boolean.TRUE : value(word.substring(equals + 1)));
        }
        return (document, context) -> edits(document, context).format(index, count, attributes);
    }

    /** JSON where it is JSON, otherwise the word itself; nothing is null. */
    private static @Nullable Object value(String word) {
        if (word.isEmpty()) {
            return null;
        }
        try {
            return Json.parse(word);
        } catch (MalformedException e) {
            return word;
        }
    }

    private static LocalEdits edits(Document document, EditContext context) {
        return new LocalEdits(document, context.feed());
    }

    private static int number(List<String> words, int at, String name) {
        String word = word(words, at);
        try {
            int number = Integer.parseInt(word);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the " + name + " is a number from 0 on, not \"" + word + "\"", e);
        }
        throw new IllegalArgumentException("the " + name + " is a number from 0 on, not " + word);
    }

    /** The rest of the words, with the spaces between them. */
    private static String text(List<String> words, int from) {
        word(words, from);
        return String.join(" ", words.subList(from, words.size()));
    }

    private static String word(List<String> words, int at) {
        if (words.size() <= at) {
            throw new IllegalArgumentException("usage: " + usageOf(words.get(0)));
        }
        return words.get(at);
    }

    private static void expect(List<String> words, int count) {
        if (words.size() != count) {
            throw new IllegalArgumentException("usage: " + usageOf(words.get(0)));
        }
    }

    private static String usageOf(String verb) {
        return USAGE.stream()
                .filter(line -> line.startsWith(verb + " "))
                .map(line -> line.substring(0, line.indexOf("  ")))
                .findFirst()
                .orElse(verb);
    }
}
