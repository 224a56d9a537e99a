package org.dxos.shell.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dxos.shell.internal.output.Format;
import org.dxos.shell.internal.output.Io;
import org.dxos.shell.internal.output.Printer;
import org.dxos.testkit.SimScheduler;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final SimScheduler scheduler = new SimScheduler();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Printer printer = new Printer(
            new Io(
                    new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    InputStream.nullInputStream(),
                    false,
                    false,
                    0),
            Format.TABLE,
            false);
    private final Call call =
            new Call(new Console(Optional.empty(), List.of()).shell(), Session.NONE, scheduler.clock(), printer);

    @Test
    void tellsOnceThatASilentCommandIsAtWork() {
        try (Patience patience = new Patience(scheduler, "item:list", call)) {
            scheduler.runFor(Duration.ofMillis(1999));
            assertEquals("", err.toString(StandardCharsets.UTF_8));
            scheduler.runFor(Duration.ofSeconds(60));
        }
        assertEquals(1, err.toString(StandardCharsets.UTF_8).lines().count());
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("item:list is still at work"));
    }

    @Test
    void keepsQuietOnceACommandHasSpokenOrEnded() {
        try (Patience patience = new Patience(scheduler, "text:replay", call)) {
            printer.willSpeak();
            scheduler.runFor(Duration.ofSeconds(3));
        }
        try (Patience patience = new Patience(scheduler, "item:list", call)) {
            scheduler.runFor(Duration.ofSeconds(1));
        }
        scheduler.runFor(Duration.ofSeconds(3));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
