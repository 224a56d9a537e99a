package org.dxos.model.text;

import java.util.List;
import java.util.Map;
import org.dxos.base.Bytes;
import org.dxos.echo.model.ItemId;
import org.dxos.echo.model.Receipt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A shared text. Indexes and lengths count UTF-16 units. Edits are computed from the newest text; an edit that reaches past its
 * end is refused with {@link IndexOutOfBoundsException} and nothing is written. Threads and errors of reading and writing are
 * those of {@link org.dxos.echo.model.ItemAccess}.
 */
@ProviderType
public interface TextItem {
    ItemId id();

    String text();

    int length();

    /** The text in stretches of equal formatting, with its embedded values. */
    List<TextRun> delta();

    /** The XML fragment of this item, written as Yjs writes it; empty when there is none. */
    String xml();

    /** Inserts a text that takes on the formatting of what stands left of it. */
    Receipt insert(int index, String text);

    /** Inserts a text with exactly this formatting. Values are those of JSON. */
    Receipt insert(int index, String text, Map<String, ?> attributes);

    Receipt delete(int index, int count);

    /** Deletes and inserts at one place, as one mutation. */
    Receipt splice(int index, int delete, String insert);

    /** Sets formatting; a null value takes a format away. */
    Receipt format(int index, int count, Map<String, ?> attributes);

    /** Makes this the text: what both texts begin and end with stays as it is. */
    Receipt replaceAll(String text);

    /** Many edits as one mutation; each sees what those before it did. */
    Receipt edits(List<Splice> splices);

    /** The whole document as a Yjs update, version 1. */
    Bytes encodeStateAsUpdate();

    /** The Yjs state vector: how much is known of each client. */
    Bytes stateVector();

    /**
     * Writes an update, version 1, of a Yjs editor whose document has one of this feed's client ids ({@link TextClients}).
     *
     * @throws IllegalArgumentException when the bytes are not such an update, or it has content under an id of another
     */
    Receipt applyUpdate(Bytes update);

    /**
     * Appends a copy of what a foreign Yjs document holds, given as one update, version 1, of the whole document.
     *
     * @throws IllegalArgumentException when the bytes are not an update
     */
    Receipt importUpdate(Bytes update);
}
