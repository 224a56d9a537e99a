package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dxos.model.text.TextRun;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Json;
import org.jspecify.annotations.Nullable;

/**
 * Writes the XML fragment as the {@code toString} of Yjs does: attributes and formats sorted by name, nothing escaped. Elements
 * deeper than {@value #MAX_DEPTH} are written as an ellipsis.
 */
final class XmlWriter {
    private static final int MAX_DEPTH = 200;

    private final Document document;
    private final Runs runs;
    private final Reading reading;
    private final StringBuilder out = new StringBuilder();

    XmlWriter(Document document, Reading reading) {
        this.document = document;
        this.runs = document.runs;
        this.reading = reading;
    }

    String write() {
        SharedType root = document.root(Document.XML);
        if (root != null) {
            writeChildren(root, 0);
        }
        return out.toString();
    }

    private void writeChildren(SharedType parent, int depth) {
        if (parent.sequence == Runs.NONE) {
            return;
        }
        if (depth > MAX_DEPTH) {
            out.append('…');
            return;
        }
        for (int run = reading.first(parent.sequence); run != Runs.NONE; run = runs.right[run]) {
            int kind = runs.kind[run];
            if (kind == Content.TYPE) {
                writeType(document.types.get(runs.content[run]), depth);
            } else if (kind == Content.STRING) {
                reading.appendCharacters(out, run);
            } else if (Document.isVisible(kind)) {
                out.append(text(reading.value(run)));
            }
        }
    }

    private void writeType(SharedType type, int depth) {
        Content.Type content = java.util.Objects.requireNonNull(type.type);
        switch (content.ref()) {
            case Content.Type.XML_ELEMENT -> {
                String name = String.valueOf(content.name()).toLowerCase(Locale.ROOT);
                out.append('<').append(name);
                attributes(type).forEach((key, value) -> attribute(key, text(value)));
                out.append('>');
                writeChildren(type, depth + 1);
                out.append("</").append(name).append('>');
            }
            case Content.Type.XML_TEXT -> writeText(type);
            case Content.Type.XML_FRAGMENT -> writeChildren(type, depth + 1);
            case Content.Type.TEXT -> writePlain(type);
            case Content.Type.ARRAY -> writeChildren(type, depth + 1);
            default -> out.append("[object Object]");
        }
    }

    private Map<String, @Nullable Object> attributes(SharedType type) {
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        type.entries.forEach((key, list) -> {
            int last = document.lists.get(list).last;
            if (last != Runs.NONE && !Document.isDeleted(runs.kind[last])) {
                attributes.put(key, reading.value(last));
            }
        });
        return attributes;
    }

    private void writePlain(SharedType type) {
        if (type.sequence == Runs.NONE) {
            return;
        }
        for (int run = reading.first(type.sequence); run != Runs.NONE; run = runs.right[run]) {
            if (runs.kind[run] == Content.STRING) {
                reading.appendCharacters(out, run);
            }
        }
    }

    private void writeText(SharedType type) {
        if (type.sequence == Runs.NONE) {
            return;
        }
        for (TextRun run : reading.delta(type.sequence, false)) {
            List<String> names = new ArrayList<>(new TreeMap<>(run.attributes()).keySet());
            for (String name : names) {
                out.append('<').append(name);
                if (run.attributes().get(name) instanceof Map<?, ?> map) {
                    new TreeMap<>(map).forEach((key, value) -> attribute(String.valueOf(key), text(value)));
                }
                out.append('>');
            }
            out.append(text(run.insert()));
            for (int i = names.size() - 1; i >= 0; i--) {
                out.append("</").append(names.get(i)).append('>');
            }
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(value).append('"');
    }

    private static String text(@Nullable Object value) {
        return value instanceof Map || value instanceof List || value == null || value instanceof Double
                ? Json.write(value)
                : String.valueOf(value);
    }
}
