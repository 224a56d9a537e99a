package org.dxos.shell.internal.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.dxos.echo.Blob;
import org.dxos.echo.Blobs;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.cli.PartyOption;
import org.dxos.shell.internal.output.Ident;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.ProgressBar;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "blob", description = "Large values of a party, named by their content.")
final class BlobCommands {
    private static final String HASH = "Hash of the blob; its beginning is enough.";

    private final Call call;

    BlobCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "add",
            description = "Keep the content of a file as a blob of the party.",
            footer = "%nExample:  blob:add photo.jpg")
    Output add(@Mixin PartyOption at, @Parameters(paramLabel = "<file>", description = "The file.") String file)
            throws IOException {
        Path source = call.session().folder().resolve(file);
        if (!Files.isRegularFile(source)) {
            throw Failures.notFound("there is no file " + source);
        }
        Blobs blobs = call.party(at.party).blobs();
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "bytes");
                InputStream in = new Counted(Files.newInputStream(source), progress, Files.size(source))) {
            return new Output.Made(row(blobs.add(in)));
        }
    }

    @Command(
            name = "get",
            description = "Write the content of a blob into a file.",
            footer = "%nExample:  blob:get 3fa4 photo.jpg")
    Output get(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<blob>", description = HASH) String word,
            @Parameters(paramLabel = "<file>", description = "A file that does not exist yet.") String file)
            throws IOException {
        Blobs blobs = call.party(at.party).blobs();
        Blob blob = call.blob(blobs, word);
        Path target = call.session().folder().resolve(file);
        if (Files.exists(target)) {
            throw new CommandException(CommandException.CONFLICT, target + " exists already");
        }
        boolean whole = false;
        try (ProgressBar progress = new ProgressBar(call.printer(), call.clock(), "bytes");
                InputStream in = new Counted(blobs.read(blob), progress, blob.size());
                OutputStream out =
                        Files.newOutputStream(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            in.transferTo(out);
            whole = true;
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
        return new Output.Done(
                "Wrote blob " + new Ident(blob.hash().hex()).brief() + " to " + target + ", " + blob.size() + " bytes",
                row(blob).with("file", target.toString()));
    }

    @Command(name = "list", description = "The blobs of the party.", footer = "%nExample:  blob:list -o jsonl")
    Output list(@Mixin PartyOption at) {
        List<Row> rows = call.party(at.party).blobs().list().stream()
                .map(BlobCommands::row)
                .toList();
        return new Output.Rows(rows, List.of("id", "bytes"), "There are no blobs. Keep a file as one with blob:add");
    }

    @Command(
            name = "verify",
            description = "Read blobs, all unless one is given, and name what is damaged. Fails when something is.",
            footer = "%nExample:  blob:verify 3fa4")
    Output verify(
            @Mixin PartyOption at,
            @Parameters(paramLabel = "<blob>", arity = "0..1", description = HASH) @Nullable String word) {
        Blobs blobs = call.party(at.party).blobs();
        List<Blob> chosen = word == null ? blobs.list() : List.of(call.blob(blobs, word));
        List<Row> rows = new ArrayList<>();
        int damaged = 0;
        for (Blob blob : chosen) {
            List<String> broken = blobs.verify(blob);
            damaged += broken.isEmpty() ? 0 : 1;
            rows.add(row(blob)
                    .with("state", broken.isEmpty() ? "sound" : "damaged")
                    .with("damage", broken));
        }
        Output output = new Output.Rows(rows, List.of("id", "bytes", "state", "damage"), "There are no blobs.");
        if (damaged > 0) {
            call.printer().print(output);
            throw Failures.failed(damaged + " of " + chosen.size()
                    + " blobs are damaged: blob:add the same content again, which mends them");
        }
        return output;
    }

    @Command(
            name = "delete",
            description = "Delete a blob from this node. Items that refer to it stay as they are.",
            footer = "%nExample:  blob:delete 3fa4")
    Output delete(@Mixin PartyOption at, @Parameters(paramLabel = "<blob>", description = HASH) String word) {
        Blobs blobs = call.party(at.party).blobs();
        Blob blob = call.blob(blobs, word);
        blobs.delete(blob.hash());
        return new Output.Done("Deleted " + new Ident(blob.hash().hex()).brief(), row(blob));
    }

    private static Row row(Blob blob) {
        return new Row().with("id", new Ident(blob.hash().hex())).with("bytes", blob.size());
    }

    /** Tells how far reading has come. */
    private static final class Counted extends FilterInputStream {
        private final ProgressBar progress;
        private final long total;
        private long seen;

        Counted(InputStream in, ProgressBar progress, long total) {
            super(in);
            this.progress = progress;
            this.total = total;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            seen += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            seen += Math.max(0, count);
            progress.report(seen, total);
            return count;
        }
    }
}
