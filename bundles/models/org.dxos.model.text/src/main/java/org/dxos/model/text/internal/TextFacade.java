package org.dxos.model.text.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.base.MalformedException;
import org.dxos.echo.model.Edit;
import org.dxos.echo.model.EditContext;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.dxos.model.text.Splice;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.TextRun;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.Export;
import org.dxos.model.text.internal.doc.LocalEdits;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.yjs.Update;

/** The text over an item. */
final class TextFacade implements TextItem {
    private final ItemAccess<Document, Update> item;

    TextFacade(ItemAccess<Document, Update> item) {
        this.item = item;
    }

    @Override
    public ItemId id() {
        return item.id();
    }

    @Override
    public String text() {
        return item.read(document -> new Reading(document).text());
    }

    @Override
    public int length() {
        return item.read(Document::length);
    }

    @Override
    public List<TextRun> delta() {
        return item.read(document -> new Reading(document).delta());
    }

    @Override
    public String xml() {
        return item.read(document -> new Reading(document).xml());
    }

    @Override
    public Receipt insert(int index, String text) {
        return splice(index, 0, text);
    }

    @Override
    public Receipt insert(int index, String text, Map<String, ?> attributes) {
        Map<String, Object> kept = new LinkedHashMap<>(attributes);
        return write((document, context) -> edits(document, context).insert(index, text, kept));
    }

    @Override
    public Receipt delete(int index, int count) {
        return splice(index, count, "");
    }

    @Override
    public Receipt splice(int index, int delete, String insert) {
        return write((document, context) -> edits(document, context).splice(index, delete, insert));
    }

    @Override
    public Receipt format(int index, int count, Map<String, ?> attributes) {
        Map<String, Object> kept = new LinkedHashMap<>(attributes);
        return write((document, context) -> edits(document, context).format(index, count, kept));
    }

    @Override
    public Receipt replaceAll(String text) {
        return write((document, context) -> edits(document, context).replaceAll(text));
    }

    @Override
    public Receipt edits(List<Splice> splices) {
        List<Splice> kept = List.copyOf(splices);
        return write((document, context) -> edits(document, context).edits(kept));
    }

    @Override
    public Bytes encodeStateAsUpdate() {
        return item.read(document -> new Export(document).update().version1());
    }

    @Override
    public Bytes stateVector() {
        return item.read(document -> new Export(document).stateVector());
    }

    @Override
    public Receipt applyUpdate(Bytes update) {
        Update parsed = parse(update);
        return write((document, context) -> {
            parsed.structs().forEach(struct -> {
                if (!struct.isSkip() && !document.owns(context.feed(), struct.client())) {
                    throw new IllegalArgumentException("the update has content under client id " + struct.client()
                            + ", which is none of this feed; import it instead");
                }
            });
            return parsed;
        });
    }

    @Override
    public Receipt importUpdate(Bytes update) {
        Update parsed = parse(update);
        return write((document, context) -> {
            Document foreign = new Document(document.item());
            foreign.applyAny(parsed);
            return edits(document, context).importAll(foreign);
        });
    }

    private Receipt write(Edit<Document, Update> edit) {
        return item.write(edit);
    }

    private static LocalEdits edits(Document document, EditContext context) {
        return new LocalEdits(document, context.feed());
    }

    private static Update parse(Bytes update) {
        try {
            return Update.read(update);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a Yjs update of version 1: " + e.getMessage(), e);
        }
    }
}
