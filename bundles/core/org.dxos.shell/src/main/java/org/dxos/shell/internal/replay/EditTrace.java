package org.dxos.shell.internal.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.dxos.node.CommandException;
import org.dxos.shell.internal.cli.Failures;

/**
 * A recorded editing session in a file: JSON, gzipped or not, with {@code txns[].patches[] = [position, deleted, inserted]}, a
 * {@code startContent} and an {@code endContent}. Read as a stream, so a trace may be larger than memory; only the end is kept.
 */
public final class EditTrace {
    /** Told of each edit in turn. */
    @FunctionalInterface
    public interface Edits {
        void edit(int position, int deleted, String inserted) throws IOException;
    }

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Set<String> CONCURRENT = Set.of("parents", "agent", "numAgents");

    private final Path file;
    private String startContent = "";
    private String endContent = "";
    private boolean hasEnd;
    private long edits;

    private EditTrace(Path file) {
        this.file = file;
    }

    /**
     * Reads a file through once: counts and checks its edits.
     *
     * @throws CommandException when it is not a sequential trace; says where
     */
    public static EditTrace open(Path file) {
        EditTrace trace = new EditTrace(file);
        trace.read((position, deleted, inserted) -> trace.edits++);
        if (!trace.hasEnd) {
            throw Failures.usage(file + " has no endContent to compare with");
        }
        return trace;
    }

    public String startContent() {
        return startContent;
    }

    /** What the text must be after all edits. */
    public String endContent() {
        return endContent;
    }

    public long edits() {
        return edits;
    }

    /** Gives all edits in order. */
    public void forEach(Edits target) {
        read(target);
    }

    private void read(Edits target) {
        try (InputStream in = open();
                JsonParser json = FACTORY.createParser(in)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                refuseConcurrent(json, field);
                JsonToken value = json.nextToken();
                switch (field) {
                    case "startContent" -> startContent = text(json);
                    case "endContent" -> {
                        endContent = text(json);
                        hasEnd = true;
                    }
                    case "kind" -> {
                        if (json.getText().equals("concurrent")) {
                            refuse(json);
                        }
                    }
                    case "txns" -> transactions(json, target);
                    default -> {
                        if (value == null) {
                            throw malformed(json, "a value");
                        }
                        json.skipChildren();
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw Failures.usage(file + " is not the JSON of a trace: " + e.getOriginalMessage() + ", line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw Failures.failed("cannot read " + file + ": " + e.getMessage());
        }
    }

    private InputStream open() throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return zipped ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void transactions(JsonParser json, Edits target) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY, "a list of transactions");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT, "a transaction");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                refuseConcurrent(json, field);
                json.nextToken();
                if (field.equals("patches")) {
                    patches(json, target);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void patches(JsonParser json, Edits target) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY, "a list of patches");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_ARRAY, "a patch [position, deleted, inserted]");
            int position = number(json);
            int deleted = number(json);
            json.nextToken();
            String inserted = text(json);
            expect(json, json.nextToken(), JsonToken.END_ARRAY, "the end of the patch");
            target.edit(position, deleted, inserted);
        }
    }

    private int number(JsonParser json) throws IOException {
        expect(json, json.nextToken(), JsonToken.VALUE_NUMBER_INT, "a whole number");
        int number = json.getIntValue();
        if (number < 0) {
            throw malformed(json, "a number from 0");
        }
        return number;
    }

    private String text(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    private void refuseConcurrent(JsonParser json, String field) {
        if (CONCURRENT.contains(field)) {
            refuse(json);
        }
    }

    private void refuse(JsonParser json) {
        throw Failures.usage(
                file + " is a concurrent trace (line " + json.currentLocation().getLineNr()
                        + "): several writers, whose positions hold in their own versions of the text."
                        + " One text cannot replay it in sequence; use its flattened form");
    }

    private void expect(JsonParser json, Object found, JsonToken wanted, String what) {
        if (found != wanted) {
            throw malformed(json, what);
        }
    }

    private CommandException malformed(JsonParser json, String what) {
        return Failures.usage(file + " is not a trace: expected " + what + " at line "
                + json.currentLocation().getLineNr() + ", column "
                + json.currentLocation().getColumnNr());
    }
}
