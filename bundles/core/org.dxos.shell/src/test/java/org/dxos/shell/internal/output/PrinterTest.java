package org.dxos.shell.internal.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.testkit.SimClock;
import org.junit.jupiter.api.Test;

class PrinterTest {
    private static final List<Row> ROWS = List.of(
            new Row()
                    .with("id", new Ident("0123456789abcdef0123"))
                    .with("stateMachine", "x")
                    .with("count", 7)
                    .with("own", true),
            new Row()
                    .with("id", new Ident("fedcba9876543210fedc"))
                    .with("stateMachine", "\u001b[2Jevil\nline")
                    .with("count", 1234)
                    .with("own", false));
    private static final Output ALL = new Output.Rows(ROWS, List.of("id", "stateMachine", "count", "own"), "None.");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Printer printer(Format format, boolean quiet, boolean interactive, int width) {
        return new Printer(
                new Io(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        InputStream.nullInputStream(),
                        interactive,
                        false,
                        width),
                format,
                quiet);
    }

    private String printed(Output output, Format format) {
        out.reset();
        printer(format, false, false, 0).print(output);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsTables() {
        assertEquals(
                """
                ID            STATE MACHINE        COUNT  OWN
                0123456789ab  x                        7  yes
                fedcba987654  \\u001b[2Jevil\\nline   1234  no
                """,
                printed(ALL, Format.TABLE));
    }

    @Test
    void writesJson() {
        assertEquals(
                """
                [
                  {
                    "id":"0123456789abcdef0123",
                    "stateMachine":"x",
                    "count":7,
                    "own":true
                  },
                  {
                    "id":"fedcba9876543210fedc",
                    "stateMachine":"\\u001B[2Jevil\\nline",
                    "count":1234,
                    "own":false
                  }
                ]
                """,
                printed(ALL, Format.JSON));
        assertEquals(
                """
                {"id":"0123456789abcdef0123","stateMachine":"x","count":7,"own":true}
                {"id":"fedcba9876543210fedc","stateMachine":"\\u001B[2Jevil\\nline","count":1234,"own":false}
                """,
                printed(ALL, Format.JSONL));
        assertEquals("[ ]\n", printed(new Output.Rows(List.of(), List.of("id"), "None."), Format.JSON));
    }

    @Test
    void writesEveryKindOfValueAsJson() {
        Row row = new Row()
                .with("nothing", null)
                .with("real", 0.5)
                .with("none", Double.NaN)
                .with("bytes", Bytes.fromHex("0aff"))
                .with("list", List.of(1L, "two", Map.of("three", 3L)));
        assertEquals(
                "{\"nothing\":null,\"real\":0.5,\"none\":\"NaN\",\"bytes\":\"0aff\",\"list\":[1,\"two\",{\"three\":3}]}",
                Json.line(row));
    }

    @Test
    void writesWholeIds() {
        assertEquals("0123456789abcdef0123\nfedcba9876543210fedc\n", printed(ALL, Format.ID));
        assertEquals("0123456789abcdef0123\n", printed(new Output.Made(ROWS.get(0)), Format.TABLE));
    }

    @Test
    void tellsPeopleThatThereIsNothingBesideTheData() {
        assertEquals("", printed(new Output.Rows(List.of(), List.of("id"), "None."), Format.TABLE));
        assertEquals("None.\n", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void cutsLinesToTheScreen() {
        printer(Format.TABLE, false, true, 30).print(ALL);
        out.toString(StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> assertEquals(true, line.codePointCount(0, line.length()) <= 30, line));
    }

    @Test
    void printsNothingWhenQuiet() {
        printer(Format.TABLE, true, true, 0).print(ALL);
        assertEquals("", out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
        assertEquals(List.of("0123456789abcdef0123", "fedcba9876543210fedc"), Printer.value(ALL, Format.ID));
        assertEquals("0123456789abcdef0123", Printer.value(new Output.Made(ROWS.get(0)), Format.TABLE));
    }

    @Test
    void showsProgressEveryTwoSecondsWhereThereIsNoScreen() {
        SimClock clock = new SimClock();
        try (ProgressBar progress = new ProgressBar(printer(Format.TABLE, false, false, 0), clock, "edits")) {
            for (int i = 1; i <= 50; i++) {
                clock.advance(Duration.ofMillis(100));
                progress.report(i * 100L, 10_000);
            }
        }
        assertEquals(
                "2,000 of 10,000 edits, 1,000/s, 8 s left\n4,000 of 10,000 edits, 1,000/s, 6 s left\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void drawsProgressOverItselfOnAScreenAndClearsIt() {
        SimClock clock = new SimClock();
        try (ProgressBar progress = new ProgressBar(printer(Format.TABLE, false, true, 80), clock, "edits")) {
            clock.advance(Duration.ofSeconds(1));
            progress.report(50, 100);
        }
        String drawn = err.toString(StandardCharsets.UTF_8);
        assertEquals(
                "\r[###############...............] 50 of 100 edits, 50/s, 1 s left   \r" + " ".repeat(78) + "\r",
                drawn);
    }

    @Test
    void writesProgressAsJsonLinesForScripts() {
        SimClock clock = new SimClock();
        try (ProgressBar progress = new ProgressBar(printer(Format.JSONL, false, false, 0), clock, "blocks")) {
            clock.advance(Duration.ofSeconds(4));
            progress.report(20, 40);
        }
        assertEquals(
                "{\"progress\":\"blocks\",\"done\":20,\"total\":40,\"perSecond\":5,\"restSeconds\":4}\n",
                err.toString(StandardCharsets.UTF_8));
    }
}
