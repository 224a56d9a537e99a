package org.dxos.shell.internal.output;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command gives back. */
public sealed interface Output {
    /** Nothing to print. */
    Output NONE = new Done("", null);

    /**
     * Several records.
     *
     * @param columns the fields that a table shows, in order; JSON has all
     * @param empty what people are told when there are none
     */
    record Rows(List<Row> rows, List<String> columns, String empty) implements Output {
        public Rows {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    /** One record, shown with one line for each field. */
    record One(Row row) implements Output {}

    /** Something that people read as text, such as a drawn tree, and scripts as a value. */
    record Text(String text, Row row) implements Output {}

    /** Words of our own that may hold colours. */
    record Page(String text, Row row) implements Output {}

    /** A new thing: people and scripts get its id, JSON the whole record. */
    record Made(Row row) implements Output {}

    /**
     * Something was done.
     *
     * @param message told to people, beside the data
     * @param row what scripts get; null for nothing
     */
    record Done(String message, @Nullable Row row) implements Output {}
}
