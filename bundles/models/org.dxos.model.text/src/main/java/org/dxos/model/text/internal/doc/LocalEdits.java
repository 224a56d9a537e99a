package org.dxos.model.text.internal.doc;

import java.util.List;
import java.util.Map;
import org.dxos.base.key.FeedKey;
import org.dxos.model.text.Splice;
import org.dxos.model.text.internal.yjs.Content;
import org.dxos.model.text.internal.yjs.DeleteRange;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Surrogates;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/** Computes the updates of edits made here, under the first client id of a feed. Null stands for no change. */
public final class LocalEdits {
    private final Document document;
    private final FeedKey feed;
    private final long client;

    public LocalEdits(Document document, FeedKey feed) {
        this.document = document;
        this.feed = feed;
        this.client = document.ownClient(feed);
    }

    /**
     * Deletes and inserts at one place.
     *
     * @throws IndexOutOfBoundsException when the text is not that long
     */
    public @Nullable Update splice(int index, int delete, String insert) {
        check(document, index, delete);
        if (delete == 0 && insert.isEmpty()) {
            return null;
        }
        if (insert.isEmpty()) {
            Update update = new Update(List.of(), Splicer.delete(document, index, delete));
            document.foresee(Foresight.deleteAtCursor(document, update, feed));
            return update;
        }
        Content content = new Content.Text(Surrogates.replaceUnpaired(insert));
        Struct struct = Splicer.insert(document, client, document.state(client), index, content);
        List<DeleteRange> deletes = Splicer.delete(document, index, delete);
        Update update = new Update(List.of(struct), deletes);
        document.foresee(Foresight.insertEndingAt(document, update, feed, index + insert.length()));
        return update;
    }

    /** Makes this the text, keeping what both begin and end with. */
    public @Nullable Update replaceAll(String text) {
        String old = new Reading(document).text();
        if (old.length() != document.length()) {
            return splice(0, document.length(), text);
        }
        int start = 0;
        int limit = Math.min(old.length(), text.length());
        while (start < limit && old.charAt(start) == text.charAt(start)) {
            start++;
        }
        if (start > 0 && Character.isHighSurrogate(old.charAt(start - 1))) {
            start--;
        }
        int end = 0;
        while (end < limit - start && old.charAt(old.length() - 1 - end) == text.charAt(text.length() - 1 - end)) {
            end++;
        }
        if (end > 0 && Character.isLowSurrogate(old.charAt(old.length() - end))) {
            end--;
        }
        return splice(start, old.length() - start - end, text.substring(start, text.length() - end));
    }

    /**
     * Replaces the first occurrence of a text.
     *
     * @throws IllegalArgumentException when there is none
     */
    public @Nullable Update replaceFirst(String old, String fresh) {
        String text = new Reading(document).text();
        int at = text.indexOf(old);
        if (at < 0) {
            throw new IllegalArgumentException("the text has no \"" + old + "\"");
        }
        if (text.length() != document.length()) {
            throw new IllegalArgumentException("the text has embedded values; use splice");
        }
        return splice(at, old.length(), fresh);
    }

    /** Many edits; each sees what those before it did. */
    public @Nullable Update edits(List<Splice> splices) {
        if (splices.size() == 1) {
            Splice only = splices.get(0);
            return splice(only.index(), only.delete(), only.insert());
        }
        Scratch scratch = new Scratch(document.fork(), client);
        for (Splice splice : splices) {
            check(scratch.document(), splice.index(), splice.delete());
            scratch.splice(splice.index(), splice.delete(), splice.insert());
        }
        Update update = orNull(scratch.update());
        if (update != null) {
            document.foresee(Foresight.outcome(document, update, feed, scratch.document()));
        }
        return update;
    }

    /** Sets attributes of some characters; a null value takes an attribute away. */
    public @Nullable Update format(int index, int count, Map<String, ?> attributes) {
        check(document, index, count);
        Scratch scratch = new Scratch(document.fork(), client);
        new Formatting(scratch).format(index, count, attributes);
        return orNull(scratch.update());
    }

    /** Inserts a text with exactly these attributes. */
    public @Nullable Update insert(int index, String text, Map<String, ?> attributes) {
        check(document, index, 0);
        Scratch scratch = new Scratch(document.fork(), client);
        new Formatting(scratch).insert(index, text, attributes);
        return orNull(scratch.update());
    }

    /** Appends a copy of what another document holds. */
    public @Nullable Update importAll(Document foreign) {
        Scratch scratch = new Scratch(document.fork(), client);
        new Rehoming(foreign, scratch).run();
        return orNull(scratch.update());
    }

    private static @Nullable Update orNull(Update update) {
        return update.structs().isEmpty() && update.deletes().isEmpty() ? null : update;
    }

    private static void check(Document document, int index, int count) {
        int length = document.length();
        if (index < 0 || count < 0 || index > length - count) {
            throw new IndexOutOfBoundsException(
                    count == 0
                            ? "there is no position " + index + " in a text of length " + length
                            : "there are no " + count + " characters from " + index + " on in a text of length "
                                    + length);
        }
    }
}
