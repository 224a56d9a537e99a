package org.dxos.shell.internal.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dxos.node.Logging;
import org.dxos.shell.internal.cli.Call;
import org.dxos.shell.internal.cli.Failures;
import org.dxos.shell.internal.output.Output;
import org.dxos.shell.internal.output.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "log", description = "What the node writes to its log.")
final class LogCommands {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MOST = 10_000;

    private final Call call;

    LogCommands(Call call) {
        this.call = call;
    }

    @Command(
            name = "tail",
            description = "The last lines of the log, and with -f each new one until Ctrl-C.",
            footer = "%nExample:  log:tail -n 50 -f")
    Output tail(
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "<number>",
                            description = "How many. Default: ${DEFAULT-VALUE}.",
                            defaultValue = "20")
                    int lines,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Go on with new lines.")
                    boolean follow,
            @Option(names = "--for", paramLabel = "<duration>", description = "Follow for this time only, such as 30s.")
                    @Nullable
                    Duration time)
            throws IOException {
        if (lines < 0 || lines > MOST) {
            throw Failures.usage("-n is a number from 0 to " + MOST);
        }
        Logging logging = logging();
        long position = logging.file().toFile().length();
        logging.tail(lines).forEach(this::print);
        if (follow || time != null) {
            follow(logging, position, time);
        }
        return Output.NONE;
    }

    private void follow(Logging logging, long from, @Nullable Duration time) throws IOException {
        long started = call.clock().nanos();
        long position = from;
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (time == null || call.clock().since(started).compareTo(time) < 0) {
                if (never.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                position = printFrom(logging, position);
            }
        } catch (InterruptedException e) {
            call.printer().say("Stopped.");
        }
    }

    /** Prints the whole lines behind a position; begins again when the file was rotated. */
    private long printFrom(Logging logging, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(logging.file().toFile(), "r")) {
            long position = file.length() < from ? 0 : from;
            byte[] bytes = new byte[(int) Math.min(file.length() - position, 1 << 20)];
            file.seek(position);
            file.readFully(bytes);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(this::print);
            return position + end;
        }
    }

    private void print(String line) {
        call.printer().stream(new Row().with("line", line), line);
    }

    @Command(
            name = "level",
            description = "The levels of loggers; with a level, change one until the node ends.",
            footer = {"%nExample:  log:level org.dxos.echo debug", "          log:level org.dxos.echo default"})
    Output level(
            @Parameters(paramLabel = "<logger>", arity = "0..1", description = "Its name, or ROOT for all others.")
                    @Nullable
                    String logger,
            @Parameters(
                            paramLabel = "<level>",
                            arity = "0..1",
                            description =
                                    "trace, debug, info, warn, error, off, or default to follow the logger above.")
                    @Nullable
                    String level) {
        Logging logging = logging();
        if (logger != null && level != null) {
            logging.level(logger, level(level));
        }
        List<Row> rows = logging.levels().entrySet().stream()
                .filter(entry ->
                        logger == null || level != null || entry.getKey().startsWith(logger))
                .map(entry -> new Row()
                        .with("logger", entry.getKey())
                        .with("level", entry.getValue().name().toLowerCase(Locale.ROOT)))
                .toList();
        return new Output.Rows(rows, List.of("logger", "level"), "No such logger has a level of its own.");
    }

    private static Optional<Logging.Level> level(String word) {
        if (word.equals("default")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Logging.Level.valueOf(word.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw Failures.usage(
                    "\"" + word + "\" is no level; there are trace, debug, info, warn, error, off, default");
        }
    }

    private Logging logging() {
        return call.need(call.services().logging(), "Logging service");
    }
}
