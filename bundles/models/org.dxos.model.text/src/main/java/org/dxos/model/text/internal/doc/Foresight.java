package org.dxos.model.text.internal.doc;

import org.dxos.base.key.FeedKey;
import org.dxos.model.text.internal.yjs.Struct;
import org.dxos.model.text.internal.yjs.Update;
import org.jspecify.annotations.Nullable;

/** What is known of an update that was computed from a document and not applied yet: the place it is at, or its outcome. */
final class Foresight {
    private final Update update;
    private final FeedKey feed;
    private final long version;
    private final int end;
    private final @Nullable Document outcome;

    private Foresight(Update update, FeedKey feed, long version, int end, @Nullable Document outcome) {
        this.update = update;
        this.feed = feed;
        this.version = version;
        this.end = end;
        this.outcome = outcome;
    }

    /** An update that inserts, so that its last character stands before a position. */
    static Foresight insertEndingAt(Document document, Update update, FeedKey feed, int end) {
        return new Foresight(update, feed, document.version, end, null);
    }

    /** An update that only deletes, from where the cursor is. */
    static Foresight deleteAtCursor(Document document, Update update, FeedKey feed) {
        return new Foresight(update, feed, document.version, -1, null);
    }

    static Foresight outcome(Document document, Update update, FeedKey feed, Document outcome) {
        return new Foresight(update, feed, document.version, 0, outcome);
    }

    boolean isOf(Document document, Update candidate, FeedKey writer) {
        return candidate == update && version == document.version && feed.equals(writer);
    }

    void apply(Document document, Integration integration, int age) {
        if (outcome != null) {
            document.takeOver(outcome);
            for (Struct struct : update.structs()) {
                Client client = document.clients.get(document.clientRow(struct.client()));
                client.ages.set(struct.clock(), struct.end(), age);
            }
            return;
        }
        boolean cursorIsHere = document.cursor.isAt(version);
        integration.apply(update, feed, age);
        if (end >= 0) {
            document.cursor.moveToLastInsert(update, end);
        } else if (cursorIsHere) {
            document.cursor.keep();
        }
    }
}
