package org.dxos.model.text.internal.doc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.model.text.TextRun;
import org.dxos.model.text.internal.yjs.AnyValue;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.Json;
import org.jspecify.annotations.Nullable;

/** What a document shows. */
public final class Reading {
    private final Document document;
    private final Runs runs;

    public Reading(Document document) {
        this.document = document;
        this.runs = document.runs;
    }

    /** The characters of the text, without embedded values. */
    public String text() {
        StringBuilder text = new StringBuilder(document.length());
        if (document.textList != Runs.NONE) {
            for (int run = first(document.textList); run != Runs.NONE; run = runs.right[run]) {
                if (runs.kind[run] == Content.STRING) {
                    appendCharacters(text, run);
                }
            }
        }
        return text.toString();
    }

    /** The text in stretches of equal formatting. */
    public List<TextRun> delta() {
        return document.textList == Runs.NONE ? List.of() : delta(document.textList, true);
    }

    /** Whether the text has or had formatting or embedded values. */
    public boolean isRich() {
        return document.formats > 0 || delta().stream().anyMatch(run -> !(run.insert() instanceof String));
    }

    /** Whether there is anything in the XML fragment. */
    public boolean hasXml() {
        SharedType root = document.root(Document.XML);
        return root != null && root.sequence != Runs.NONE && first(root.sequence) != Runs.NONE;
    }

    /** The XML fragment. */
    public String xml() {
        return new XmlWriter(document, this).write();
    }

    /** The stretches of a text; where they are not joined, each format run begins one, as in Yjs. */
    List<TextRun> delta(int list, boolean joined) {
        List<TextRun> delta = new ArrayList<>();
        Map<String, Object> attributes = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder();
        for (int run = first(list); run != Runs.NONE; run = runs.right[run]) {
            int kind = runs.kind[run];
            if (kind == Content.STRING) {
                appendCharacters(text, run);
            } else if (kind == Content.FORMAT) {
                Content.Format format = (Content.Format) document.object(runs.content[run]);
                Object value = Json.value(format.json());
                if (!joined || !java.util.Objects.equals(value, attributes.get(format.key()))) {
                    flush(delta, text, attributes, joined);
                    if (value == null) {
                        attributes.remove(format.key());
                    } else {
                        attributes.put(format.key(), value);
                    }
                }
            } else if (kind == Content.EMBED || kind == Content.TYPE) {
                flush(delta, text, attributes, joined);
                Object value = value(run);
                delta.add(new TextRun(value == null ? Map.of() : value, attributes));
            }
        }
        flush(delta, text, attributes, joined);
        return delta;
    }

    /** Adds what was collected, to the stretch before it where the formatting is the same. */
    private static void flush(List<TextRun> delta, StringBuilder text, Map<String, Object> attributes, boolean joined) {
        if (text.length() == 0) {
            return;
        }
        int last = delta.size() - 1;
        if (joined
                && last >= 0
                && delta.get(last).insert() instanceof String before
                && delta.get(last).attributes().equals(attributes)) {
            delta.set(last, new TextRun(before + text, attributes));
        } else {
            delta.add(new TextRun(text.toString(), attributes));
        }
        text.setLength(0);
    }

    int first(int list) {
        return document.lists.get(list).first;
    }

    void appendCharacters(StringBuilder out, int run) {
        out.append(document.clients.get(runs.client[run]).pool.characters, runs.content[run], runs.length[run]);
    }

    /** The last value of a run, as a key shows it. */
    @Nullable
    Object value(int run) {
        Content content = new Export(document).content(run);
        if (content instanceof Content.Any any) {
            return AnyValue.value(any.values().get(any.length() - 1));
        } else if (content instanceof Content.Json json) {
            String last = json.values().get(json.length() - 1);
            return last.equals("undefined") ? null : Json.value(last);
        } else if (content instanceof Content.Embed embed) {
            return Json.value(embed.json());
        } else if (content instanceof Content.Text text) {
            return text.text().substring(text.length() - 1);
        } else if (content instanceof Content.Binary binary) {
            return binary.bytes().hex();
        } else if (content instanceof Content.Doc doc) {
            return doc.guid();
        }
        return null;
    }
}
