package org.dxos.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Editing sessions replayed into a running node by a command, edit by edit and in batches. The recorded ones are taken from the
 * folder named by {@code dxos.traces}, or from {@code ../shared/data} beside the checkout; without either, one made here is used.
 */
class TraceReplayTest {
    @TempDir
    Path folder;

    @Test
    void endsAsTheTraceSaysAndIsTheSameAfterARestart() throws Exception {
        List<Path> traces = new ArrayList<>(List.of(made()));
        traces.addAll(recorded());
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start").expect(0);
        try {
            dxos.run("party:create", "traces").expect(0);
            List<String> single = replay(dxos, traces);
            List<String> batches = replay(dxos, traces, "--batch", "1000");
            dxos.run("stop").expect(0);
            dxos.run("start").expect(0);
            for (int i = 0; i < traces.size(); i++) {
                String end = field(traces.get(i), "endContent");
                assertEquals(end, text(dxos, single.get(i)), traces.get(i) + " after a restart");
                assertEquals(end, text(dxos, batches.get(i)), traces.get(i) + " in batches, after a restart");
            }
        } finally {
            dxos.run("stop");
        }
    }

    /** The last of the traces in the order of their names, in the middle of which the text is compared, and whose end is undone. */
    @Test
    void showsTheMiddleOfATraceListsItsEditsAndTakesTheLastBack() throws Exception {
        List<Path> traces = new ArrayList<>(List.of(made()));
        traces.addAll(recorded());
        Path trace = traces.get(traces.size() - 1);
        List<String> states = new ArrayList<>();
        int edits = count(trace);
        int[] wanted = {edits / 3, edits / 2, edits - 40, edits - 1};
        for (int after : wanted) {
            states.add(textAfter(trace, after));
        }
        Dxos dxos = new Dxos(folder.resolve("home"));
        dxos.run("start").expect(0);
        try {
            dxos.run("party:create", "traces").expect(0);
            String id = replay(dxos, List.of(trace)).get(0);
            for (int i = 0; i < wanted.length; i++) {
                String at = "~" + (edits - wanted[i]);
                long begun = System.nanoTime();
                assertEquals(
                        states.get(i),
                        field(
                                dxos.run("text:show", id, "--at", at, "-o", "json")
                                        .expect(0)
                                        .out(),
                                "text"),
                        trace + " at " + at);
                System.out.println(trace.getFileName() + " shown at " + at + " in "
                        + (System.nanoTime() - begun) / 1_000_000 + " ms, the command included");
            }
            assertEquals(
                    20,
                    dxos.run("item:history", id, "-o", "jsonl")
                            .expect(0)
                            .out()
                            .lines()
                            .count());
            assertEquals(
                    1,
                    dxos.run("item:history", id, "-o", "jsonl", "--skip", Integer.toString(edits))
                            .expect(0)
                            .out()
                            .lines()
                            .count(),
                    "only its making is before the edits");
            dxos.run("item:undo", id, "--count", "40").expect(0);
            assertEquals(states.get(2), text(dxos, id));
            dxos.run("item:undo", id).expect(0);
            assertEquals(field(trace, "endContent"), text(dxos, id));
        } finally {
            dxos.run("stop");
        }
    }

    private static int count(Path trace) throws IOException {
        int[] count = {0};
        edits(trace, (at, deleted, inserted) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    /** The text after so many edits of a trace; its start, if it has one, is an edit. */
    private static String textAfter(Path trace, int edits) throws IOException {
        StringBuilder text = new StringBuilder();
        int[] left = {edits};
        edits(trace, (at, deleted, inserted) -> {
            if (left[0]-- > 0) {
                text.replace(at, at + deleted, inserted);
            }
            return left[0] > 0;
        });
        return text.toString();
    }

    private interface Patch {
        /** Returns whether to go on. */
        boolean edit(int at, int deleted, String inserted);
    }

    /** All edits that change something. */
    private static void edits(Path trace, Patch patch) throws IOException {
        String start = field(trace, "startContent");
        if (!start.isEmpty() && !patch.edit(0, 0, start)) {
            return;
        }
        try (InputStream raw = Files.newInputStream(trace);
                InputStream in = trace.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                JsonParser parser = new JsonFactory().createParser(in)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("patches")) {
                    parser.nextToken();
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        int at = parser.nextIntValue(0);
                        int deleted = parser.nextIntValue(0);
                        String inserted = parser.nextTextValue();
                        parser.nextToken();
                        if ((deleted > 0 || !inserted.isEmpty()) && !patch.edit(at, deleted, inserted)) {
                            return;
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesAConcurrentTraceAndOtherFilesWithWords() throws Exception {
        Dxos dxos = new Dxos(folder.resolve("home"));
        Path concurrent = folder.resolve("concurrent.json");
        Files.writeString(
                concurrent,
                "{\"kind\":\"concurrent\",\"endContent\":\"a\",\"numAgents\":2,\"txns\":[{\"parents\":[],\"numChildren\":2,"
                        + "\"agent\":0,\"patches\":[[0,0,\"a\"]]}]}");
        Path wrong = Files.writeString(
                folder.resolve("wrong.json"), "{\"endContent\":\"b\",\"txns\":[{\"patches\":[[0,0,\"a\"]]}]}");
        Path outside = Files.writeString(
                folder.resolve("outside.json"), "{\"endContent\":\"b\",\"txns\":[{\"patches\":[[5,0,\"a\"]]}]}");
        Path torn = Files.writeString(folder.resolve("torn.json"), "{\"endContent\":\"b\",\"txns\":[{\"pat");
        dxos.run("start").expect(0);
        try {
            dxos.run("party:create", "traces").expect(0);
            refused(dxos, concurrent, "concurrent");
            for (Path file : recordedConcurrent()) {
                refused(dxos, file, "concurrent");
            }
            refused(dxos, wrong, "differs from the trace's end, first at character 0");
            refused(dxos, outside, "5");
            refused(dxos, torn, "torn.json");
            assertTrue(dxos.run("text:replay", folder.resolve("absent").toString())
                    .expect(3)
                    .err()
                    .contains("no file"));
        } finally {
            dxos.run("stop");
        }
    }

    private static void refused(Dxos dxos, Path trace, String words) throws Exception {
        Dxos.Result result = dxos.run("text:replay", trace.toString());
        assertTrue(result.code() == 1 || result.code() == 2, result.code() + " " + result.err());
        assertTrue(result.err().contains(words), result.err());
    }

    private static List<String> replay(Dxos dxos, List<Path> traces, String... options) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Path trace : traces) {
            List<String> words = new ArrayList<>(List.of("text:replay", "-o", "json"));
            words.addAll(List.of(options));
            words.add(trace.toString());
            String told = dxos.run(words.toArray(new String[0])).expect(0).out();
            String id = field(told, "id");
            System.out.println(trace.getFileName() + String.join(" ", options) + " " + field(told, "edits") + " edits, "
                    + field(told, "perSecond") + "/s");
            assertEquals("true", field(told, "equal"), told);
            assertEquals(field(trace, "endContent"), text(dxos, id), trace.toString());
            ids.add(id);
        }
        return ids;
    }

    private static String text(Dxos dxos, String id) throws Exception {
        return field(dxos.run("text:show", id, "-o", "json").expect(0).out(), "text");
    }

    private static List<Path> recorded() throws IOException {
        return files(".concurrent.json.gz", false);
    }

    private static List<Path> recordedConcurrent() throws IOException {
        return files(".concurrent.json.gz", true);
    }

    private static List<Path> files(String suffix, boolean having) throws IOException {
        String named = System.getProperty("dxos.traces", "");
        Path traces = named.isEmpty() ? Tree.ROOT.resolve("../shared/data").normalize() : Path.of(named);
        if (!Files.isDirectory(traces)) {
            System.out.println("no recorded traces at " + traces + "; only the one made here is replayed");
            return List.of();
        }
        try (Stream<Path> files = Files.list(traces)) {
            return files.filter(file -> file.toString().endsWith(".json.gz")
                            && file.toString().endsWith(suffix) == having)
                    .sorted()
                    .toList();
        }
    }

    /** A trace of 3,000 edits with characters of all widths. */
    private Path made() throws IOException {
        long seed = Long.getLong("dxos.seed", 20261123L);
        System.out.println("trace made with -Ddxos.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        String[] pieces = {"a", "word ", "\n", "\t", "ä", "日本", "😀", "\"\\", "longer words in a row "};
        StringBuilder text = new StringBuilder();
        StringBuilder patches = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            int at = boundary(text, random.nextInt(text.length() + 1));
            int end = random.nextInt(3) == 0 ? boundary(text, Math.min(text.length(), at + random.nextInt(12))) : at;
            String piece = end > at && random.nextBoolean() ? "" : pieces[random.nextInt(pieces.length)];
            text.replace(at, end, piece);
            patches.append(i == 0 ? "" : ",")
                    .append('[')
                    .append(at)
                    .append(',')
                    .append(end - at)
                    .append(",\"")
                    .append(JsonStringEncoder.getInstance().quoteAsString(piece))
                    .append("\"]");
        }
        String end = new String(JsonStringEncoder.getInstance().quoteAsString(text.toString()));
        return Files.writeString(
                folder.resolve("made.json"),
                "{\"startContent\":\"\",\"endContent\":\"" + end + "\",\"txns\":[{\"patches\":[" + patches + "]}]}");
    }

    /** The same place, or the one before it where that would cut a character. */
    private static int boundary(CharSequence text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static String field(Path file, String name) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                JsonParser parser = new JsonFactory().createParser(in)) {
            return field(parser, name);
        }
    }

    private static String field(String json, String name) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            return field(parser, name);
        }
    }

    /** The value of a field of the outermost object. */
    private static String field(JsonParser parser, String name) throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals(name);
            parser.nextToken();
            if (found) {
                return parser.getText();
            }
            parser.skipChildren();
        }
        throw new AssertionError("there is no field " + name);
    }
}
