package org.dxos.shell.internal.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.dxos.base.Bytes;
import org.dxos.echo.Acknowledgement;
import org.dxos.echo.Batch;
import org.dxos.echo.Item;
import org.dxos.echo.NewItem;
import org.dxos.echo.Party;
import org.dxos.echo.model.DocumentForm;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Model;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;

/** Items from files and into files, in the formats of their models. */
final class Documents {
    private static final int TOGETHER = 64;

    private final Call call;

    Documents(Call call) {
        this.call = call;
    }

    /** The whole file is read before anything is written. */
    Output read(Party party, Acknowledgement level, NewItem each, String file) throws IOException {
        Path source = call.session().folder().resolve(file);
        if (!Files.isRegularFile(source)) {
            throw Failures.notFound("there is no file " + source);
        }
        List<List<String>> edits = edits(form(each.model()), source);
        List<Ident> ids = new ArrayList<>();
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "items")) {
            for (int from = 0; from < edits.size(); from += TOGETHER) {
                Batch batch = party.batch().acknowledge(level);
                for (List<String> words : edits.subList(from, Math.min(edits.size(), from + TOGETHER))) {
                    ItemId id = batch.create(each);
                    batch.edit(id, words);
                    ids.add(new Ident(id.hex()));
                }
                batch.commit().await();
                progress.report(ids.size(), edits.size());
            }
        }
        return new Output.Done(
                "Made " + count(ids.size()) + " from " + source,
                new Row().with("file", source.toString()).with("ids", ids));
    }

    private static List<List<String>> edits(DocumentForm<?> form, Path source) throws IOException {
        try {
            return form.read(Bytes.wrap(Files.readAllBytes(source)));
        } catch (IllegalArgumentException e) {
            CommandException told = Failures.usage(source + " is no " + form.format() + ": " + e.getMessage());
            told.initCause(e);
            throw told;
        }
    }

    private DocumentForm<?> form(String type) {
        for (Model<?, ?, ?> model : call.services().models()) {
            if (model.type().equals(type) && model.documentForm().isPresent()) {
                return model.documentForm().get();
            }
        }
        throw Failures.usage("items of " + type + " cannot be read from files");
    }

    Output write(List<Item> items, String file) throws IOException {
        Path target = call.session().folder().resolve(file);
        List<Bytes> documents = new ArrayList<>();
        for (Item item : items) {
            ItemCommands.expectState(item);
            documents.add(item.document()
                    .orElseThrow(() -> Failures.usage(
                            "item " + item.id().hex() + " of " + item.model() + " cannot be written to a file")));
        }
        if (items.stream().map(Item::model).distinct().count() > 1) {
            throw Failures.usage("these items are of several models, and a file has one format");
        } else if (Files.exists(target)) {
            throw new CommandException(CommandException.CONFLICT, target + " exists already");
        }
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            for (Bytes document : documents) {
                out.write(document.toArray());
            }
        }
        return new Output.Done(
                "Wrote " + count(items.size()) + " to " + target,
                new Row().with("file", target.toString()).with("items", items.size()));
    }

    private static String count(int items) {
        return items + (items == 1 ? " item" : " items");
    }
}
