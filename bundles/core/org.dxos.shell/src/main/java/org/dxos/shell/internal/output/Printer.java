package org.dxos.shell.internal.output;

import java.util.List;

/** Writes what commands give back, in one format. Confined to one call of a command, but for {@link #hasSpoken} and {@link #say}. */
public final class Printer {
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    private final Io io;
    private final Format format;
    private final boolean quiet;
    private volatile boolean spoken;

    /**
     * @param quiet print nothing: the result is handed over as a value
     */
    public Printer(Io io, Format format, boolean quiet) {
        this.io = io;
        this.format = format;
        this.quiet = quiet;
    }

    public Format format() {
        return format;
    }

    /** Whether the result is read by people, not by a script. */
    public boolean isForPeople() {
        return format == Format.TABLE && !quiet;
    }

    /** Whether people have been told anything yet, or will be by whoever said so. */
    public boolean hasSpoken() {
        return spoken;
    }

    /** To be called by whoever tells people how far a command is past this printer. */
    public void willSpeak() {
        spoken = true;
    }

    public Io io() {
        return io;
    }

    /** Tells people something that is not data. */
    public void say(String message) {
        if (!quiet && !message.isEmpty()) {
            spoken = true;
            io.err().println(Plain.lines(message));
            io.err().flush();
        }
    }

    public void print(Output output) {
        spoken = true;
        if (quiet) {
            return;
        }
        if (output instanceof Output.Rows rows) {
            rows(rows);
        } else if (output instanceof Output.One one) {
            one(one.row(), Table.lines(one.row()));
        } else if (output instanceof Output.Text text) {
            String safe = Plain.lines(text.text());
            one(text.row(), safe.isEmpty() ? List.of() : List.of(safe));
        } else if (output instanceof Output.Page page) {
            one(page.row(), List.of(page.text().stripTrailing()));
        } else if (output instanceof Output.Made made) {
            one(made.row(), List.of(made.row().id()));
        } else if (output instanceof Output.Done done) {
            if (format == Format.TABLE) {
                say(done.message());
            } else if (done.row() != null) {
                one(done.row(), List.of());
            }
        }
        io.out().flush();
    }

    /** Prints one of many records as it comes: a JSON object in either JSON format, else these lines. */
    public void stream(Row row, String line) {
        spoken = true;
        if (quiet) {
            return;
        }
        one(row, List.of(Plain.lines(line)), true);
        io.out().flush();
    }

    /** The result as a value for a script: ids as text, records as maps. */
    public static Object value(Output output, Format format) {
        if (output instanceof Output.Rows rows) {
            return switch (format) {
                case TABLE -> rows.rows().stream().map(Row::fields).toList();
                case ID -> rows.rows().stream().map(Row::id).toList();
                case JSON -> Json.pretty(rows.rows());
                case JSONL ->
                    String.join("\n", rows.rows().stream().map(Json::line).toList());
            };
        }
        if (output instanceof Output.Text text && format == Format.TABLE) {
            return text.text();
        }
        Row row = row(output);
        return switch (format) {
            case TABLE -> output instanceof Output.Made ? row.id() : row.fields();
            case ID -> row.id();
            case JSON -> Json.pretty(row);
            case JSONL -> Json.line(row);
        };
    }

    private static Row row(Output output) {
        if (output instanceof Output.One one) {
            return one.row();
        }
        if (output instanceof Output.Text text) {
            return text.row();
        }
        if (output instanceof Output.Page page) {
            return page.row();
        }
        if (output instanceof Output.Made made) {
            return made.row();
        }
        return output instanceof Output.Done done && done.row() != null ? done.row() : new Row();
    }

    private void rows(Output.Rows rows) {
        switch (format) {
            case TABLE -> table(rows);
            case JSON -> io.out().println(Json.pretty(rows.rows()));
            case JSONL -> rows.rows().forEach(row -> io.out().println(Json.line(row)));
            case ID -> rows.rows().forEach(row -> io.out().println(Plain.line(row.id())));
        }
    }

    private void table(Output.Rows rows) {
        if (rows.rows().isEmpty()) {
            say(rows.empty());
            return;
        }
        List<String> lines = Table.columns(rows.rows(), rows.columns(), io.width());
        for (int i = 0; i < lines.size(); i++) {
            io.out().println(i == 0 && io.colour() ? BOLD + lines.get(i) + RESET : lines.get(i));
        }
    }

    private void one(Row row, List<String> lines) {
        one(row, lines, false);
    }

    private void one(Row row, List<String> lines, boolean oneLine) {
        switch (format) {
            case TABLE -> lines.forEach(io.out()::println);
            case JSON -> io.out().println(oneLine ? Json.line(row) : Json.pretty(row));
            case JSONL -> io.out().println(Json.line(row));
            case ID -> io.out().println(Plain.line(row.id()));
        }
    }
}
