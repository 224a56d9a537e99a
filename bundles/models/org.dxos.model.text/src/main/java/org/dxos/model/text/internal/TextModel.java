package org.dxos.model.text.internal;

import java.util.Optional;
import java.util.Set;
import org.dxos.echo.model.ItemAccess;
import org.dxos.echo.model.Model;
import org.dxos.echo.model.TextForm;
import org.dxos.echo.model.Undo;
import org.dxos.model.text.TextItem;
import org.dxos.model.text.internal.doc.Document;
import org.dxos.model.text.internal.doc.Reading;
import org.dxos.model.text.internal.doc.Reversal;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/** Model {@value #TYPE}. Fields for queries: {@code text}, {@code length}, {@code xml}. */
public class TextModel implements Model<Document, Update, TextItem> {
    public static final String TYPE = "dxos.model/text";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public String stateMachine() {
        return TextStateMachine.TYPE;
    }

    @Override
    public Class<TextItem> facadeType() {
        return TextItem.class;
    }

    @Override
    public TextItem facade(ItemAccess<Document, Update> item) {
        return new TextFacade(item);
    }

    @Override
    public Optional<TextForm<Document, Update>> textForm() {
        return Optional.of(new TextWords());
    }

    @Override
    public Optional<Undo<Document, Update>> undo() {
        return Optional.of((before, undone, present, context) -> new Reversal(before, present, context.feed())
                .of(undone.stream().map(Undo.Written::mutation).toList()));
    }

    @Override
    public @Nullable Object field(Document state, String path) {
        return switch (path) {
            case "text" -> new Reading(state).text();
            case "length" -> (long) state.length();
            case "xml" -> new Reading(state).xml();
            default -> null;
        };
    }

    @Override
    public Set<String> fields(Document state) {
        return new Reading(state).hasXml() ? Set.of("text", "length", "xml") : Set.of("text", "length");
    }
}
