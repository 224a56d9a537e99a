package org.dxos.itests.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.dxos.model.text.Splice;

/** A recorded editing session by one writer, as {@code .json.gz}. */
record EditTrace(List<Splice> splices, String end) {
    /** The trace of that name in the folder of {@code -Ddxos.traces}, or in {@code shared/data} beside or above this checkout. */
    static Optional<EditTrace> find(String name) throws IOException {
        String given = System.getProperty("dxos.traces");
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = given == null
                    ? at.resolve("shared/data").resolve(name + ".json.gz")
                    : Path.of(given, name + ".json.gz");
            if (Files.exists(file)) {
                return Optional.of(read(file));
            }
        }
        return Optional.empty();
    }

    private static EditTrace read(Path file) throws IOException {
        List<Splice> splices = new ArrayList<>();
        String end = "";
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                JsonParser json = new JsonFactory().createParser(in)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("endContent")) {
                    end = json.nextTextValue();
                } else if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("patches")) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.START_ARRAY) {
                        int index = json.nextIntValue(0);
                        int delete = json.nextIntValue(0);
                        splices.add(new Splice(index, delete, json.nextTextValue()));
                        json.nextToken();
                    }
                }
            }
        }
        return new EditTrace(splices, end);
    }
}
