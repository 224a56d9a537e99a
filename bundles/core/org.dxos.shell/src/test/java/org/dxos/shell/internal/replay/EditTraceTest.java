package org.dxos.shell.internal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dxos.node.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditTraceTest {
    private static final String TRACE =
            "{\"startContent\":\"\",\"txns\":[{\"time\":\"x\",\"patches\":[[0,0,\"ab\"],[1,1,\"\"]]},"
                    + "{\"patches\":[[1,0,\"\\u00e9\"]]}],\"endContent\":\"aé\",\"other\":{\"a\":[1]}}";

    @TempDir
    private Path folder;

    private Path file(String text, boolean zipped) throws IOException {
        Path file = folder.resolve(zipped ? "trace.json.gz" : "trace.json");
        try (OutputStream out =
                zipped ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file)) {
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void readsTracesZippedAndPlain() throws IOException {
        for (boolean zipped : new boolean[] {true, false}) {
            EditTrace trace = EditTrace.open(file(TRACE, zipped));
            List<String> edits = new ArrayList<>();
            trace.forEach((position, deleted, inserted) -> edits.add(position + "/" + deleted + "/" + inserted));
            assertEquals(List.of("0/0/ab", "1/1/", "1/0/é"), edits);
            assertEquals(3, trace.edits());
            assertEquals("aé", trace.endContent());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"kind\":\"concurrent\",\"endContent\":\"\",\"txns\":[]}                      | concurrent trace",
                "{\"endContent\":\"\",\"txns\":[{\"parents\":[],\"patches\":[]}]}               | concurrent trace",
                "{\"endContent\":\"\",\"numAgents\":2,\"txns\":[]}                              | concurrent trace",
                "{\"txns\":[]}                                                                  | no endContent",
                "[1]                                                                            | expected an object at line 1",
                "{\"endContent\":\"\",\"txns\":[{\"patches\":[[0,\"x\",\"\"]]}]}                | expected a whole number at line 1",
                "{\"endContent\":\"\",\"txns\":[{\"patches\":[[-1,0,\"\"]]}]}                   | expected a number from 0",
                "{\"endContent\":\"\",\"txns\":[{\"patches\":[[0,0]]}]}                         | expected a text",
                "{\"endContent\":\"\",\"txns\":[{\"patches\":[[0,0,\"\",1]]}]}                  | expected the end of the patch",
                "{\"endContent\":\"\",\"txns\":[{                                               | not the JSON of a trace",
                "{\"endContent\":\"\",\"txns\":7}                                               | expected a list of transactions",
                "~~                                                                             | expected an object",
                "no json                                                                        | not the JSON of a trace",
            })
    void refusesWhatIsNoSequentialTraceWithWords(String text, String words) throws IOException {
        Path file = file(text == null ? "" : text, false);
        CommandException e = assertThrows(CommandException.class, () -> EditTrace.open(file));
        assertEquals(CommandException.USAGE, e.exitCode());
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @Test
    void refusesAFileThatIsCut() throws IOException {
        Path file = file(TRACE.repeat(1) + " ", true);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        CommandException e = assertThrows(CommandException.class, () -> EditTrace.open(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
}
