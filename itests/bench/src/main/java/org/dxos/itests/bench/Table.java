package org.dxos.itests.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints a file of RESULT lines as a table: workload, variant, n, figures. */
public final class Table {
    private Table() {}

    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            if (line.startsWith("RESULT {")) {
                System.out.println(row(line.substring("RESULT ".length())));
            }
        }
    }

    private static String row(String json) throws IOException {
        String workload = "";
        String variant = "";
        String n = "";
        List<String> figures = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                String field = parser.currentName();
                parser.nextToken();
                String value = parser.getText();
                switch (field) {
                    case "w" -> workload = value;
                    case "variant" -> variant = value;
                    case "n" -> n = value;
                    case "peer" -> {}
                    default -> figures.add(field + " " + value);
                }
            }
        }
        return String.format("%-4s %-44s %9s  %s", workload, variant, n, String.join("  ", figures));
    }
}
