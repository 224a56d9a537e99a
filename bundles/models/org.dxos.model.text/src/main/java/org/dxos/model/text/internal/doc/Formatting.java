package org.dxos.model.text.internal.doc;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Json;
import org.dxos.model.text.internal.yjs.Surrogates;
import org.jspecify.annotations.Nullable;

/**
 * Inserts text with attributes and changes attributes, with format runs as Yjs uses them: one says what an attribute is from
 * there on. Walks the text from its start.
 */
final class Formatting {
    private static final String NULL = "null";

    private final Scratch scratch;
    private final Document document;
    private final Runs runs;
    private final Map<String, String> current = new HashMap<>();
    private int left = Runs.NONE;
    private int right;

    Formatting(Scratch scratch) {
        this.scratch = scratch;
        this.document = scratch.document();
        this.runs = document.runs;
        right = document.textList == Runs.NONE ? Runs.NONE : document.lists.get(document.textList).first;
    }

    void insert(int index, String text, Map<String, ?> attributes) {
        if (text.isEmpty()) {
            return;
        }
        moveTo(index);
        Map<String, String> wanted = json(attributes);
        current.keySet().forEach(key -> wanted.putIfAbsent(key, NULL));
        skipEqual(wanted);
        Map<String, String> after = begin(wanted);
        add(new Content.Text(Surrogates.replaceUnpaired(text)));
        end(after);
    }

    void format(int index, int count, Map<String, ?> attributes) {
        if (count == 0) {
            return;
        }
        moveTo(index);
        Map<String, String> wanted = json(attributes);
        skipEqual(wanted);
        Map<String, String> after = begin(wanted);
        int rest = count;
        while (right != Runs.NONE && (rest > 0 || (!after.isEmpty() && isDeletedOrFormat(right)))) {
            Content.Format format = format(right);
            if (format != null) {
                String value = wanted.get(format.key());
                if (value != null) {
                    if (equal(value, format.json())) {
                        after.remove(format.key());
                    } else if (rest == 0) {
                        break;
                    } else {
                        after.put(format.key(), format.json());
                    }
                    scratch.delete(new DeleteRange(document.clients.get(runs.client[right]).id, runs.clock[right], 1));
                } else {
                    note(format);
                }
            } else {
                rest -= passVisible(rest);
            }
            forward();
        }
        end(after);
    }

    private void moveTo(int index) {
        int rest = index;
        while (right != Runs.NONE && rest > 0) {
            Content.Format format = format(right);
            if (format != null) {
                note(format);
            } else {
                rest -= passVisible(rest);
            }
            forward();
        }
    }

    /** Cuts the run ahead when it shows more than this many characters, and says how many it shows. */
    private int passVisible(int rest) {
        int visible = document.visible(right);
        if (visible > rest) {
            document.split(right, runs.clock[right] + rest);
            return rest;
        }
        return visible;
    }

    private void skipEqual(Map<String, String> wanted) {
        while (right != Runs.NONE) {
            Content.Format format = format(right);
            boolean same = format != null && equal(wanted.getOrDefault(format.key(), NULL), format.json());
            if (runs.kind[right] != Content.DELETED && !same) {
                return;
            }
            if (format != null) {
                note(format);
            }
            forward();
        }
    }

    /** Sets what is wanted and gives back what must be set again where it ends. */
    private Map<String, String> begin(Map<String, String> wanted) {
        Map<String, String> after = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            String before = current.getOrDefault(key, NULL);
            if (!equal(before, value)) {
                after.put(key, before);
                addFormat(key, value);
            }
        });
        return after;
    }

    private void end(Map<String, String> after) {
        while (right != Runs.NONE) {
            Content.Format format = format(right);
            String value = format == null ? null : after.get(format.key());
            boolean same = format != null && value != null && equal(value, format.json());
            if (runs.kind[right] != Content.DELETED && !same) {
                break;
            }
            if (format != null) {
                after.remove(format.key());
                note(format);
            }
            forward();
        }
        after.forEach(this::addFormat);
    }

    private void addFormat(String key, String value) {
        Content.Format format = new Content.Format(key, value);
        add(format);
        note(format);
    }

    private void add(Content content) {
        scratch.add(Splicer.between(document, scratch.clientId(), scratch.nextClock(), content, left, right));
        left = scratch.lastRun();
        right = runs.right[left];
        document.version++;
    }

    private void note(Content.Format format) {
        if (format.json().equals(NULL)) {
            current.remove(format.key());
        } else {
            current.put(format.key(), format.json());
        }
    }

    private void forward() {
        left = right;
        right = runs.right[right];
    }

    private boolean isDeletedOrFormat(int run) {
        return runs.kind[run] == Content.DELETED || runs.kind[run] == Content.FORMAT;
    }

    private Content.@Nullable Format format(int run) {
        return runs.kind[run] == Content.FORMAT ? (Content.Format) document.object(runs.content[run]) : null;
    }

    private static boolean equal(String json, String other) {
        return json.equals(other) || Objects.equals(Json.value(json), Json.value(other));
    }

    private static Map<String, String> json(Map<String, ?> attributes) {
        Map<String, String> json = new LinkedHashMap<>();
        attributes.forEach((key, value) -> json.put(Surrogates.replaceUnpaired(key), Json.write(value)));
        return json;
    }
}
