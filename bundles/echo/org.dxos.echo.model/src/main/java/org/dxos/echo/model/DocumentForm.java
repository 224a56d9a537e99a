package org.dxos.echo.model;

import java.util.List;
import org.dxos.base.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Items of a model as files in a format that other programs know, such as games of chess in PGN. Comes beside a {@link TextForm},
 * in whose words it speaks.
 */
@ConsumerType
public interface DocumentForm<S> {
    /** The format's name in lower case, which is also how its files' names end, such as {@code pgn}. */
    String format();

    /**
     * The items of a document: for each the words of one edit, which {@link TextForm#parse} understands and a new item takes.
     *
     * @throws IllegalArgumentException when the bytes are no document of this format; the message says what is wrong and where
     */
    List<List<String>> read(Bytes document);

    /**
     * An item as a document. Several put one after the other are a document of them all. What is written reads as one item, which
     * is written the same again.
     */
    Bytes write(S state);
}
