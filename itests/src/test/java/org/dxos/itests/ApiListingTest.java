package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every exported package's API stands in a text file, so that a change of it is seen in review. Run with {@code
 * -Ddxos.api.update=true} to write the files anew.
 */
class ApiListingTest {
    private static final Path LISTINGS = Path.of("api");
    private static final Pattern EXPORT = Pattern.compile("(org\\.dxos[a-z0-9.]*)(?=;|,|$)");

    @Test
    void theApiIsAsItWasCommitted() throws IOException {
        boolean update = Boolean.getBoolean("dxos.api.update");
        List<String> known = new ArrayList<>();
        for (Tree.Module bundle : Tree.bundles()) {
            for (String name : exported(bundle)) {
                Path file = LISTINGS.resolve(name + ".txt");
                String listing = listing(bundle, name);
                known.add(file.getFileName().toString());
                if (update) {
                    Files.createDirectories(LISTINGS);
                    Files.writeString(file, listing);
                }
                assertEquals(
                        Files.exists(file) ? Files.readString(file) : "(no file " + file + ")",
                        listing,
                        "the API of " + name + " has changed; if that is meant, run with -Ddxos.api.update=true");
            }
        }
        try (Stream<Path> files = Files.list(LISTINGS)) {
            assertEquals(
                    known.stream().sorted().toList(),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static List<String> exported(Tree.Module bundle) throws IOException {
        String plain = bundle.header("Export-Package").replaceAll("\"[^\"]*\"", "");
        List<String> names = new ArrayList<>();
        Matcher matcher = EXPORT.matcher(plain);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String listing(Tree.Module bundle, String name) throws IOException {
        Path folder = bundle.classes().resolve(name.replace('.', '/'));
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class"))
                    .sorted()
                    .forEach(file -> arguments.add(file.toString()));
        }
        StringWriter out = new StringWriter();
        ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        StringBuilder listing = new StringBuilder();
        for (String declared : out.toString().split("Compiled from \"[^\"]*\"\\R")) {
            if (declared.startsWith("public ") || declared.startsWith("protected ")) {
                listing.append(declared.replaceAll("\\R", "\n"));
            }
        }
        return listing.toString();
    }
}
