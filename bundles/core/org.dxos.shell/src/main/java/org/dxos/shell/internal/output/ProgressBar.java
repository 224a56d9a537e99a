package org.dxos.shell.internal.output;

import java.time.Duration;
import java.util.Locale;
import org.dxos.base.loop.Clock;

/**
 * Tells how far long work has come: count, rate and rest time. On a screen it draws over itself ten times a second; elsewhere it
 * writes a line every two seconds, in JSON where the output is JSON lines. Confined to one thread.
 */
public final class ProgressBar implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(2);
    private static final int BAR = 30;

    private final Printer printer;
    private final Clock clock;
    private final String what;
    private final long started;
    private final Duration pause;
    private long shown;
    private boolean drawn;

    /** @param what is counted, such as {@code edits} */
    public ProgressBar(Printer printer, Clock clock, String what) {
        this.printer = printer;
        printer.willSpeak();
        this.clock = clock;
        this.what = what;
        this.started = clock.nanos();
        this.shown = started;
        this.pause = printer.io().interactive() ? REDRAW : LINE;
    }

    /** @param total 0 when it is not known */
    public void report(long done, long total) {
        if (clock.since(shown).compareTo(pause) >= 0) {
            shown = clock.nanos();
            show(done, total);
        }
    }

    private void show(long done, long total) {
        double seconds = clock.since(started).toNanos() / 1e9;
        double rate = seconds > 0 ? done / seconds : 0;
        long rest = total > done && rate > 0 ? Math.round((total - done) / rate) : 0;
        if (printer.format() == Format.JSONL) {
            printer.say(Json.line(new Row()
                    .with("progress", what)
                    .with("done", done)
                    .with("total", total)
                    .with("perSecond", Math.round(rate))
                    .with("restSeconds", rest)));
            return;
        }
        String text = String.format(Locale.ROOT, "%,d", done)
                + (total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "")
                + String.format(Locale.ROOT, " %s, %,d/s", what, Math.round(rate))
                + (total > 0 ? ", " + time(rest) + " left" : "");
        if (!printer.io().interactive()) {
            printer.say(text);
            return;
        }
        printer.io().err().print("\r" + bar(done, total) + text + "   ");
        printer.io().err().flush();
        drawn = true;
    }

    private static String bar(long done, long total) {
        if (total <= 0) {
            return "";
        }
        int full = (int) (Math.min(done, total) * BAR / total);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
    }

    static String time(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** Clears what was drawn. */
    @Override
    public void close() {
        if (drawn) {
            printer.io().err().print("\r" + " ".repeat(78) + "\r");
            printer.io().err().flush();
        }
    }
}
