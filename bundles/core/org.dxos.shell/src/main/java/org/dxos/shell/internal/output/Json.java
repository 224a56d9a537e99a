package org.dxos.shell.internal.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON. Bytes are written in hexadecimal, numbers that JSON does not have as text; control characters are escaped
 * by JSON itself, so that the output is safe for a terminal.
 */
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();
    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"))
            .withoutSpacesInObjectEntries();

    private Json() {}

    /** On one line. */
    public static String line(@Nullable Object value) {
        return write(value, false);
    }

    /** Indented. */
    public static String pretty(@Nullable Object value) {
        return write(value, true);
    }

    private static String write(@Nullable Object value, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.setHighestNonEscapedChar(0);
            if (pretty) {
                out.setPrettyPrinter(PRETTY.createInstance());
            }
            value(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return escapeUnsafe(text.toString());
    }

    /** Escapes the few characters above the control range that are unsafe for a terminal; in JSON they stand in strings only. */
    private static String escapeUnsafe(String json) {
        StringBuilder safe = new StringBuilder(json.length());
        json.lines().forEach(line -> safe.append(Plain.line(line)).append('\n'));
        safe.setLength(Math.max(0, safe.length() - 1));
        return safe.toString();
    }

    private static void value(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Row row) {
            map(out, row.fields());
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object element : list) {
                value(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Bytes bytes) {
            out.writeString(bytes.hex());
        } else {
            out.writeString(value.toString());
        }
    }

    private static void map(JsonGenerator out, Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName(String.valueOf(entry.getKey()));
            value(out, entry.getValue());
        }
        out.writeEndObject();
    }
}
